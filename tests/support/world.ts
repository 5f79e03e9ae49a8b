import { businessDay } from '../../src/shared/calendar/clock.ts';
import { sampleHall } from '../../src/shared/catalogue/sample/hall.ts';
import type { HallConfig } from '../../src/shared/catalogue/types.ts';
import type { Actor, Context, Decision, RefusalCode } from '../../src/shared/intent/decision.ts';
import { type BodyOf, decide, HALL_STATION, KINDS, type KindName } from '../../src/shared/intent/registry.ts';
import { HallState } from '../../src/shared/intent/state.ts';
import type { Ticket } from '../../src/shared/queue/types.ts';

/** Monday 2 March 2026, 10:00 at the sample hall: open, with hours to go. */
export const MONDAY_TEN = Date.UTC(2026, 2, 2, 2, 0);
export const MINUTE = 60_000;
export const JOBS = 'queue-employment';
export const CIVIL = 'queue-civil-affairs';

const STATION: Actor = { kind: 'station', id: 'test' };

/** A hall in memory in which intents happen one after the other; the clock stands still unless moved. */
export class World {
  readonly state = new HallState();
  readonly config: HallConfig;
  now = MONDAY_TEN;
  #count = 0;

  constructor(config: HallConfig = sampleHall) {
    this.config = config;
    this.state.apply([{ type: 'config', id: 'hall', body: config }]);
  }

  get day(): string {
    return businessDay(this.now, this.config.utcOffsetMinutes);
  }

  context(over: Partial<Context> = {}): Context {
    return { now: this.now, day: this.day, station: 'dispenser-1', actor: STATION, by: 'hall', ...over };
  }

  /** Decides without carrying out. */
  ask<K extends KindName>(kind: K, body: BodyOf<K>, over: Partial<Context> = {}): Decision {
    return decide({ kind, version: KINDS[kind].version, body }, this.state, this.context(over));
  }

  do<K extends KindName>(kind: K, body: BodyOf<K>, over: Partial<Context> = {}): Decision {
    const decision = this.ask(kind, body, over);
    if (decision.ok) this.state.apply(decision.changes);
    return decision;
  }

  /** For steps that lead up to what a test is about. */
  must<K extends KindName>(kind: K, body: BodyOf<K>, over: Partial<Context> = {}): void {
    const decision = this.do(kind, body, over);
    if (!decision.ok) throw new Error(`${kind} was refused: ${JSON.stringify(decision.refusal)}`);
  }

  pass(minutes: number): void {
    this.now += minutes * MINUTE;
  }

  wanted(over: Partial<BodyOf<'ticket.request'>> = {}): BodyOf<'ticket.request'> {
    this.#count += 1;
    const n = String(this.#count).padStart(8, '0');
    return {
      ticketId: `t${n}`,
      code: n,
      queueId: JOBS,
      itemId: null,
      priority: 'ordinary',
      priorityReason: null,
      person: null,
      ...over,
    };
  }

  /** A ticket with its paper in somebody's hand. */
  waiting(over: Partial<BodyOf<'ticket.request'>> = {}): Ticket {
    const body = this.wanted(over);
    this.must('ticket.request', body);
    this.must('ticket.paper', { ticketId: body.ticketId, outcome: 'printed' });
    return this.ticket(body.ticketId);
  }

  open(...windowIds: string[]): void {
    for (const windowId of windowIds)
      this.must('window.open', { windowId, clerk: { id: `clerk-${windowId}`, name: '陈静' } });
  }

  /** A ticket that was called to a window. */
  called(windowId = 'window-1'): Ticket {
    const ticket = this.waiting();
    this.open(windowId);
    this.must('ticket.next', { windowId });
    return this.ticket(ticket.id);
  }

  grant(stationId = 'dispenser-1', queueId = JOBS): void {
    this.must('range.grant', { day: this.day, queueId, stationId }, { station: HALL_STATION });
  }

  ticket(id: string): Ticket {
    const ticket = this.state.get('ticket', id);
    if (!ticket) throw new Error(`there is no ticket ${id}`);
    return ticket;
  }

  window(id: string) {
    return this.state.get('window', id);
  }

  service(id: string) {
    return this.state.get('service', id);
  }
}

/** The code of a refusal, or `done`. */
export function outcome(decision: Decision): RefusalCode | 'done' {
  return decision.ok ? 'done' : decision.refusal.code;
}
