import type { ScanAnswers, ScanAsk } from './scan-worker.ts';

type Waiting = { done(value: never): void; failed(error: Error): void };

/** The worker of one open scan dialog: asks it, and ends it. */
export class ScanWork {
  readonly #worker = new Worker(new URL('./scan-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<{ id: number; value?: never; failed?: string }>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.failed === undefined) waiting?.done(data.value as never);
      else waiting?.failed(new Error(data.failed));
    };
    this.#worker.onerror = () => this.#fail('the scan worker failed');
  }

  /** Rejects when the picture cannot be worked on, and when the dialog is closed. */
  ask<A extends ScanAsk>(ask: A, transfer: Transferable[] = []): Promise<ScanAnswers[A['do']]> {
    return new Promise((done, failed) => {
      const id = ++this.#asked;
      this.#waiting.set(id, { done, failed });
      this.#worker.postMessage({ id, ask }, transfer);
    });
  }

  close(): void {
    this.#worker.terminate();
    this.#fail('closed');
  }

  #fail(why: string): void {
    for (const { failed } of this.#waiting.values()) failed(new Error(why));
    this.#waiting.clear();
  }
}
