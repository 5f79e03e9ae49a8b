import { expect, test } from 'vitest';
import { LINE_FAULTS, type LineFault, LineFaults } from './line-faults.ts';
import { ManualClock } from './manual-clock.ts';
import { type DeviceEnd, MemoryLine } from './memory-line.ts';

function line() {
  const clock = new ManualClock();
  const faults = new LineFaults(clock);
  const wire = new MemoryLine();
  const device: DeviceEnd = faults.wrap(wire.device);
  const [heardByDevice, heardByStation]: [number[][], number[][]] = [[], []];
  device.onData((bytes) => heardByDevice.push([...bytes]));
  const port = wire.make();
  port.onData((bytes) => heardByStation.push([...bytes]));
  return { clock, faults, device, port, heardByDevice, heardByStation };
}

/** What each side hears of 1…20 from the other. */
async function exchange(fault: LineFault) {
  const { clock, faults, device, port, heardByDevice, heardByStation } = line();
  await port.open();
  faults.set(fault, true);
  const bytes = Uint8Array.from({ length: 20 }, (_, n) => n + 1);
  device.write(bytes);
  device.write(bytes.slice(0, 2));
  await port.write(bytes);
  const atOnce = heardByStation.flat().length;
  await clock.advance(1000);
  faults.set(fault, false);
  await clock.advance(1000);
  return { atOnce, heardByDevice, heardByStation };
}

const ALL = Array.from({ length: 20 }, (_, n) => n + 1);
const without = (places: number[]) => ALL.filter((_, n) => !places.includes(n));

test.each<[LineFault, { atOnce: number; heardByDevice: number[][]; heardByStation: number[][] | number }]>([
  ['silent', { atOnce: 0, heardByDevice: [], heardByStation: [] }],
  ['half', { atOnce: 11, heardByDevice: [ALL], heardByStation: [ALL.slice(0, 10), [1]] }],
  [
    'garbled',
    {
      atOnce: 22,
      heardByDevice: [ALL],
      heardByStation: [
        [...ALL.slice(0, 19), 20 ^ 0x55],
        [1, 2 ^ 0x55],
      ],
    },
  ],
  ['glued', { atOnce: 0, heardByDevice: [ALL], heardByStation: [[...ALL, 1, 2]] }],
  ['stale', { atOnce: 22, heardByDevice: [ALL], heardByStation: [ALL, [1, 2]] }],
  ['lost-bytes', { atOnce: 19, heardByDevice: [without([5, 12, 19])], heardByStation: [without([6, 13]), [2]] }],
])('%s', async (fault, heard) => {
  expect(await exchange(fault)).toMatchObject(heard);
});

test('slow: nothing is lost, and a second of 9600 baud carries 960 bytes', async () => {
  const { clock, faults, device, port, heardByStation } = line();
  await port.open();
  faults.set('slow', true);
  const bytes = Uint8Array.from({ length: 3000 }, (_, n) => n & 0xff);
  device.write(bytes);
  await clock.advance(1000);
  expect(heardByStation.flat().length).toBeGreaterThan(900);
  expect(heardByStation.flat().length).toBeLessThan(1100);
  await clock.advance(5000);
  expect(heardByStation.flat()).toEqual([...bytes]);
});

test('what is kept on the way comes when the power returns, in order and not before', async () => {
  const { faults, port, heardByDevice } = line();
  await port.open();
  faults.set('stale', true);
  await port.write(Uint8Array.of(1));
  await port.write(Uint8Array.of(2));
  expect(heardByDevice).toEqual([]);
  faults.set('stale', false);
  expect(heardByDevice).toEqual([[1], [2]]);
});

test('every fault has been looked at here', () => {
  expect([...LINE_FAULTS].sort()).toEqual(['garbled', 'glued', 'half', 'lost-bytes', 'silent', 'slow', 'stale']);
});
