import type { z } from 'zod';
import type { RecordBody, RecordChange, RecordKey, RecordType } from './records.ts';
import type { StateReader } from './state.ts';

/** Why an intent was not carried out. The words for people are in messages/refusal.ts, one per code. */
export const REFUSAL_CODES = [
  'unknown-queue',
  'unknown-window',
  'unknown-ticket',
  'unknown-service',
  'hall-closed',
  'already-holds-ticket',
  'nobody-waiting',
  'window-closed',
  'window-busy',
  'window-empty',
  'service-begun',
  'window-cannot-serve',
  'not-at-this-window',
  'ticket-elsewhere',
  'ticket-over',
  'called-too-often',
  'no-numbers-left',
  'station-stopped',
  'number-mistyped',
  'already-rated',
  'rating-incomplete',
  'unknown-pad',
  'too-many-pads',
  'no-pad',
  'signature-over',
  'signature-empty',
  'not-allowed',
  'other-window',
  'unknown-station',
  'paper-unavailable',
  'paper-still-coming',
  'print-unavailable',
  'printer-gone',
  'storage-full',
  'unknown-case',
  'case-exists',
  'case-wrong-step',
  'unknown-hall',
  'case-elsewhere',
  'collected-elsewhere',
  'not-shared',
  'unknown-item',
  'unknown-material',
  'materials-missing',
  'materials-owed',
  'owed-too-long',
  'supplement-once',
  'supplement-incomplete',
  'same-person-decides',
  'post-cannot-accept',
  'post-cannot-decide',
  'pin-needed',
  'pin-wrong',
  'pin-changed',
  'pin-needs-code',
  'pin-unfit',
  'counter-locked',
  'reason-missing',
  'case-numbers-unavailable',
  'attachments-full',
  'attachment-unfit',
  'unknown-page',
  'signature-stays',
  'malformed',
  'unknown-kind',
  'unwritable',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  readonly code: RefusalCode;
  /** What the words need, e.g. the number of the ticket the person already holds. */
  readonly params?: Record<string, string | number>;
}

export type Decision =
  | { readonly ok: true; readonly changes: readonly RecordChange[] }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Actor {
  readonly kind: 'citizen' | 'clerk' | 'keeper' | 'station';
  readonly id: string;
}

export interface Context {
  /** ms since 1970 by the hall's clock: when it happened. */
  readonly now: number;
  /** Business day of `now`. */
  readonly day: string;
  readonly station: string;
  readonly actor: Actor;
  /** Who decides: the hall answers questions (`ticket.request`, `ticket.next`); a station leaves them open. */
  readonly by: 'hall' | 'station';
}

/** One kind of intent: what it carries and what it does. `decide` is pure and does no I/O. */
export interface Kind<S extends z.ZodType> {
  /** Raised when the body changes shape; `upcast` brings older bodies up. */
  readonly version: number;
  readonly body: S;
  readonly upcast?: (body: unknown, version: number) => unknown;
  /** Asks the hall something and changes nothing at the station; a station that gets no answer states a fact instead. */
  readonly question?: boolean;
  /**
   * The records loaded when needed (`ON_DEMAND`) that `decide` reads, from the body and the station alone. Reading one
   * that is not named here throws, whether it happens to be loaded or not. What is only written needs no naming.
   */
  readonly touches?: (body: z.infer<S>, station: string) => readonly RecordKey[];
  decide(body: z.infer<S>, state: StateReader, context: Context): Decision;
}

export function kind<S extends z.ZodType>(definition: Kind<S>): Kind<S> {
  return definition;
}

export function accept(...changes: readonly RecordChange[]): Decision {
  return { ok: true, changes };
}

export function refuse(code: RefusalCode, params?: Refusal['params']): Decision {
  return { ok: false, refusal: params ? { code, params } : { code } };
}

/** A record as it shall stand; every record body carries its id, apart from the one hall configuration. */
export function put<T extends Exclude<RecordType, 'config'>>(type: T, body: RecordBody<T>): RecordChange {
  return { type, id: (body as { id: string }).id, body } as RecordChange;
}
