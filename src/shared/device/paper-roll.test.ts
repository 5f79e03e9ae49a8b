import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Condition } from './health.ts';
import { firstRoll, type PaperRoll, rollChanged, rollPrinted, rollSensed, rollView } from './paper-roll.ts';

const ROLL = 80_000;
const READY: Condition = { state: 'ready' };
const OUT: Condition = { state: 'down', code: 'paper-end', also: ['cover-open'] };
const NEAR: Condition = { state: 'attention', code: 'paper-near-end' };
const OPEN: Condition = { state: 'down', code: 'cover-open' };

const sense = (roll: PaperRoll, ...conditions: Condition[]) =>
  conditions.reduce((sum, condition) => rollSensed(sum, condition, ROLL, 1), roll);
const days = (roll: PaperRoll, ...mms: number[]) =>
  mms.reduce((sum, mm, n) => rollPrinted(sum, mm, `2026-03-0${n + 1}`), roll);
const fresh = rollChanged(firstRoll(0), 0);

it('tonight is said while today still lasts and tomorrow would not', () => {
  const usual = days(fresh, 20_000, 20_000);
  expect(rollView(usual, ROLL, '2026-03-03').change).toBe('tonight'); // 40 m, of which 20 go today
  expect(rollView(days(fresh, 15_000, 15_000), ROLL, '2026-03-03').change).toBe('fine');
  expect(rollView(rollPrinted(usual, 30_000, '2026-03-03'), ROLL, '2026-03-03').change).toBe('tonight');
  expect(rollView(days(fresh, 30_000, 30_000), ROLL, '2026-03-03').change).toBe('today');
});

it('says how many slips are left, by their length so far; of a roll that was begun before nobody can say', () => {
  const used = rollPrinted(rollPrinted(fresh, 100, '2026-03-01'), 100, '2026-03-01');
  expect(rollView(used, 1200, '2026-03-01')).toMatchObject({ slips: 2, left: 10 });
  expect(rollView(rollPrinted(firstRoll(0), 100, '2026-03-01'), ROLL, '2026-03-01')).toMatchObject({ left: null });
});

it('paper that was out and is there again is a new roll; connecting or an open cover alone is not', () => {
  const used = days(fresh, 70_000);
  expect(sense(used, OUT)).toMatchObject({ out: true, usedMm: 70_000 });
  expect(sense(used, OUT, OPEN, { state: 'down', code: 'no-answer' })).toMatchObject({ out: true });
  expect(sense(used, OUT, OPEN, READY)).toMatchObject({ out: false, usedMm: 0, slips: 0, whole: true });
  expect(sense(used, OPEN, { state: 'down', code: 'connecting' }, READY).usedMm).toBe(70_000);
});

it('a roll changed early is noticed where the printer has a near-end sensor, and a flickering sensor is none', () => {
  const used = days(fresh, 60_000);
  expect(sense(used, NEAR, READY, NEAR).usedMm).toBe(60_000);
  expect(sense(used, NEAR, OPEN, READY)).toMatchObject({ usedMm: 0, nearEndMm: null });
});

it('the near-end sensor corrects the count, both ways', () => {
  const used = days(fresh, 10_000, 10_000);
  expect(rollView(sense(used, NEAR), ROLL, '2026-03-03').change).toBe('today');
  const quiet = { ...days(fresh, 1000, 78_900), senses: true };
  expect(rollView(quiet, ROLL, '2026-03-02').left).toBe(Math.floor(5000 / (79_900 / 2)));
});

it('what rolls really hold is learned from those counted from beginning to end', () => {
  const measured = sense(days(fresh, 60_000), OUT, READY);
  expect(measured.measuredMm).toBe(60_000);
  expect(sense(days(measured, 64_000), OUT).measuredMm).toBe(62_000);
  expect(sense(days(firstRoll(0), 60_000), OUT).measuredMm).toBeNull();
  expect(sense(days(fresh, 3000), OUT).measuredMm).toBeNull(); // torn off, or a scrap
});

it('whatever the printer says and prints, the roll that is in was never used less than what came out since it was put in', () => {
  const condition = fc.constantFrom(READY, NEAR, OPEN, OUT, { state: 'down', code: 'connecting' } as const);
  fc.assert(
    fc.property(fc.array(fc.tuple(condition, fc.integer({ min: 1, max: 9000 })), { maxLength: 80 }), (steps) => {
      let roll = fresh;
      let since = 0;
      for (const [said, mm] of steps) {
        const sensed = rollSensed(roll, said, ROLL, 1);
        if (sensed.slips === 0 && roll.slips > 0) since = 0;
        since += mm;
        roll = rollPrinted(sensed, mm, '2026-03-01');
        expect(roll.usedMm).toBe(since);
        const { left, change } = rollView(roll, ROLL, '2026-03-01');
        if (roll.out) expect([left, change]).toEqual([0, 'today']);
      }
    }),
  );
});
