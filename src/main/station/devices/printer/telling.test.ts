import { beforeEach, describe, expect, test } from 'vitest';
import type { PaperDocument } from '../../../../shared/paper/document.ts';
import { PrinterConfig } from '../config.ts';
import { FakePrinter, ManualClock, MemoryLine, settle } from '../fakes/index.ts';
import { openPrinter } from '../index.ts';
import type { PrintOutcome } from './outcome.ts';

// Printers that can do more than the generic set: they tell changes by themselves, name the slip they confirm, and
// empty their buffer when told.

const slip: PaperDocument = { version: 1, lines: [{ kind: 'text', text: '取号 A012' }, { kind: 'cut' }] };
/** A list to take home, longer than a printer's buffer. */
const long: PaperDocument = {
  version: 1,
  lines: [
    ...Array.from({ length: 200 }, (_, at) => ({
      kind: 'text' as const,
      text: `${at + 1}. 居民身份证原件及复印件各一份`,
    })),
    { kind: 'cut' },
  ],
};

let clock: ManualClock;
let line: MemoryLine;
let fake: FakePrinter;

beforeEach(() => {
  clock = new ManualClock();
  line = new MemoryLine();
  fake = new FakePrinter({ clock });
  fake.attach(line.device);
});

async function ready(profile: string, settings: Record<string, unknown> = {}) {
  const config = PrinterConfig.parse({ url: 'tcp://127.0.0.1:9100', profile, ...settings });
  const printer = openPrinter(config, { clock, transport: line.make });
  await settle();
  await settle();
  expect(printer.health()).toMatchObject({ state: 'ready' });
  return printer;
}

function watch(outcome: Promise<PrintOutcome>): { value: PrintOutcome | null } {
  const box: { value: PrintOutcome | null } = { value: null };
  void outcome.then((value) => {
    box.value = value;
  });
  return box;
}

function sent(): Buffer {
  return Buffer.concat(line.written);
}

describe('status it tells by itself', () => {
  test('what changes shows at once, before the next question', async () => {
    const printer = await ready('xprinter-80');
    const asked = line.written.length;
    fake.setCover('open');
    expect(printer.health()).toMatchObject({ state: 'down', code: 'cover-open' });
    fake.setCover('closed');
    expect(printer.health()).toMatchObject({ state: 'ready' });
    expect(line.written.length).toBe(asked);
  });

  test('still after a slip, which begins with a reset, and after the printer was off', async () => {
    const printer = await ready('xprinter-80');
    expect(await printer.print(slip)).toMatchObject({ outcome: 'printed' });
    fake.setPaper('end');
    expect(printer.health()).toMatchObject({ code: 'paper-end' });
    fake.setPaper('ok');
    fake.setSilent(true);
    await clock.advance(4000);
    fake.powerCycle();
    fake.setSilent(false);
    await clock.advance(6000);
    expect(printer.health()).toMatchObject({ state: 'ready' });
    await settle();
    fake.setFault('hot', true);
    expect(printer.health()).toMatchObject({ state: 'down', code: 'overheated' });
  });

  test('a generic printer is never sent what it may not know', async () => {
    const printer = await ready('generic-80');
    await printer.print(slip);
    fake.setFault('cutter', true);
    fake.release('cutter');
    fake.setCover('open');
    await clock.advance(1100);
    fake.setCover('closed');
    await clock.advance(1100);
    printer.recover();
    expect(printer.health()).toMatchObject({ code: 'cutter' }); // off and on, by hand
    for (const strange of ['1d61', '1d2848', '1014', '1005']) expect(sent().toString('hex')).not.toContain(strange);
  });
});

describe('several troubles at once', () => {
  test('are all told, what a keeper can do first comes first', async () => {
    const printer = await ready('generic-80');
    fake.setCover('open');
    fake.setFault('cutter', true);
    fake.setFault('hot', true);
    await clock.advance(1100);
    expect(printer.health()).toMatchObject({ state: 'down', code: 'cover-open', also: ['cutter', 'overheated'] });
    fake.setCover('closed');
    fake.setFault('hot', false);
    await clock.advance(1100);
    expect(printer.health()).toEqual(expect.objectContaining({ state: 'down', code: 'cutter' }));
    expect(printer.health()).not.toHaveProperty('also');
  });

  test.each([
    ['printer-jam', 'jam'],
    ['printer-fault', 'broken'],
    ['overheated', 'hot'],
  ] as const)('%s is told apart: what staff mend, what service mends, what passes', async (code, fault) => {
    for (const profile of ['generic-80', 'epson-80']) {
      const printer = await ready(profile);
      fake.setFault(fault, true);
      await clock.advance(1100);
      expect(printer.health()).toMatchObject({ state: 'down', code });
      fake.setFault(fault, false);
      await clock.advance(1100);
      await printer.close();
    }
  });
});

