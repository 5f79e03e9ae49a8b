import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Where the built programs lie; another folder for a build of one's own. */
export function builtProgram(name: 'hall' | 'station' | 'gateway' | 'dock'): string {
  const file = join(process.env.ONEWINDOW_OUT ?? join(root, 'out'), 'main', `${name}.cjs`);
  if (!existsSync(file)) throw new Error(`${file} is missing: npm run build makes it`);
  return file;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Everything it said on both channels. */
  readonly output: string;
}

export interface ProgramOptions {
  readonly args: readonly string[];
  /** As under a shell: it says `ready` over the channel and ends with us. False: as started by hand in a terminal. */
  readonly attached?: boolean;
  /** Somebody types into it, see `type`. */
  readonly typed?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
  /** Another program that runs Node, e.g. a tracer; `execArgv` is then told to that one. */
  readonly execPath?: string;
}

/** One of our services as a process of its own, which can be frozen and killed like any other. */
export class Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly #name: string;
  #output = '';
  readonly #watchers = new Set<() => void>();

  constructor(name: 'hall' | 'station' | 'gateway' | 'dock', options: ProgramOptions) {
    this.#name = name;
    const attached = options.attached ?? true;
    this.child = fork(builtProgram(name), [...options.args], {
      execArgv: [...(options.execArgv ?? [])],
      ...(options.execPath ? { execPath: options.execPath } : {}),
      stdio: [options.typed ? 'pipe' : 'ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        ...(attached ? { ONEWINDOW_SERVICE: '1' } : { ONEWINDOW_SERVICE: '' }),
        ...options.env,
      },
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        for (const look of this.#watchers) look();
      });
    }
    this.ended = new Promise((resolve) => {
      this.child.once('close', (code, signal) => {
        resolve({ code, signal, output: this.#output });
        for (const look of this.#watchers) look();
      });
    });
  }

  get output(): string {
    return this.#output;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What it told its shell when it began to serve. Rejects when it ended or said that it cannot. */
  ready<T>(): Promise<T> {
    return new Promise((resolve, reject) => {
      this.child.on('message', (message: { type: string; info?: T; code?: string; message?: string }) => {
        if (message.type === 'ready') resolve(message.info as T);
        if (message.type === 'fatal') reject(new Error(`${this.#name}: ${message.code}: ${message.message}`));
      });
      void this.ended.then(({ code, signal, output }) =>
        reject(new Error(`${this.#name} ended (${code ?? signal})\n${output}`)),
      );
    });
  }

  /** Resolves when it has said this, rejects when it ended without. */
  said(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(this.#output);
        if (found) resolve(found);
        else if (!this.running) reject(new Error(`${this.#name} ended without saying ${pattern}\n${this.#output}`));
        else return;
        this.#watchers.delete(look);
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** One line on its keyboard. */
  type(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Hung: it holds its connections and answers nothing. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  /** Like a pulled plug. */
  async kill(): Promise<void> {
    if (this.running) this.child.kill('SIGKILL');
    await this.ended;
  }

  /** In good order. */
  async stop(): Promise<Ended> {
    if (this.running) {
      this.child.kill('SIGCONT');
      this.child.kill('SIGTERM');
    }
    return this.ended;
  }
}
