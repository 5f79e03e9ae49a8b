import type { Ended, Program } from '../support/program.ts';

/** EX_CONFIG: it said in words why it cannot serve, and that starting it again does not help. */
const EXIT_FATAL = 78;

interface Startable {
  readonly program: Program;
  again(run?: { execPath?: string; execArgv?: readonly string[] }): Promise<void>;
}

/** A program that is about to be hurt, with somebody beside it who starts it again when it ends. */
export class Patient {
  readonly ends: Ended[] = [];
  readonly #program: Startable;
  #serving: Promise<void> = Promise.resolve();
  #watching = true;
  readonly #meanwhile: () => void;
  #hurt: { execPath: string; execArgv: readonly string[] } | null;

  /** `meanwhile`: what else happens to it before it is started again after a kill. */
  constructor(
    program: Startable,
    hurt: { execPath: string; execArgv: readonly string[] } | null,
    meanwhile: () => void = () => undefined,
  ) {
    this.#meanwhile = meanwhile;
    this.#program = program;
    this.#hurt = hurt;
  }

  /** Resolves when it serves; rejects when it ended although nothing was done to it. */
  start(): Promise<void> {
    this.#serving = this.#run();
    return this.#serving;
  }

  /** After something that was said to it went wrong: when it serves again. */
  serving(): Promise<void> {
    return this.#serving;
  }

  async #run(): Promise<void> {
    const hurt = this.#hurt;
    this.#hurt = null;
    const started = this.#program.again(hurt ?? {});
    const { ended } = this.#program.program;
    void ended.then((end) => {
      if (!this.#watching) return;
      this.ends.push(end);
      if (end.signal === 'SIGKILL') this.#meanwhile();
      this.#serving = hurt ? this.#run() : Promise.reject(new Error(`it ended again, unhurt\n${end.output}`));
      this.#serving.catch(() => undefined);
    });
    try {
      await started;
    } catch (error) {
      if (!hurt) throw error;
      await ended;
      await this.#serving;
    }
  }

  /** In good order, and whole from then on. One that has ended already is whole. */
  async restart(): Promise<void> {
    if (this.ends.length > 0) return this.#serving;
    this.#watching = false;
    const end = await this.#program.program.stop();
    this.ends.push(end);
    this.#watching = true;
    await this.start();
  }

  /** How it ended without having been killed by us or having said why. */
  unexplained(): Ended[] {
    return this.ends.filter(({ code, signal }) => signal !== 'SIGKILL' && code !== 0 && code !== EXIT_FATAL);
  }

  named(): Ended[] {
    return this.ends.filter(({ code }) => code === EXIT_FATAL);
  }

  /** Nobody starts it again from now on. */
  leave(): void {
    this.#watching = false;
  }
}
