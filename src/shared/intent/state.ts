import type { HallConfig } from '../catalogue/types.ts';
import type { Ticket } from '../queue/types.ts';
import {
  isOnDemand,
  type OnDemandType,
  RESIDENT_TYPES,
  type RecordBody,
  type RecordChange,
  type RecordKey,
  type RecordType,
  type ResidentType,
} from './records.ts';
import { type RecordSource, Shelf } from './shelf.ts';

/** What a decision may look at. */
export interface StateReader {
  get<T extends RecordType>(type: T, id: string): RecordBody<T> | undefined;
  /** Resident types only: the others are never all at hand. */
  all<T extends ResidentType>(type: T): Iterable<RecordBody<T>>;
  /** Tickets that are still somebody's business: waiting, called, serving, suspended. */
  openTickets(): Iterable<Ticket>;
  /** Tickets whose holders did not come when they were called. */
  missedTickets(): Iterable<Ticket>;
  /** The live ticket that bears this number on this day. */
  ticketByNumber(day: string, number: string): Ticket | undefined;
  config(): HallConfig;
}

const OPEN: ReadonlySet<Ticket['status']> = new Set(['waiting', 'called', 'serving', 'suspended']);

export function isOpen(ticket: Ticket): boolean {
  return OPEN.has(ticket.status);
}

/** There is nothing but what was applied. */
const NOTHING_ELSE: RecordSource = { read: () => null };

/**
 * The working set of a hall in memory, with the look-ups decisions need. The hall and every station hold one. Records
 * loaded when needed stand on a shelf that is filled from `source` and trimmed by the owner.
 */
export class HallState implements StateReader {
  readonly #records = new Map<RecordType, Map<string, unknown>>(RESIDENT_TYPES.map((t) => [t, new Map()]));
  readonly #open = new Map<string, Ticket>();
  readonly #missed = new Map<string, Ticket>();
  readonly #byNumber = new Map<string, string>();
  readonly shelf: Shelf;

  constructor(source: RecordSource = NOTHING_ELSE) {
    this.shelf = new Shelf(source);
  }

  /** Throws for a record that must be loaded first and was not. */
  get<T extends RecordType>(type: T, id: string): RecordBody<T> | undefined {
    if (!isOnDemand(type)) return this.#records.get(type)!.get(id) as RecordBody<T> | undefined;
    const body = this.shelf.get(type, id);
    if (body === undefined) throw new Error(`${type} ${id} was read before it was loaded`);
    return (body ?? undefined) as RecordBody<T> | undefined;
  }

  /** The record if it is at hand: for words about it, never for a decision. */
  peek<T extends RecordType>(type: T, id: string): RecordBody<T> | undefined {
    return isOnDemand(type)
      ? ((this.shelf.get(type, id) ?? undefined) as RecordBody<T> | undefined)
      : this.get(type, id);
  }

  all<T extends ResidentType>(type: T): Iterable<RecordBody<T>> {
    const records = this.#records.get(type);
    if (!records) throw new Error(`records of type ${type} are loaded when needed, not all held`);
    return records.values() as Iterable<RecordBody<T>>;
  }

  openTickets(): Iterable<Ticket> {
    return this.#open.values();
  }

  missedTickets(): Iterable<Ticket> {
    return this.#missed.values();
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
    if (isOnDemand(change.type)) {
      this.shelf.put(change.type, change.id, change.body as RecordBody<OnDemandType> | null);
      return;
    }
    const records = this.#records.get(change.type)!;
    if (change.type === 'ticket') {
      const before = records.get(change.id) as Ticket | undefined;
      if (before) {
        this.#open.delete(before.id);
        this.#missed.delete(before.id);
        const key = `${before.day} ${before.number}`;
        if (this.#byNumber.get(key) === before.id) this.#byNumber.delete(key);
      }
      const after = change.body;
      if (after) {
        if (isOpen(after)) this.#open.set(after.id, after);
        else if (after.status === 'missed') this.#missed.set(after.id, after);
        if (after.mergedInto === null) this.#byNumber.set(`${after.day} ${after.number}`, after.id);
      }
    }
    if (change.body === null) records.delete(change.id);
    else records.set(change.id, change.body);
  }
}

/** What one intent may look at: everything resident, and of the rest what it said it touches. */
export class Declared implements StateReader {
  readonly #state: StateReader;
  readonly #touches: readonly RecordKey[];

  constructor(state: StateReader, touches: readonly RecordKey[]) {
    this.#state = state;
    this.#touches = touches;
  }

  get<T extends RecordType>(type: T, id: string): RecordBody<T> | undefined {
    // A handful: looking through them is cheaper than a set for each intent.
    if (isOnDemand(type) && !this.#touches.some((key) => key.id === id && key.type === type))
      throw new Error(`${type} ${id} was read by an intent that does not name it in touches`);
    return this.#state.get(type, id);
  }

  all<T extends ResidentType>(type: T): Iterable<RecordBody<T>> {
    return this.#state.all(type);
  }

  openTickets(): Iterable<Ticket> {
    return this.#state.openTickets();
  }

  missedTickets(): Iterable<Ticket> {
    return this.#state.missedTickets();
  }

  ticketByNumber(day: string, number: string): Ticket | undefined {
    return this.#state.ticketByNumber(day, number);
  }

  config(): HallConfig {
    return this.#state.config();
  }
}
