import { beforeEach, describe, expect, test } from 'vitest';
import { ticketPaper } from '../../../../shared/paper/ticket.ts';
import { PrinterConfig } from '../config.ts';
import type { Printer } from '../device.ts';
import { FakePrinter, ManualClock, MemoryLine, settle } from '../fakes/index.ts';
import { openPrinter } from '../index.ts';
import type { PrintOutcome } from './outcome.ts';

const ticket = ticketPaper({
  hall: '示例市政务服务中心',
  number: 'A012',
  queue: '社保医保',
  ahead: 0,
  area: '一楼 A 区',
  windows: '1–4 号窗口',
  takenAt: '2026-11-23 09:05',
  missed: { calls: 3, desk: '咨询台' },
});

let clock: ManualClock;
let line: MemoryLine;
let fake: FakePrinter;
let logged: string[];

beforeEach(() => {
  clock = new ManualClock();
  line = new MemoryLine();
  fake = new FakePrinter({ clock });
  fake.attach(line.device);
  logged = [];
});

function open(settings: Record<string, unknown> = {}): Printer {
  const config = PrinterConfig.parse({ url: 'tcp://127.0.0.1:9100', ...settings });
  const log = (event: string, facts: object = {}) => logged.push(`${event} ${JSON.stringify(facts)}`);
  return openPrinter(config, { clock, log, transport: line.make });
}

async function ready(settings: Record<string, unknown> = {}): Promise<Printer> {
  const printer = open(settings);
  await settle();
  await settle();
  return printer;
}

/** The outcome once it is there, without waiting for it. */
function watch(outcome: Promise<PrintOutcome>): { value: PrintOutcome | null } {
  const box: { value: PrintOutcome | null } = { value: null };
  void outcome.then((value) => {
    box.value = value;
  });
  return box;
}

describe('health', () => {
  test('connecting, then ready by the printer’s own word', async () => {
    const printer = open();
    expect(printer.health()).toMatchObject({ state: 'down', code: 'connecting' });
    await settle();
    await settle();
    expect(printer.health()).toMatchObject({ state: 'ready' });
  });

  test.each([
    ['paper-end', () => fake.setPaper('end'), 'down'],
    ['paper-near-end', () => fake.setPaper('near-end'), 'attention'],
    ['cover-open', () => fake.setCover('open'), 'down'],
    ['cutter', () => fake.setFault('cutter', true), 'down'],
    ['overheated', () => fake.setFault('hot', true), 'down'],
    ['offline', () => fake.setFault('offline', true), 'down'],
  ])('%s shows at the next poll', async (code, happen, state) => {
    const printer = await ready();
    happen();
    await clock.advance(1100);
    expect(printer.health()).toMatchObject({ state, code });
  });

  test('one lost answer is not a lost printer; several are, and it comes back', async () => {
    const printer = await ready();
    fake.setSilent(true);
    await clock.advance(2600);
    expect(printer.health()).toMatchObject({ state: 'ready' });
    await clock.advance(3000);
    expect(printer.health()).toMatchObject({ state: 'down', code: 'no-answer' });
    fake.setSilent(false);
    await clock.advance(8000);
    expect(printer.health()).toMatchObject({ state: 'ready' });
  });

  test('noise instead of answers is a wrong line, not silence', async () => {
    fake.setSilent(true);
    const printer = await ready();
    line.device.write(Uint8Array.of(0xff, 0x80, 0xfe));
    await clock.advance(1600);
    expect(printer.health()).toMatchObject({ state: 'down', code: 'garbled' });
  });

  test('a port that is not there is a state, and is tried again', async () => {
    line.unplug();
    const printer = await ready();
    expect(printer.health()).toMatchObject({ state: 'down', code: 'port-missing' });
    line.plug();
    await clock.advance(1000);
    expect(printer.health()).toMatchObject({ state: 'ready' });
  });

  test('since is when it began, not when it was last asked', async () => {
    const printer = await ready();
    const { since } = printer.health();
    await clock.advance(5000);
    expect(printer.health().since).toBe(since);
  });
});

