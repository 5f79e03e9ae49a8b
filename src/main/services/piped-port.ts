import type { PortLike } from './port.ts';

type Listener = (event?: { data: unknown }) => void;

/** One end of a port whose bytes travel inside another channel. Messages that arrive before the first listener wait for it. */
export class PipedPort implements PortLike {
  readonly #send: (data: unknown) => void;
  readonly #closed: () => void;
  readonly #listeners: { message: Listener[]; close: Listener[] } = { message: [], close: [] };
  #waiting: unknown[] = [];
  #open = true;

  /** @param closed told once when this end closes, not when the other does */
  constructor(send: (data: unknown) => void, closed: () => void) {
    this.#send = send;
    this.#closed = closed;
  }

  on(event: string, listener: Listener): void {
    if (event === 'close') this.#listeners.close.push(listener);
    if (event !== 'message') return;
    this.#listeners.message.push(listener);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const data of waiting) this.receive(data);
  }

  postMessage(data: unknown): void {
    // Like a real message port: words to a closed port are dropped, since nobody is there to hear them.
    if (this.#open) this.#send(data);
  }

  close(): void {
    if (!this.#open) return;
    this.#closed();
    this.ended();
  }

  /** The other end said something. */
  receive(data: unknown): void {
    if (!this.#open) return;
    if (this.#listeners.message.length === 0) this.#waiting.push(data);
    for (const listener of this.#listeners.message) listener({ data });
  }

  /** The other end is gone. */
  ended(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const listener of this.#listeners.close) listener();
  }
}