describe('a jam that was cleared', () => {
  test.each(['epson-80', 'xprinter-80'])(
    '%s goes on when its cover was closed over it; the slip it stopped in does not come out later',
    async (profile) => {
      const printer = await ready(profile, { printTimeoutMs: 3000 });
      fake.setLineTime(500);
      const outcome = watch(printer.print(slip));
      fake.setFault('cutter', true);
      await clock.advance(4000);
      expect(outcome.value).toEqual({ outcome: 'unknown', code: 'cutter' });
      // Told too early it stays stopped, and is not told again and again.
      expect(printer.recoverable).toBe(true);
      printer.recover();
      await clock.advance(3000);
      expect(printer.health()).toMatchObject({ state: 'down', code: 'cutter' });
      fake.setCover('open');
      fake.release('cutter');
      await clock.advance(1100);
      fake.setCover('closed');
      await clock.advance(1100);
      fake.setLineTime(0);
      await clock.advance(3000);
      expect(printer.health()).toMatchObject({ state: 'ready' });
      expect(fake.tickets).toHaveLength(0);
      expect(await printer.print(slip)).toMatchObject({ outcome: 'printed' });
      expect(fake.tickets).toHaveLength(1);
    },
  );

  test('the keeper’s press does the same; with a slip under way, or nothing stuck, nothing is sent', async () => {
    const printer = await ready('epson-80');
    const asked = () => sent().toString('hex').split('100502').length - 1;
    printer.recover();
    fake.setLineTime(500);
    const outcome = watch(printer.print(slip));
    fake.setFault('cutter', true);
    await settle();
    printer.recover();
    expect([printer.recoverable, asked()]).toEqual([false, 0]);
    await clock.advance(11_000);
    expect(outcome.value).toMatchObject({ outcome: 'unknown' });
    fake.release('cutter');
    printer.recover();
    expect(asked()).toBe(1);
    fake.setLineTime(0);
    await clock.advance(3000);
    expect(printer.health()).toMatchObject({ state: 'ready' });
  });
});

describe('a slip confirmed by its name', () => {
  test('is printed by its own name and by nothing else', async () => {
    const printer = await ready('epson-80');
    fake.setLineTime(500);
    const outcome = watch(printer.print(slip));
    fake.setCover('open');
    await settle();
    // The answer to some slip before, and one to a question nobody asked.
    line.device.write(Buffer.from([0x37, 0x22, 0x31, 0x32, 0x33, 0x34, 0x00]));
    line.device.write(Uint8Array.of(0x00));
    await settle();
    expect(outcome.value).toBeNull();
    fake.setCover('closed');
    await clock.advance(600);
    expect(outcome.value).toEqual({ outcome: 'printed', confirmed: true, missing: [] });
  });
});

describe('the rest of a lost slip', () => {
  test('does not come out with new paper, and the next slip is confirmed by itself', async () => {
    const printer = await ready('epson-80');
    fake.setPaper('end');
    fake.setPaper('ok');
    fake.runOutAfter(1);
    const first = watch(printer.print({ ...slip, lines: [{ kind: 'text', text: '第一行' }, ...slip.lines] }));
    await clock.advance(11_000);
    expect(first.value).toEqual({ outcome: 'unknown', code: 'paper-end' });
    expect(fake.buffered).toBe(0);
    fake.setPaper('ok');
    await clock.advance(3000);
    expect(fake.tickets).toEqual([]);
    expect(printer.health()).toMatchObject({ state: 'ready' });
    expect(await printer.print(slip)).toMatchObject({ outcome: 'printed', confirmed: true });
    expect(fake.tickets).toHaveLength(1);
  });

  test('is emptied out of the printer also when the line was cut in the middle', async () => {
    const printer = await ready('epson-80');
    fake.setLineTime(500);
    const outcome = watch(printer.print(slip));
    fake.setCover('open');
    await settle();
    line.unplug();
    await settle();
    expect(outcome.value).toMatchObject({ outcome: 'unknown' });
    line.plug();
    await clock.advance(1000);
    fake.setCover('closed');
    await clock.advance(3000);
    const second = watch(printer.print(slip));
    await clock.advance(3000);
    expect(second.value).toMatchObject({ outcome: 'printed' });
    expect(fake.tickets).toHaveLength(1);
  });
});

describe('a printout longer than the buffer', () => {
  test.each(['generic-80', 'epson-80'])('%s: never more under way than the printer can hold', async (profile) => {
    const printer = await ready(profile);
    fake.setLineTime(20);
    const outcome = watch(printer.print(long));
    await clock.advance(9000);
    expect(outcome.value).toEqual({ outcome: 'printed', confirmed: true, missing: [] });
    expect(fake.overflowed).toBe(0);
    expect(fake.tickets[0]?.lines).toHaveLength(200);
    expect(fake.unknown).toEqual([]);
  });

  test('a short slip goes in one write, with its question', async () => {
    const printer = await ready('generic-80');
    const before = line.written.length;
    void printer.print(slip);
    expect(line.written).toHaveLength(before + 1);
  });

  test('paper that ends in the middle is unknown, and no more of it is sent', async () => {
    const printer = await ready('generic-80');
    fake.setLineTime(20);
    fake.runOutAfter(30);
    const outcome = watch(printer.print(long));
    await clock.advance(12_000);
    expect(outcome.value).toEqual({ outcome: 'unknown', code: 'paper-end' });
    const bytes = sent().length;
    fake.setPaper('ok');
    await clock.advance(20_000);
    // Questions only.
    expect(sent().length - bytes).toBeLessThan(400);
    expect(fake.tickets).toEqual([]);
  });
});
