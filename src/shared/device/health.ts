import { z } from 'zod';

/**
 * What every device looks like to a screen: it works, it works but needs a hand soon, or it does not work.
 * Each reason has words for the citizen and for the keeper in `src/shared/messages/device.ts`.
 */
export const deviceCodes = [
  // any device on a port
  'connecting',
  'port-missing',
  'port-busy',
  'port-denied',
  'port-refused',
  'port-unreachable',
  'port-lost',
  'port-error',
  'library-missing',
  'no-answer',
  'garbled',
  // printers
  'paper-near-end',
  'paper-end',
  'cover-open',
  'cutter',
  'printer-jam',
  'overheated',
  'printer-fault',
  'offline',
  // ID-card readers
  'reader-fault',
  // the line to the district
  'district-away',
  'district-refused',
] as const;

export const DeviceCode = z.enum(deviceCodes);

/** What else is wrong at the same time, in the order in which a keeper should look at it. */
const Also = z.array(DeviceCode).optional();

/** `since` is the instant (ms since 1970) at which this state and these codes began. */
export const DeviceHealth = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready'), since: z.number() }),
  z.object({ state: z.literal('attention'), code: DeviceCode, also: Also, since: z.number() }),
  z.object({ state: z.literal('down'), code: DeviceCode, also: Also, since: z.number() }),
]);

export type DeviceCode = z.infer<typeof DeviceCode>;
export type DeviceHealth = z.infer<typeof DeviceHealth>;

/** A health that has not been given its instant yet; what codecs derive from status bytes. */
export type Condition =
  | { state: 'ready' }
  | { state: 'attention' | 'down'; code: DeviceCode; also?: readonly DeviceCode[] | undefined };

export function isUsable(health: Condition): boolean {
  return health.state !== 'down';
}

export function sameCondition(a: Condition, b: Condition): boolean {
  return a.state === b.state && codesOf(a).join() === codesOf(b).join();
}

/** All that is wrong, worst first; empty when ready. */
export function codesOf(condition: Condition): readonly DeviceCode[] {
  return condition.state === 'ready' ? [] : [condition.code, ...(condition.also ?? [])];
}

/** For the log. */
export function conditionFacts(condition: Condition): { state: string; codes: string } {
  return { state: condition.state, codes: codesOf(condition).join() };
}

/** Keeps `since` while nothing changed, so that a screen can say for how long. */
export function nextHealth(current: DeviceHealth, condition: Condition, now: number): DeviceHealth {
  if (sameCondition(current, condition)) return current;
  if (condition.state === 'ready') return { state: 'ready', since: now };
  const { state, code, also } = condition;
  return also ? { state, code, also: [...also], since: now } : { state, code, since: now };
}
