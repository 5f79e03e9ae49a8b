import { expect, test } from 'vitest';
import { runChaos } from './run.ts';

/** The short form; `npm run chaos -- --seeds N --from S` runs as many as there is time for. */
test('real stations behind wires that delay, lose, repeat, reorder and break: nothing is lost and nothing doubled', async () => {
  const { violations, wires, slips, served } = await runChaos(1);
  expect(violations).toEqual([]);
  // Wires that did nothing would prove nothing.
  expect(slips).toBeGreaterThan(10);
  expect(served).toBeGreaterThan(2);
  const { lost, repeated, overtaken, resets, halfOpens } = wires;
  expect(lost + repeated + overtaken + resets + halfOpens).toBeGreaterThan(10);
}, 60_000);
