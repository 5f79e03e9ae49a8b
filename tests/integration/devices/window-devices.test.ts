import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startTcpFake } from '../../../src/main/station/devices/fakes/index.ts';
import { Program } from '../../support/program.ts';
import { done, openCounter, openDispenser, openHall, openPrinter, serveNext, ticketInHand } from '../walk/floor.ts';
import { makePortPair } from './virtual-ports.ts';

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A fake as a program of its own on the far end of a serial line, as slow as 9600 baud. */
async function keypadProgram(path: string): Promise<Program> {
  const program = new Program('dock', {
    args: ['fake', 'keypad', '--serial', path],
    attached: false,
    typed: true,
  });
  closing.push(() => program.kill());
  await program.said(/keypad 1 on/);
  program.type('pace 9600');
  return program;
}

test('a clerk works with the keypad alone, and the citizen rates on it: over a serial line, the keypad in another process', async () => {
  const ports = await makePortPair();
  closing.push(() => ports.remove());
  const keypad = await keypadProgram(ports.device);
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter());
  const counter = await openCounter(hall, 1, {
    config: { devices: { keypad: { url: `serial:${ports.station}?baud=9600`, levels: [1, 2, 4, 5] } } },
  });
  await counter.untilCounter((view) =>
    view.devices.some(({ device, health }) => device === 'keypad' && health.state === 'ready'),
  );

  await ticketInHand(dispenser);
  await keypad.said(/"waiting":" {2}1"/);
  keypad.type('press call');
  await counter.untilCounter((view) => view.current?.number === 'A001');
  await keypad.said(/"waiting":" {2}0","ticket":"001"/);
  keypad.type('press recall');
  await counter.untilCounter((view) => view.current?.calls === 2);
  keypad.type('press call');
  await counter.untilCounter((view) => view.current?.status === 'serving');
  keypad.type('press recall');
  const begun = await counter.untilCounter(
    (view) => view.input?.what.kind === 'key' && view.input.what.outcome.kind === 'refused',
  );
  expect(begun.input?.what).toMatchObject({ key: 'recall', outcome: { refusal: { code: 'service-begun' } } });
  await keypad.said(/"beeps":1/);
  keypad.type('press evaluate');
  await counter.untilPad((view) => view.stage.stage === 'rate');
  await keypad.said(/"asking":true/);
  keypad.type('answer 3');
  const desk = await hall.untilDesk((view) => view.ratings.levels.some((n) => n > 0));
  expect(desk.ratings.levels).toEqual([1, 0, 0, 0, 0]);
  await keypad.said(/acknowledged ff6803036801010305/);

  // Nobody waits: the key comes to nothing, the keypad beeps, and the clerk's screen says why.
  keypad.type('press call');
  const refused = await counter.untilCounter(
    (view) => view.input?.what.kind === 'key' && view.input.what.key === 'call',
  );
  expect(refused.input?.what).toMatchObject({ outcome: { kind: 'refused', refusal: { code: 'nobody-waiting' } } });
  await keypad.said(/"beeps":2/);
  keypad.type('press miss');
  const empty = await counter.untilCounter((view) => view.input?.what.kind === 'key' && view.input.what.key === 'miss');
  expect(empty.input?.what).toMatchObject({ outcome: { kind: 'refused', refusal: { code: 'window-empty' } } });
  await keypad.said(/"beeps":3/);
});

