import type { OnDemandType, RecordBody } from './records.ts';

type Body = RecordBody<OnDemandType> | null;

/** Where a record comes from that is not on the shelf: null when there is none, undefined when it must be fetched first. */
export interface RecordSource {
  read(type: OnDemandType, id: string): Body | undefined;
}

export function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}

/** Records loaded when needed: the ones used last, as many as the owner leaves there. */
export class Shelf {
  readonly #source: RecordSource;
  /** Least recently used first. */
  readonly #bodies = new Map<string, Body>();

  constructor(source: RecordSource) {
    this.#source = source;
  }

  get size(): number {
    return this.#bodies.size;
  }

  /** Null: there is no such record. Undefined: nobody knows here, it must be fetched. */
  get(type: OnDemandType, id: string): Body | undefined {
    const key = keyOf(type, id);
    const held = this.#bodies.get(key);
    if (held !== undefined) {
      this.#bodies.delete(key);
      this.#bodies.set(key, held);
      return held;
    }
    const body = this.#source.read(type, id);
    if (body !== undefined) this.#bodies.set(key, body);
    return body;
  }

  has(type: OnDemandType, id: string): boolean {
    return this.#bodies.has(keyOf(type, id));
  }

  put(type: OnDemandType, id: string, body: Body): void {
    const key = keyOf(type, id);
    this.#bodies.delete(key);
    this.#bodies.set(key, body);
  }

  /** What stands here of it may be wrong: it is read anew when needed. */
  forget(type: OnDemandType, id: string): void {
    this.#bodies.delete(keyOf(type, id));
  }

  /** Takes away the ones not used for longest, until `limit` are left; `kept` ones stay. */
  trim(limit: number, kept?: { has(key: string): boolean }): void {
    let tooMany = this.#bodies.size - limit;
    if (tooMany <= 0) return;
    for (const key of this.#bodies.keys()) {
      if (kept?.has(key)) continue;
      this.#bodies.delete(key);
      if (--tooMany === 0) return;
    }
  }
}
