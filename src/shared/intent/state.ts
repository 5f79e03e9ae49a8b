import type { HallConfig } from '../catalogue/types.ts';
import type { Ticket } from '../queue/types.ts';
import { RECORD_TYPES, type RecordBody, type RecordChange, type RecordType } from './records.ts';

/** What a decision may look at. */
export interface StateReader {
  get<T extends RecordType>(type: T, id: string): RecordBody<T> | undefined;
  all<T extends RecordType>(type: T): Iterable<RecordBody<T>>;
  /** Tickets that are still somebody's business: waiting, called, serving, suspended. */
  openTickets(): Iterable<Ticket>;
  /** The live ticket that bears this number on this day. */
  ticketByNumber(day: string, number: string): Ticket | undefined;
  config(): HallConfig;
}

const OPEN: ReadonlySet<Ticket['status']> = new Set(['waiting', 'called', 'serving', 'suspended']);

export function isOpen(ticket: Ticket): boolean {
  return OPEN.has(ticket.status);
}

/** The working set of a hall in memory, with the look-ups decisions need. The hall and every station hold one. */
export class HallState implements StateReader {
  readonly #records = new Map<RecordType, Map<string, unknown>>(RECORD_TYPES.map((t) => [t, new Map()]));
  readonly #open = new Map<string, Ticket>();
  readonly #byNumber = new Map<string, string>();

  get<T extends RecordType>(type: T, id: string): RecordBody<T> | undefined {
    return this.#records.get(type)!.get(id) as RecordBody<T> | undefined;
  }

  all<T extends RecordType>(type: T): Iterable<RecordBody<T>> {
    return this.#records.get(type)!.values() as Iterable<RecordBody<T>>;
  }

  openTickets(): Iterable<Ticket> {
    return this.#open.values();
  }

  ticketByNumber(day: string, number: string): Ticket | undefined {
    const id = this.#byNumber.get(`${day} ${number}`);
    return id === undefined ? undefined : this.get('ticket', id);
  }

  config(): HallConfig {
    const config = this.get('config', 'hall');
    if (!config) throw new Error('the hall has no configuration yet');
    return config;
  }

  has(): boolean {
    return this.get('config', 'hall') !== undefined;
  }

  apply(changes: Iterable<RecordChange>): void {
    for (const change of changes) this.#put(change);
  }

  /** Drops the records of days before `day`; what outlives days stays. */
  forgetBefore(day: string): void {
    for (const [type, records] of this.#records) {
      for (const [id, body] of records) {
        const recordDay = (body as { day?: string }).day;
        if (recordDay !== undefined && recordDay < day) this.#put({ type, id, body: null } as RecordChange);
      }
    }
  }

  #put(change: RecordChange): void {
    const records = this.#records.get(change.type)!;
    if (change.type === 'ticket') {
      const before = records.get(change.id) as Ticket | undefined;
      if (before) {
        this.#open.delete(before.id);
        const key = `${before.day} ${before.number}`;
        if (this.#byNumber.get(key) === before.id) this.#byNumber.delete(key);
      }
      const after = change.body;
      if (after) {
        if (isOpen(after)) this.#open.set(after.id, after);
        if (after.mergedInto === null) this.#byNumber.set(`${after.day} ${after.number}`, after.id);
      }
    }
    if (change.body === null) records.delete(change.id);
    else records.set(change.id, change.body);
  }
}
