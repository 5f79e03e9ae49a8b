import { type ChildProcess, fork } from 'node:child_process';

/**
 * A process of the measurement, asked one thing at a time. Instants travel as nanoseconds of `process.hrtime`, which is
 * one clock for all processes of a machine.
 */
export class Peer {
  readonly process: ChildProcess;
  readonly #name: string;
  readonly #open = new Map<number, { done: (value: never) => void; failed: (error: Error) => void }>();
  #next = 1;

  /** `under`: another program with its arguments that runs the process, strace for one. */
  constructor(name: string, file: string, args: readonly string[] = [], under: readonly string[] = []) {
    this.#name = name;
    const [program = process.execPath, ...execArgv] = [...under, process.execPath, ...profiling()];
    this.process = fork(file, [...args], {
      execPath: program,
      execArgv,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.process.on('message', (message: { id: number; value?: unknown; error?: string }) => {
      const waiting = this.#open.get(message.id);
      this.#open.delete(message.id);
      if (message.error === undefined) waiting?.done(message.value as never);
      else waiting?.failed(new Error(`${name}: ${message.error}`));
    });
    this.process.once('exit', (code, signal) => {
      for (const { failed } of this.#open.values()) failed(new Error(`${name} ended (${code ?? signal})`));
      this.#open.clear();
    });
  }

  ask<T>(what: string, body: unknown = null): Promise<T> {
    const id = this.#next++;
    return new Promise<T>((done, failed) => {
      if (!this.process.connected) return failed(new Error(`${this.#name} is not there`));
      this.#open.set(id, { done: done as (value: never) => void, failed });
      this.process.send({ id, what, body });
    });
  }

  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    if (this.process.connected) this.process.disconnect(); // it ends by itself, and writes its profile if one is kept
    await gone;
  }

  /** At once, whatever it is doing. */
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await gone;
  }
}

/** With BENCH_PROFILE=DIR every process of a measurement leaves its CPU profile there. */
export function profiling(): string[] {
  const dir = process.env.BENCH_PROFILE;
  return dir ? ['--cpu-prof', `--cpu-prof-dir=${dir}`, '--cpu-prof-interval=100'] : [];
}

/** The peer's own end: one function for each question. The process ends with the one that asks. */
export function answer(questions: Readonly<Record<string, (body: never) => unknown>>): void {
  process.on('message', async ({ id, what, body }: { id: number; what: string; body: never }) => {
    try {
      process.send?.({ id, value: (await questions[what]?.(body)) ?? null });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.once('disconnect', () => process.exit(0));
}

/** This instant in nanoseconds, comparable between processes of one machine. */
export function instant(): number {
  return Number(process.hrtime.bigint());
}
