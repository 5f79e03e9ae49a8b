import { expect, test } from 'vitest';
import { ManualClock, MemoryLine, settle } from '../fakes/index.ts';
import { noLog } from '../log.ts';
import { ReconnectingPort } from './reconnecting-port.ts';
import { PortClosedError, type Transport } from './transport.ts';

function portOn(line: MemoryLine, clock: ManualClock): { port: ReconnectingPort; opens: () => number } {
  let opens = 0;
  const make = (): Transport => {
    opens += 1;
    return line.make();
  };
  const port = new ReconnectingPort(make, { clock, log: noLog });
  port.start();
  return { port, opens: () => opens };
}

test('tries again with growing pauses, at most five seconds apart', async () => {
  const clock = new ManualClock();
  const line = new MemoryLine();
  line.unplug();
  const { port, opens } = portOn(line, clock);
  await clock.advance(10_000);
  // 0, 0.25, 0.75, 1.75, 3.75, 7.75 s
  expect(opens()).toBe(6);
  await clock.advance(50_000);
  expect(opens()).toBe(16);
  line.plug();
  await clock.advance(5000);
  expect(port.state).toEqual({ state: 'open' });
});

test('a write while the line is down is refused and never sent later', async () => {
  const clock = new ManualClock();
  const line = new MemoryLine();
  line.unplug();
  const { port } = portOn(line, clock);
  await settle();
  await expect(port.write(Uint8Array.of(1))).rejects.toThrow(PortClosedError);
  line.plug();
  await clock.advance(10_000);
  expect(line.written).toEqual([]);
  await port.write(Uint8Array.of(2));
  expect(line.written).toEqual([Uint8Array.of(2)]);
});

test('after closing nothing is opened any more', async () => {
  const clock = new ManualClock();
  const line = new MemoryLine();
  const { port, opens } = portOn(line, clock);
  await settle();
  line.unplug();
  await port.close();
  await clock.advance(60_000);
  expect(opens()).toBe(1);
  expect(port.state).toEqual({ state: 'closed' });
});
