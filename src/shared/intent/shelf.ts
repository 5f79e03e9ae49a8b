import { ON_DEMAND, type OnDemandType, type RecordBody } from './records.ts';

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
  /** Of each type by id, least recently used first. One map for all would make a text of both at every look. */
  readonly #bodies = new Map<OnDemandType, Map<string, Body>>(ON_DEMAND.map((type) => [type, new Map()]));

  constructor(source: RecordSource) {
    this.#source = source;
  }

  get size(): number {
    let size = 0;
    for (const bodies of this.#bodies.values()) size += bodies.size;
    return size;
  }

  /** Null: there is no such record. Undefined: nobody knows here, it must be fetched. */
  get(type: OnDemandType, id: string): Body | undefined {
    const bodies = this.#bodies.get(type)!;
    const held = bodies.get(id);
    if (held !== undefined) {
      bodies.delete(id);
      bodies.set(id, held);
      return held;
    }
    const body = this.#source.read(type, id);
    if (body !== undefined) bodies.set(id, body);
    return body;
  }

  has(type: OnDemandType, id: string): boolean {
    return this.#bodies.get(type)!.has(id);
  }

  put(type: OnDemandType, id: string, body: Body): void {
    const bodies = this.#bodies.get(type)!;
    bodies.delete(id);
    bodies.set(id, body);
  }

  /** What stands here of it may be wrong: it is read anew when needed. */
  forget(type: OnDemandType, id: string): void {
    this.#bodies.get(type)!.delete(id);
  }

  /** Takes away the ones not used for longest, of each type its share, until `limit` are left; `kept` ones stay. */
  trim(limit: number, kept?: { has(key: string): boolean }): void {
    const { size } = this;
    let tooMany = size - limit;
    if (tooMany <= 0) return;
    const share = tooMany / size;
    for (const [type, bodies] of this.#bodies) {
      let some = Math.min(tooMany, Math.ceil(bodies.size * share));
      for (const id of bodies.keys()) {
        if (some === 0) break;
        if (kept?.has(keyOf(type, id))) continue;
        bodies.delete(id);
        some--;
        tooMany--;
      }
    }
  }
}
