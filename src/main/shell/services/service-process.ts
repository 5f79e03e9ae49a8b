import type { MessagePortMain } from 'electron';
import { EXIT_FATAL, type FromService, type ServiceInfo } from '../../services/messages.ts';
import { log } from '../log.ts';
import { backoff } from './backoff.ts';
import type { ServiceChild, ServicePlan, StartChild } from './child.ts';

export type ServiceState =
  | { readonly state: 'stopped' }
  | { readonly state: 'starting' }
  | { readonly state: 'running'; readonly info: ServiceInfo }
  /** It ended by itself and is being brought back. */
  | { readonly state: 'restarting' }
  /** It cannot start and says why, in words for the keeper. Still tried now and then: the cause may be put right. */
  | { readonly state: 'failed'; readonly code: string; readonly message: string };

/** The code of a service that ended before it served, again and again, without a word. */
export const CODE_SILENT_EXIT = 'exited';

/** Said twice in a row, a fatal is believed; the first may be a file still in use by the process before. */
const FATALS_BELIEVED = 2;
const SILENT_EXITS_BELIEVED = 5;
const FAILED_RETRY_MS = 30_000;
const STOP_MS = 5_000;
/** Having served this long, an end counts as the first failure again. */
const SETTLED_MS = 10_000;

/** One service, kept running: started, watched, started again when it ends, ended tidily. */
export class ServiceProcess {
  readonly #plan: ServicePlan;
  readonly #start: StartChild;
  readonly #listeners = new Set<(state: ServiceState) => void>();
  #state: ServiceState = { state: 'stopped' };
  #child: ServiceChild | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopped: Promise<void> | null = null;
  #exited: () => void = () => {};
  #failures = 0;
  #fatals = 0;
  #readyAt: number | null = null;
  #lastWords: { code: string; message: string } | null = null;

  constructor(plan: ServicePlan, start: StartChild) {
    this.#plan = plan;
    this.#start = start;
  }

  get state(): ServiceState {
    return this.#state;
  }

  /** Told of every change from now on. */
  onState(listener: (state: ServiceState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    if (this.#state.state !== 'stopped') return;
    if (this.#stopped) {
      // Two of them would fight over one database: the new one waits until the old one is gone.
      void this.#stopped.then(() => this.start());
      return;
    }
    this.#failures = 0;
    this.#fatals = 0;
    this.#set({ state: 'starting' });
    this.#spawn();
  }

  /** False while there is nobody to connect to; then the port is untouched. */
  connect(port: MessagePortMain, role: string): boolean {
    if (this.#state.state !== 'running' || !this.#child) return false;
    this.#child.connect(port, role);
    return true;
  }

  /** Ends it tidily, and by force when that takes too long. Resolves when it is gone. */
  stop(): Promise<void> {
    this.#stopped ??= this.#end().finally(() => {
      this.#stopped = null;
    });
    return this.#stopped;
  }

  /** Pulls its plug; it comes back by itself. */
  kill(): void {
    this.#child?.kill();
  }

  async #end(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const child = this.#child;
    this.#set({ state: 'stopped' });
    if (!child) return;
    const gone = new Promise<void>((resolve) => {
      this.#exited = resolve;
    });
    child.stop();
    const deadline = setTimeout(() => child.kill(), STOP_MS);
    await gone;
    clearTimeout(deadline);
  }

  #spawn(): void {
    this.#timer = null;
    this.#readyAt = null;
    this.#lastWords = null;
    this.#child = this.#start(this.#plan, {
      message: (message) => this.#hear(message),
      exit: (code) => this.#ended(code),
    });
  }

  #hear(message: FromService): void {
    if (this.#state.state === 'stopped') return;
    if (message.type === 'ready') {
      this.#readyAt = Date.now();
      this.#fatals = 0;
      log('service-ready', { service: this.#plan.name });
      this.#set({ state: 'running', info: message.info });
    } else if (message.type === 'fatal') {
      this.#lastWords = { code: message.code, message: message.message };
    }
  }

  #ended(code: number | null): void {
    this.#child = null;
    const lived = this.#readyAt === null ? 0 : Date.now() - this.#readyAt;
    log('service-ended', { service: this.#plan.name, code, lived });
    if (this.#state.state === 'stopped') {
      this.#exited();
      return;
    }
    this.#failures = lived > SETTLED_MS ? 1 : this.#failures + 1;
    if (this.#lastWords || code === EXIT_FATAL) this.#fatals += 1;
    const failed = this.#verdict();
    this.#set(failed ?? { state: 'restarting' });
    this.#timer = setTimeout(() => this.#spawn(), failed ? FAILED_RETRY_MS : backoff(this.#failures));
  }

  #verdict(): ServiceState | null {
    if (this.#fatals >= FATALS_BELIEVED) {
      return {
        state: 'failed',
        code: this.#lastWords?.code ?? CODE_SILENT_EXIT,
        message: this.#lastWords?.message ?? '',
      };
    }
    if (this.#readyAt === null && this.#failures >= SILENT_EXITS_BELIEVED) {
      return { state: 'failed', code: CODE_SILENT_EXIT, message: '' };
    }
    return null;
  }

  #set(state: ServiceState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }
}
