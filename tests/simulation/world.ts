import { Chance } from '../support/chance.ts';

/** A world of one thread, with its own time and its own chance: the same seed always tells the same story. */
export class World extends Chance {
  now: number;
  steps = 0;
  #events: { at: number; order: number; run: () => void }[] = [];
  #order = 0;

  constructor(seed: number, startAt: number) {
    super(seed);
    this.now = startAt;
  }

  after(ms: number, run: () => void): () => void {
    const event = { at: this.now + Math.max(0, Math.round(ms)), order: this.#order++, run };
    push(this.#events, event);
    return () => {
      event.run = () => undefined;
    };
  }

  /** Lives until an instant; what was thrown on the way by a crash that was meant ends only that step. */
  async runUntil(until: number): Promise<void> {
    for (;;) {
      await settle();
      const next = this.#events[0];
      if (!next || next.at > until) break;
      pop(this.#events);
      this.now = Math.max(this.now, next.at);
      this.steps++;
      try {
        next.run();
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    }
    this.now = until;
  }
}

/** The power goes: thrown to leave the code that was running, never to be handled by it. */
export class Crash extends Error {
  constructor() {
    super('power cut');
    this.name = 'Crash';
  }
}

/** Lets everything that was promised come true before time moves on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

interface Timed {
  at: number;
  order: number;
}

function before(a: Timed, b: Timed): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push<T extends Timed>(heap: T[], item: T): void {
  let i = heap.push(item) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!before(heap[i]!, heap[parent]!)) break;
    [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
    i = parent;
  }
}

function pop<T extends Timed>(heap: T[]): void {
  const last = heap.pop()!;
  if (heap.length === 0) return;
  heap[0] = last;
  for (let i = 0; ; ) {
    const left = 2 * i + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const child = right < heap.length && before(heap[right]!, heap[left]!) ? right : left;
    if (!before(heap[child]!, heap[i]!)) break;
    [heap[i], heap[child]] = [heap[child]!, heap[i]!];
    i = child;
  }
}
