import { buildFrame, LONGEST_FRAME, matchPattern } from './match.ts';
import type { FrameTable, PanelOrderName, TableEvent } from './table.ts';
import type { OrderValues } from './values.ts';

export type Incoming =
  | { kind: 'event'; row: TableEvent; bytes: Uint8Array }
  /** A whole frame for another address on this line. */
  | { kind: 'others'; bytes: Uint8Array }
  | { kind: 'unknown'; bytes: Uint8Array };

const NOTHING: OrderValues = { number: null, ticket: null, waiting: null, window: 0, level: null };

/** Cuts a stream of pieces into the frames of a table. What fits none is given out as unknown, never lost silently. */
export class TableDecoder {
  readonly #table: FrameTable;
  readonly #address: number;
  #held = new Uint8Array(0);

  constructor(table: FrameTable, address: number) {
    this.#table = table;
    this.#address = address;
  }

  /** Bytes of a frame that has begun. */
  get pending(): number {
    return this.#held.length;
  }

  push(bytes: Uint8Array): Incoming[] {
    const all = new Uint8Array(this.#held.length + bytes.length);
    all.set(this.#held);
    all.set(bytes, this.#held.length);
    this.#held = all;
    return this.#take(false);
  }

  /** The line has been quiet: what was begun is not going to be finished. */
  quiet(): Incoming[] {
    return this.#take(true);
  }

  #take(quiet: boolean): Incoming[] {
    const out: Incoming[] = [];
    let at = 0;
    let unknownFrom = 0;
    const flush = () => {
      if (unknownFrom < at) out.push({ kind: 'unknown', bytes: this.#held.slice(unknownFrom, at) });
    };
    while (at < this.#held.length) {
      const found = this.#frameAt(this.#held.subarray(at, at + LONGEST_FRAME));
      if (found === 'incomplete' && !quiet) break;
      if (found === 'incomplete' || found === null) {
        at += 1;
        continue;
      }
      flush();
      const bytes = this.#held.slice(at, at + found.length);
      out.push(found.mine ? { kind: 'event', row: found.row, bytes } : { kind: 'others', bytes });
      at += found.length;
      unknownFrom = at;
    }
    flush();
    this.#held = this.#held.slice(at);
    return out;
  }

  #frameAt(bytes: Uint8Array): { row: TableEvent; length: number; mine: boolean } | 'incomplete' | null {
    let incomplete = false;
    for (const row of this.#table.events) {
      const match = matchPattern(row.pattern, bytes, this.#address);
      if (match.kind === 'match') return { row, length: match.length, mine: match.mine };
      incomplete ||= match.kind === 'incomplete';
    }
    return incomplete ? 'incomplete' : null;
  }
}

/** Null: this device has no such order. */
export function encodeOrder(
  table: FrameTable,
  address: number,
  name: PanelOrderName,
  values: OrderValues,
): Uint8Array | null {
  const order = table.orders[name];
  if (!order) return null;
  const text = order.text.replace(/\{(\w+)\}/g, (_, key: keyof OrderValues) => String(values[key] ?? ''));
  return buildFrame(order.pattern, { address, blank: table.blank, values, text });
}

/** Null: this frame is not acknowledged. */
export function encodeAck(table: FrameTable, address: number, row: TableEvent, bytes: Uint8Array): Uint8Array | null {
  if (row.ack === null) return null;
  if (row.ack === 'echo') return bytes;
  return buildFrame(row.ack, { address, blank: table.blank, values: NOTHING, text: '' });
}

export function encodePoll(table: FrameTable, address: number): Uint8Array | null {
  return table.poll ? buildFrame(table.poll.pattern, { address, blank: table.blank, values: NOTHING, text: '' }) : null;
}
