import { describe, expect, test } from 'vitest';
import { printThroughFailures } from '../../support/failing-printer.ts';

// `npm run bench -- devices` sends ten thousand through; here it is enough of them that each failure meets each moment.
const TICKETS = 500;

describe('a printer that fails at random: each ticket once on paper, or reported; never twice by itself', () => {
  test.each(['generic-80', 'epson-80', 'xprinter-80'] as const)('%s', async (profile) => {
    const seed = Date.now() % 1_000_000;
    console.log(`${profile}: seed ${seed}`);
    const tally = await printThroughFailures(TICKETS, profile, seed);
    expect(tally.broken).toEqual([]);
    expect(tally.printed + tally.unknown + tally.expired).toBe(TICKETS);
    // The failures did happen, and did not stop everything.
    expect(tally.unknown).toBeGreaterThan(0);
    expect(tally.printed).toBeGreaterThan(TICKETS / 2);
  });
});
