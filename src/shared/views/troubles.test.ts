import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DeviceChange } from '../protocol/device-report.ts';
import { troubleDays, troublesWithin } from './troubles.ts';

const MINUTE = 60_000;
const EIGHT = Date.parse('2026-03-02T00:00:00Z'); // 08:00 at the hall
const MIDNIGHT = EIGHT - 8 * 60 * MINUTE;

const at = (minutes: number, state: DeviceChange['state'], ...codes: DeviceChange['codes']): DeviceChange => ({
  device: 'ticketPrinter',
  at: EIGHT + minutes * MINUTE,
  state,
  codes,
});

it('each time out of paper counts, with its minutes; being connected and nearly out of paper do not', () => {
  const changes = [
    at(0, 'down', 'connecting'),
    at(1, 'ready'),
    at(10, 'down', 'paper-end'),
    at(12, 'down', 'paper-end', 'cover-open'),
    at(14, 'attention', 'paper-near-end'),
    at(30, 'down', 'paper-end'),
    at(38, 'ready'),
    at(50, 'down', 'cover-open'),
  ];
  expect(troublesWithin(changes, { from: MIDNIGHT, to: EIGHT + 60 * MINUTE })).toEqual([
    { device: 'ticketPrinter', code: 'paper-end', times: 2, minutes: 12 },
    { device: 'ticketPrinter', code: 'cover-open', times: 1, minutes: 10 },
  ]);
});

it('what began yesterday counts today with the part of today, and stands under both days', () => {
  const changes = [at(-10 * 60, 'down', 'no-answer'), at(0, 'ready')];
  const hours = (n: number) => [{ device: 'ticketPrinter', code: 'no-answer', times: 1, minutes: n * 60 }];
  expect(troublesWithin(changes, { from: MIDNIGHT, to: EIGHT + MINUTE })).toEqual(hours(8));
  expect(troubleDays(changes, EIGHT + MINUTE, 480)).toEqual([
    { day: '2026-03-02', troubles: hours(8) },
    { day: '2026-03-01', troubles: hours(2) },
  ]);
});

it('no device stands still for longer than the time there was, whatever is told in whatever order', () => {
  const change = fc.record({
    device: fc.constantFrom('ticketPrinter' as const, 'idReader' as const),
    at: fc.integer({ min: EIGHT - 1e8, max: EIGHT + 1e8 }),
    state: fc.constantFrom('ready' as const, 'attention' as const, 'down' as const),
    codes: fc.array(fc.constantFrom('paper-end' as const, 'connecting' as const, 'no-answer' as const), {
      maxLength: 3,
    }),
  });
  fc.assert(
    fc.property(fc.array(change), fc.array(change), (some, more) => {
      const within = { from: MIDNIGHT, to: EIGHT };
      const counts = troublesWithin([...some, ...more], within);
      for (const device of ['ticketPrinter', 'idReader']) {
        const its = counts.filter((count) => count.device === device);
        const rounded = its.length; // each is rounded up
        expect(its.reduce((sum, { minutes }) => sum + minutes, 0)).toBeLessThanOrEqual(8 * 60 + rounded);
      }
    }),
  );
});