describe('printing', () => {
  test('the whole slip is at the port before print returns', async () => {
    const printer = await ready();
    const before = line.written.length;
    void printer.print(ticket);
    expect(line.written).toHaveLength(before + 1);
    expect(fake.tickets).toHaveLength(1);
  });

  test('printed when the printer answers behind the last byte', async () => {
    const printer = await ready();
    expect(await printer.print(ticket)).toEqual({ outcome: 'printed', confirmed: true, missing: [] });
  });

  test.each([
    ['paper-end', () => fake.setPaper('end')],
    ['cover-open', () => fake.setCover('open')],
  ])('%s: failed, and not a byte leaves', async (code, happen) => {
    const printer = await ready();
    happen();
    await clock.advance(1100);
    const before = Buffer.concat(line.written).length;
    expect(await printer.print(ticket)).toEqual({ outcome: 'failed', code });
    expect(Buffer.concat(line.written).length).toBe(before);
  });

  test('nothing is kept for a printer that is not there', async () => {
    line.unplug();
    const printer = await ready();
    expect(await printer.print(ticket)).toEqual({ outcome: 'failed', code: 'port-missing' });
    line.plug();
    await clock.advance(20_000);
    expect(fake.tickets).toEqual([]);
  });

  test('a cover closed in time lets the slip come out and count as printed', async () => {
    const printer = await ready();
    fake.setCover('open');
    const outcome = watch(printer.print(ticket));
    await clock.advance(3000);
    expect(outcome.value).toBeNull();
    expect(printer.health()).toMatchObject({ code: 'cover-open' });
    fake.setCover('closed');
    await settle();
    expect(outcome.value).toMatchObject({ outcome: 'printed' });
  });

  test('paper that ends in the middle is unknown, with the reason', async () => {
    const printer = await ready();
    fake.runOutAfter(3);
    const outcome = watch(printer.print(ticket));
    await clock.advance(11_000);
    expect(outcome.value).toEqual({ outcome: 'unknown', code: 'paper-end' });
  });

  test('the late answer to an uncertain slip never confirms the next one', async () => {
    const printer = await ready();
    fake.runOutAfter(3);
    const first = watch(printer.print(ticket));
    await clock.advance(11_000);
    expect(first.value).toMatchObject({ outcome: 'unknown' });
    // New paper: the rest of the first slip comes out now, with its answer.
    fake.setPaper('ok');
    expect(fake.tickets).toHaveLength(1);
    expect(await printer.print(ticket)).toMatchObject({ outcome: 'failed' });
    await clock.advance(2500);
    expect(printer.health()).toMatchObject({ state: 'ready' });
    fake.setCover('open');
    const second = watch(printer.print(ticket));
    await clock.advance(11_000);
    expect(second.value).toEqual({ outcome: 'unknown', code: 'cover-open' });
  });

  test('a plug pulled in the middle is unknown', async () => {
    const printer = await ready();
    fake.setCover('open');
    const outcome = watch(printer.print(ticket));
    await settle();
    line.unplug();
    await settle();
    expect(outcome.value).toEqual({ outcome: 'unknown', code: 'port-lost' });
  });

  test('bytes that look like the answer, as a printer that loses power makes them, confirm nothing', async () => {
    const printer = await ready();
    fake.setSilent(true);
    const outcome = watch(printer.print(ticket));
    for (let times = 0; times < 3; times += 1) line.device.write(Uint8Array.of(0x00));
    await clock.advance(2000);
    line.device.write(Uint8Array.of(0x00));
    await settle();
    expect(outcome.value).toBeNull();
    await clock.advance(11_000);
    expect(outcome.value).toMatchObject({ outcome: 'unknown' });
    expect(fake.tickets).toEqual([]);
  });

  test('a slow line is waited for and not taken for silence', async () => {
    const printer = await ready();
    fake.setPace(100);
    const outcome = watch(printer.print(ticket));
    await clock.advance(2900);
    expect(outcome.value).toBeNull();
    expect(printer.health()).toMatchObject({ state: 'ready' });
    await clock.advance(3000);
    expect(outcome.value).toMatchObject({ outcome: 'printed', confirmed: true });
  });

  test('one at a time', async () => {
    const printer = await ready();
    fake.setCover('open');
    void printer.print(ticket);
    expect(await printer.print(ticket)).toMatchObject({ outcome: 'failed' });
  });

  test('a printer that cannot answer prints unconfirmed and is never asked', async () => {
    const printer = await ready({ profile: 'plain-80' });
    expect(printer.health()).toMatchObject({ state: 'ready' });
    expect(await printer.print(ticket)).toMatchObject({ outcome: 'printed', confirmed: false });
    await clock.advance(5000);
    expect(Buffer.concat(line.written).includes(Buffer.from([0x10, 0x04]))).toBe(false);
  });

  test('nothing of a slip’s text reaches the log', async () => {
    const printer = await ready();
    await printer.print(ticket);
    expect(logged.join('\n')).not.toMatch(/A012|社保/);
  });

  test('closing leaves no timer behind', async () => {
    const printer = await ready();
    await printer.close();
    await clock.advance(60_000);
    expect(clock.pending).toBe(0);
  });
});
