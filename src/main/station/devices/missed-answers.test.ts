import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeviceHealth } from '../../../shared/device/health.ts';
import { IdReaderConfig, PanelConfig, PrinterConfig, ScannerConfig } from './config.ts';
import { FakeIdReader, FakePrinter, ManualClock, MemoryLine } from './fakes/index.ts';
import { parseFrameTable } from './frame-table/table.ts';
import { openIdReader, openPanels, openPrinter, openScanner } from './index.ts';
import { noLog } from './log.ts';
import { PanelDriver } from './panel/driver.ts';
import { ReconnectingPort } from './transport/reconnecting-port.ts';
import { SharedLine } from './transport/shared-line.ts';

/** A device is gone after several missed answers, not one: held for every driver that asks. */

const url = 'serial:/dev/none?baud=9600';

interface Watched {
  health(): DeviceHealth;
  onHealth(listener: (health: DeviceHealth) => void): unknown;
  close(): Promise<void>;
}

interface Kind {
  /** How many answers in a row must be missed, at least. */
  readonly atLeast: number;
  open(clock: ManualClock, line: MemoryLine): Watched;
  /** The device on the line; `answers` says whether what it says now gets through. */
  lay(clock: ManualClock, line: MemoryLine): void;
  /** Time in which it asks at least once, answered or not. */
  readonly beatMs: number;
}

const table = parseFrameTable({
  name: 'asked',
  events: [{ frame: 'AA 06 {address} 55', event: 'alive' }],
  orders: { show: 'AA 01 {address} {number:byte} 55' },
  poll: { frame: 'AA 05 {address} 55', everyMs: 1000 },
});
if (!table.ok) throw new Error(table.problems.join());

const KINDS: Readonly<Record<string, Kind>> = {
  'card reader': {
    atLeast: 2,
    beatMs: 4000,
    open: (clock, line) => openIdReader(IdReaderConfig.parse({ url }), { clock, transport: line.make }),
    lay: (_clock, line) => void new FakeIdReader().attach(line.device),
  },
  printer: {
    atLeast: 2,
    beatMs: 3000,
    open: (clock, line) => openPrinter(PrinterConfig.parse({ url }), { clock, transport: line.make }),
    lay: (clock, line) => void new FakePrinter({ clock }).attach(line.device),
  },
  'keypad, evaluator or panel that is asked': {
    atLeast: 3,
    beatMs: 1000,
    open: (clock, line) => {
      const port = new ReconnectingPort(line.make, { clock, log: noLog });
      const settings = { address: 1, repeatMs: 0, stars: null };
      return new PanelDriver(new SharedLine(port, clock), table.table, settings, { clock, log: noLog });
    },
    lay: (_clock, line) => {
      line.device.onData((bytes) => {
        if (bytes[1] === 0x05) line.device.write(Uint8Array.of(0xaa, 0x06, 1, 0x55));
      });
    },
  },
};

/** A line that swallows answers while `deaf`, and counts what was asked meanwhile. */
async function begin(kind: Kind) {
  const clock = new ManualClock();
  const line = new MemoryLine();
  const { write } = line.device;
  const is = { deaf: false };
  line.device.write = (bytes) => {
    if (!is.deaf) write(bytes);
  };
  kind.lay(clock, line);
  const device = kind.open(clock, line);
  await clock.advance(kind.beatMs);
  expect(device.health().state).toBe('ready');
  return { clock, line, device, is };
}

/** On to the next question, in small steps. */
async function nextQuestion({ clock, line }: { clock: ManualClock; line: MemoryLine }): Promise<void> {
  const asked = line.written.length;
  for (let waited = 0; line.written.length === asked; waited += 50) {
    if (waited > 20_000) throw new Error('nothing is asked any more');
    await clock.advance(50);
  }
}

test.each(Object.entries(KINDS))('%s: answers lost one at a time never take it down', async (_name, kind) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 9, max: 20 }), { minLength: 1, maxLength: 4 }), async (gaps) => {
      const there = await begin(kind);
      const changes: DeviceHealth[] = [];
      there.device.onHealth((health) => changes.push(health));
      for (const gap of gaps) {
        there.is.deaf = true;
        await nextQuestion(there);
        there.is.deaf = false;
        for (let answered = 0; answered < gap; answered += 1) await nextQuestion(there);
      }
      expect(changes).toEqual([]);
      await there.device.close();
    }),
    { numRuns: 15 },
  );
});

test.each(Object.entries(KINDS))(
  '%s: silence takes it down after several missed answers, and one answer brings it back',
  async (_name, kind) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 3000 }), async (phase) => {
        const there = await begin(kind);
        await there.clock.advance(phase);
        there.is.deaf = true;
        const before = there.line.written.length;
        for (let waited = 0; there.device.health().state === 'ready'; waited += 50) {
          expect(waited).toBeLessThan(10 * kind.beatMs);
          await there.clock.advance(50);
        }
        expect(there.line.written.length - before).toBeGreaterThanOrEqual(kind.atLeast);
        expect(there.device.health()).toMatchObject({ state: 'down', code: 'no-answer' });
        there.is.deaf = false;
        await there.clock.advance(6 * kind.beatMs);
        expect(there.device.health().state).toBe('ready');
        await there.device.close();
      }),
      { numRuns: 10 },
    );
  },
);

test('what is never asked is not gone for being silent: only its port says that', async () => {
  const clock = new ManualClock();
  const line = new MemoryLine();
  const deps = { clock, transport: line.make };
  const [keypad] = openPanels([PanelConfig.parse({ url })], deps);
  const scanner = openScanner(ScannerConfig.parse({ url }), deps);
  await clock.advance(3_600_000);
  for (const device of [keypad, scanner]) expect(device?.health().state).toBe('ready');
  line.unplug();
  for (const device of [keypad, scanner]) expect(device?.health()).toMatchObject({ state: 'down', code: 'port-lost' });
  line.plug();
  await clock.advance(10_000);
  for (const device of [keypad, scanner]) expect(device?.health().state).toBe('ready');
});