test('an answer when nobody was asked is not kept and not acknowledged; a poor answer without a reason says that it has none', async () => {
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter());
  const evaluator = await startTcpFake('keypad');
  closing.push(evaluator.close);
  const counter = await openCounter(hall, 1, {
    config: { devices: { evaluator: { url: evaluator.url, levels: [1, 2, 4, 5] } } },
  });
  await counter.untilCounter((view) => view.devices.some(({ health }) => health.state === 'ready'));
  const acknowledged: string[] = [];
  evaluator.device.onAcknowledged((frame) => acknowledged.push(frame));
  evaluator.device.answer(3);
  await ticketInHand(dispenser);
  await counter.untilCounter((view) => view.line.length === 1);
  const called = counter.untilCounter((view) => view.current !== null);
  evaluator.device.press('call');
  await called;
  const asked = new Promise<void>((resolve) => {
    const off = evaluator.device.onShows(({ asking }) => {
      if (!asking) return;
      off();
      resolve();
    });
  });
  evaluator.device.press('evaluate');
  await asked;
  evaluator.device.setResends(3);
  evaluator.device.answer(0);
  const desk = await hall.untilDesk((view) => view.ratings.levels.some((n) => n > 0));
  expect(desk.ratings.levels).toEqual([0, 0, 0, 0, 1]);
  expect(acknowledged.filter((frame) => frame.startsWith('ff680303680101'))).toEqual(['ff680303680101000216']);

  // Where a pad's screen is looked at it asks why; the answer counts before that.
  await ticketInHand(dispenser);
  await counter.untilCounter((view) => view.line.length === 1);
  const explaining = counter.untilPad((view) => view.stage.stage === 'explain');
  await counter.untilCounter((view) => view.padThere);
  await serveNext(counter);
  await counter.untilCounter((view) => view.rating?.state === 'asked');
  evaluator.device.answer(1);
  const { stage } = await explaining;
  if (stage.stage !== 'explain') throw new Error(stage.stage);
  expect(stage.level).toBe(2);
  expect((await hall.untilDesk((view) => view.ratings.levels[3] === 1)).ratings.levels).toEqual([0, 0, 0, 1, 1]);
  done(await counter.client.pad.explain({ serviceId: stage.serviceId, reasons: ['209'], text: '' }));
  await counter.settled();
  const [poor, explained] = hall.records('evaluation').sort((a, b) => a.at - b.at);
  expect(poor).toMatchObject({ level: 1, reasons: [], text: '（评价器按键，未填写原因）', channel: '5' });
  expect(explained).toMatchObject({ level: 2, reasons: ['209'], text: '', channel: '5' });
});

test('the panel above the window shows the call, and again after it was away, by a table and no code', async () => {
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter());
  const led = await startTcpFake('led-panel');
  closing.push(led.close);
  const shows = (text: string) =>
    new Promise<void>((resolve) => {
      const off = led.device.onText((shown) => {
        if (shown !== text) return;
        off();
        resolve();
      });
    });
  const idle = shows('1号窗口');
  const frames = join(process.cwd(), 'docs/frame-tables/led-panel.json');
  const counter = await openCounter(hall, 1, { config: { devices: { windowDisplay: { url: led.url, frames } } } });
  await idle;
  await ticketInHand(dispenser);
  await counter.untilCounter((view) => view.line.length === 1);
  const call = shows('请A001号到1号窗口');
  await counter.client.counter.next({});
  await call;
  const again = shows('请A001号到1号窗口');
  await counter.client.counter.recall({});
  await again;
  await led.unplug();
  const back = shows('请A001号到1号窗口');
  await led.replug();
  await back;
  const paused = shows('暂停服务');
  await counter.client.counter.miss({});
  await counter.client.counter.pause({ reason: '午餐' });
  await paused;
});

test('a slip shown to the serial scanner of a window is its number; other codes are said to be none', async () => {
  const hall = await openHall();
  const dispenser = await openDispenser(hall, await openPrinter());
  const scanner = await startTcpFake('scanner');
  closing.push(scanner.close);
  const counter = await openCounter(hall, 1, { config: { devices: { scanner: { url: scanner.url } } } });
  const ticket = await ticketInHand(dispenser);
  await counter.untilCounter(
    (view) => view.line.length === 1 && view.devices.some(({ health }) => health.state === 'ready'),
  );
  scanner.device.setPace(960);
  for (const [text, scan] of [
    [ticket.qr, { kind: 'number', number: 'A001' }],
    ['OW1:another-hall:70991548', { kind: 'other-hall' }],
    ['6901234567892', { kind: 'unknown' }],
    ['a001', { kind: 'number', number: 'A001' }],
  ] as const) {
    const before = (await counter.untilCounter(() => true)).input?.id ?? 0;
    scanner.device.scan(text);
    const view = await counter.untilCounter(({ input }) => (input?.id ?? 0) > before);
    expect(view.input?.what).toEqual({ kind: 'scan', scan });
  }
  expect(counter.program.output).not.toContain('6901234567892');
});
