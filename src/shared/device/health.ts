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
  'no-answer',
  'garbled',
  // printers
  'paper-near-end',
  'paper-end',
  'cover-open',
  'cutter',
  'overheated',
  'printer-fault',
  'offline',
  // ID-card readers
  'reader-fault',
] as const;

export const DeviceCode = z.enum(deviceCodes);

/** `since` is the instant (ms since 1970) at which this state and code began. */
export const DeviceHealth = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready'), since: z.number() }),
  z.object({ state: z.literal('attention'), code: DeviceCode, since: z.number() }),
  z.object({ state: z.literal('down'), code: DeviceCode, since: z.number() }),
]);

export type DeviceCode = z.infer<typeof DeviceCode>;
export type DeviceHealth = z.infer<typeof DeviceHealth>;

/** A health that has not been given its instant yet; what codecs derive from status bytes. */
export type Condition = { state: 'ready' } | { state: 'attention' | 'down'; code: DeviceCode };

export function isUsable(health: Condition): boolean {
  return health.state !== 'down';
}

export function sameCondition(a: Condition, b: Condition): boolean {
  return a.state === b.state && codeOf(a) === codeOf(b);
}

/** The code, or null when ready. */
export function codeOf(condition: Condition): DeviceCode | null {
  return condition.state === 'ready' ? null : condition.code;
}

/** Keeps `since` while nothing changed, so that a screen can say for how long. */
export function nextHealth(current: DeviceHealth, condition: Condition, now: number): DeviceHealth {
  if (sameCondition(current, condition)) return current;
  return condition.state === 'ready'
    ? { state: 'ready', since: now }
    : { state: condition.state, code: condition.code, since: now };
}
