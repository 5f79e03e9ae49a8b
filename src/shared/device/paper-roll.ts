import { z } from 'zod';
import type { BusinessDay } from '../calendar/clock.ts';
import { type Condition, codesOf, isUsable } from './health.ts';

/** What a station remembers of the roll in its printer, and of how much it uses. Lengths in mm. */
export const PaperRoll = z.object({
  /** When it was put in, by the hall's clock. */
  since: z.number(),
  /** Whether it was counted from its beginning; the roll that is in when counting starts may be half used. */
  whole: z.boolean(),
  usedMm: z.number(),
  slips: z.number().int(),
  /** Where its printer said that it is nearly out; null while it has not. */
  nearEndMm: z.number().nullable(),
  /** The cover was opened since then. */
  opened: z.boolean(),
  /** The paper is out, or was when the printer was heard last. */
  out: z.boolean(),
  /** What rolls here hold, by those that were counted from beginning to end; null before the first. */
  measuredMm: z.number().nullable(),
  /** Whether this printer ever said that a roll is nearly out. */
  senses: z.boolean(),
  /** What was printed on the last days on which something was. */
  days: z.array(z.object({ day: z.string(), mm: z.number() })),
});
export type PaperRoll = z.infer<typeof PaperRoll>;

/** How long the paper lasts. `left`: slips, null when nobody can say. */
export const RollView = z.object({
  change: z.enum(['fine', 'tonight', 'today']),
  slips: z.number().int(),
  left: z.number().int().nullable(),
});
export type RollView = z.infer<typeof RollView>;

const DAYS_KEPT = 10;
/** What is left when a near-end sensor speaks, about: sensors sit at a core of some 20 to 25 mm. */
const NEAR_END_MM = 5000;
/** Tomorrow may be a little busier than usual. */
const MARGIN = 1.25;
/** Where no day is known yet, the last part of a roll is not left for tomorrow. */
const LAST_PART = 0.15;
/** A roll measured beyond these parts of its nominal length was not counted right. */
const PLAUSIBLE = { least: 0.5, most: 1.5 };
const USUAL_SLIP_MM = 120;

export function firstRoll(now: number): PaperRoll {
  return {
    since: now,
    whole: false,
    usedMm: 0,
    slips: 0,
    nearEndMm: null,
    opened: false,
    out: false,
    measuredMm: null,
    senses: false,
    days: [],
  };
}

/** A slip of this length came out, or may have. */
export function rollPrinted(roll: PaperRoll, mm: number, day: BusinessDay): PaperRoll {
  const last = roll.days.at(-1);
  const days =
    last?.day === day
      ? [...roll.days.slice(0, -1), { day, mm: last.mm + mm }]
      : [...roll.days, { day, mm }].slice(-DAYS_KEPT);
  return { ...roll, usedMm: roll.usedMm + mm, slips: roll.slips + 1, days };
}

/** A new roll is in. */
export function rollChanged(roll: PaperRoll, now: number): PaperRoll {
  const { measuredMm, senses, days } = roll;
  return { ...firstRoll(now), whole: true, measuredMm, senses, days };
}

/**
 * The printer said how it stands. Out of paper and then not any more: a new roll; nearly out, opened, and then not
 * nearly out any more: as well. `nominalMm`: what a roll holds by its label.
 */
export function rollSensed(roll: PaperRoll, condition: Condition, nominalMm: number, now: number): PaperRoll {
  const codes = codesOf(condition);
  if (codes.includes('paper-end')) {
    if (roll.out) return roll;
    const part = roll.usedMm / nominalMm;
    const right = roll.whole && part >= PLAUSIBLE.least && part <= PLAUSIBLE.most;
    const measuredMm = right ? ((roll.measuredMm ?? roll.usedMm) + roll.usedMm) / 2 : roll.measuredMm;
    return { ...roll, out: true, measuredMm };
  }
  const near = codes.includes('paper-near-end');
  const opened = roll.opened || (roll.nearEndMm !== null && codes.includes('cover-open'));
  if (isUsable(condition) && !near && (roll.out || (roll.nearEndMm !== null && opened))) return rollChanged(roll, now);
  if (isUsable(condition) && roll.out) {
    // A roll that is nearly out already: an old one was put in again.
    return { ...rollChanged(roll, now), whole: false, nearEndMm: 0, senses: true };
  }
  if (near && roll.nearEndMm === null) return { ...roll, nearEndMm: roll.usedMm, senses: true };
  return opened === roll.opened ? roll : { ...roll, opened };
}

/** Whether the paper lasts today and tomorrow, at what is usual here (the middle one of the last days). */
export function rollView(roll: PaperRoll, nominalMm: number, today: BusinessDay): RollView {
  const holds = roll.measuredMm ?? nominalMm;
  const counted = Math.max(0, holds - roll.usedMm);
  // The sensor knows better than the count, both ways.
  const sensed =
    roll.nearEndMm !== null
      ? Math.min(counted, Math.max(0, NEAR_END_MM - (roll.usedMm - roll.nearEndMm)))
      : roll.senses
        ? Math.max(counted, NEAR_END_MM)
        : counted;
  const left = roll.out ? 0 : sensed;
  const before = roll.days.filter(({ day }) => day !== today).map(({ mm }) => mm);
  const usual = before.sort((a, b) => a - b)[Math.floor(before.length / 2)];
  const already = roll.days.find(({ day }) => day === today)?.mm ?? 0;
  const perSlip = roll.slips > 0 ? roll.usedMm / roll.slips : USUAL_SLIP_MM;
  const known = roll.whole || roll.nearEndMm !== null || roll.out;
  return {
    change: changeWhen(left, usual, already, holds),
    slips: roll.slips,
    left: known ? Math.floor(left / perSlip) : null,
  };
}

function changeWhen(left: number, usual: number | undefined, already: number, holds: number): RollView['change'] {
  if (left <= 0) return 'today';
  if (usual === undefined) return left < holds * LAST_PART ? 'tonight' : 'fine';
  const tonight = left - Math.max(0, usual - already);
  if (tonight <= 0) return 'today';
  return tonight < usual * MARGIN ? 'tonight' : 'fine';
}
