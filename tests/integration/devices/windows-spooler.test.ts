import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { PrinterConfig } from '../../../src/main/station/devices/config.ts';
import { openPrinter, type Printer } from '../../../src/main/station/devices/index.ts';
import { powershellHelper, readAnswer } from '../../../src/main/station/devices/transport/windows-spooler/helper.ts';
import { WindowsSpoolerTransport } from '../../../src/main/station/devices/transport/windows-spooler/transport.ts';
import type { PaperDocument } from '../../../src/shared/paper/document.ts';
import { newFolder } from '../../support/folder.ts';

// The queue of Windows is a program here that speaks as ours does to PowerShell; on Windows it has not been tried.

const helper = join(import.meta.dirname, '../../fixtures/windows-spooler/helper.mjs');
const folder = newFolder('spooler');
const slip: PaperDocument = { version: 1, lines: [{ kind: 'text', text: '取号 A012' }, { kind: 'cut' }] };
let printer: Printer | null = null;
let count = 0;

afterEach(() => printer?.close());
afterAll(() => folder.remove());

function open(name: string, settings: object = {}) {
  const log = join(folder.path, `asked-${++count}`);
  const config = PrinterConfig.parse({ url: `spool:${name}`, profile: 'plain-80', ...settings });
  const program = () => ({ file: process.execPath, args: [helper, log] });
  const opened = openPrinter(config, { transport: () => new WindowsSpoolerTransport(name, program) });
  printer = opened;
  return { printer: opened, asked: () => readFileSync(log, 'utf8').trim().split('\n') };
}

function until(opened: Printer, state: string): Promise<void> {
  return new Promise((resolve) => {
    const is = () => {
      const health = opened.health();
      return `${health.state} ${health.state === 'ready' ? '' : health.code}`.trim() === state;
    };
    if (is()) return resolve();
    const off = opened.onHealth(() => {
      if (!is()) return;
      off();
      resolve();
    });
  });
}

test('a document counts as printed when it has left the queue, and never as confirmed', async () => {
  const { printer, asked } = open('XP-80C 小票');
  await until(printer, 'ready');
  expect(await printer.print(slip)).toEqual({ outcome: 'printed', confirmed: false, missing: [] });
  const [opened, printed, ...looks] = asked();
  expect(opened).toBe(`open ${Buffer.from('XP-80C 小票').toString('base64')}`);
  const bytes = Buffer.from(printed!.split(' ')[1]!, 'base64');
  expect(bytes.subarray(0, 2).toString('hex')).toBe('1b40'); // the slip's own bytes, from ESC @ on
  expect(looks).toEqual(['job 101', 'job 101', 'job 101']);
});

test('what Windows knows of the printer is its health, and nothing is put into the queue then', async () => {
  const { printer, asked } = open('缺纸');
  await until(printer, 'down paper-end');
  expect(await printer.print(slip)).toEqual({ outcome: 'failed', code: 'paper-end' });
  expect(asked().some((line) => line.startsWith('print'))).toBe(false);
});

test.each([
  ['paused', 'down offline'],
  ['nobody', 'down port-missing'],
  ['theirs', 'down port-denied'],
])('a printer that is %s: %s', async (name, health) => {
  await until(open(name).printer, health);
});

test.each([
  ['stuck', 'failed', 'waits in the queue for too long is taken out of it, and may be tried again'],
  ['begun', 'unknown', 'has begun and does not end is taken out of the queue, and a person decides'],
] as const)('a document of a printer that is %s: %s, for what %s', async (name, outcome, _why) => {
  const { printer, asked } = open(name, { printTimeoutMs: 700 });
  await until(printer, 'ready');
  expect(await printer.print(slip)).toMatchObject({ outcome });
  expect(asked().at(-1)).toBe('cancel 101');
});

test.each([
  ['emptied', 'unknown', 'somebody emptied the queue'],
  ['refuses', 'failed', 'Windows did not take it'],
  ['dies', 'unknown', 'the helper went away over it'],
] as const)('%s: the slip is %s when %s', async (name, outcome, _why) => {
  const { printer } = open(name);
  await until(printer, 'ready');
  expect(await printer.print(slip)).toMatchObject({ outcome });
  await until(printer, 'ready'); // there again by itself
});

test('the name of a printer says only that where there is no Windows', async () => {
  const there = process.platform === 'win32' ? 'port-missing' : 'port-error';
  expect(await new WindowsSpoolerTransport('no printer').open()).toMatchObject({ ok: false, code: there });
});

test('only a profile that asks nothing goes with it', () => {
  expect(PrinterConfig.safeParse({ url: 'spool:XP-80C', profile: 'generic-80' }).error?.issues[0]).toMatchObject({
    path: ['profile'],
    message: expect.stringContaining('plain-80'),
  });
});

test('the helper’s program fits a command line of Windows, and says nothing to a shell', () => {
  const { file, args } = powershellHelper();
  expect(file).toMatch(/powershell\.exe$/);
  expect([file, ...args].join(' ').length).toBeLessThan(32_000);
  expect(Buffer.from(args.at(-1)!, 'base64').toString('utf16le')).toMatch(/^'@$/m);
});

test.each(['', 'ready', 'ok 1', '1 ok -1', '1 error', '1 error x', 'x ok', '1  ok', '1 ok 12345678901', '\u0000'])(
  'a line that is no answer is none: %j',
  (line) => {
    expect(readAnswer(line)).toBeNull();
  },
);
