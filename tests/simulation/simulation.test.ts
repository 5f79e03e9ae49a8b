import { expect, test } from 'vitest';
import { putsBack, serversOf, simulate } from './simulate.ts';

/** The short form, with two, three and one hall servers, the last of which comes back with older copies; `npm run sim -- --seeds N --from S` runs as many as there is time for. */
const SEEDS = [1, 2, 6];

test.each(SEEDS)(
  'seed %i: with every wire, disk, printer and power supply failing, nothing is lost and nothing doubled',
  async (seed) => {
    const result = await simulate(seed);
    expect(result.violations).toEqual([]);
    // A world in which nothing happened would prove nothing.
    expect(result.tally.slips).toBeGreaterThan(100);
    expect(result.tally.services).toBeGreaterThan(30);
    expect(result.faults.stationCrashes).toBeGreaterThan(0);
    expect(result.faults.partitions).toBeGreaterThan(0);
    expect(result.tally.cases).toBeGreaterThan(20);
    expect(result.tally.samePerson).toBeGreaterThan(0);
    expect(result.tally.asked + result.tally.lists).toBeGreaterThan(50);
    // Several servers meet in the database: one of them comes second again and again.
    if (serversOf(seed) > 1) expect(result.faults.outrun).toBeGreaterThan(0);
    if (putsBack(seed)) expect(result.faults.putBacks).toBeGreaterThan(0);
  },
  60_000,
);

test('a seed tells the same story every time', async () => {
  expect(await simulate(4)).toEqual(await simulate(4));
}, 60_000);
