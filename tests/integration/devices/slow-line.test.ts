import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPrinter, PrinterConfig } from '../../../src/main/station/devices/index.ts';
import type { PaperDocument } from '../../../src/shared/paper/document.ts';
import { proofPaper } from '../../../src/shared/paper/proof.ts';
import { ticketPaper } from '../../../src/shared/paper/ticket.ts';
import { Peer } from '../../bench/support/peer.ts';
import { untilHealth } from './events.ts';
import { makePortPair, type PortPair } from './virtual-ports.ts';

// The printer is another process, at the other end of a serial line, and takes bytes as fast as 9600 baud brings them.
const BYTES_PER_SECOND = 960;

const ticket = (number: string) =>
  ticketPaper({
    hall: '示例市政务服务中心',
    number,
    queue: '社保医保',
    ahead: 3,
    wait: { from: 8, to: 15 },
    area: '一楼 A 区',
    windows: '1–4 号窗口',
    takenAt: '2026-11-23 09:05',
    maskedName: '𬎆*',
    progressUrl: 'OW1:demo:48219037',
    progressCode: '48219037',
    missed: { calls: 3, desk: '咨询台' },
  });

let ports: PortPair;
let device: Peer;
let closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  ports = await makePortPair();
  device = new Peer('printer', join(import.meta.dirname, '../../bench/devices/fake-process.ts'));
  await device.ask('serve', { kind: 'printer', serial: ports.device });
});

afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
  await device.end();
  await ports.remove();
});

function printer(profile: string) {
  const opened = openPrinter(PrinterConfig.parse({ url: `serial:${ports.station}?baud=9600`, profile, pollMs: 200 }));
  closing.push(() => opened.close());
  return opened;
}

const paper = () => device.ask<{ slips: string[]; unknown: number; overflowed: number }>('paper');

describe('a printer in another process at 9600 baud', () => {
  test.each(['generic-80', 'epson-58'])('%s: two tickets, each within a second of its line time', async (profile) => {
    const station = printer(profile);
    await untilHealth(station, 'ready');
    await device.ask('happen', { method: 'setPace', args: [BYTES_PER_SECOND] });
    for (const number of ['A012', 'A013']) {
      const began = performance.now();
      expect(await station.print(ticket(number))).toMatchObject({ outcome: 'printed', confirmed: true, missing: [] });
      expect(performance.now() - began).toBeLessThan(2500);
    }
    const out = await paper();
    expect(out).toMatchObject({ unknown: 0, overflowed: 0 });
    expect(out.slips.map((text) => /A\d{3}/.exec(text)?.[0])).toEqual(['A012', 'A013']);
    expect(out.slips[0]).toContain('姓名 ▨*');
  });

  test('paper that ends in the middle is told over the same slow line, and one slip comes out, not two', async () => {
    const station = printer('xprinter-80');
    await untilHealth(station, 'ready');
    await device.ask('happen', { method: 'setPace', args: [BYTES_PER_SECOND] });
    await device.ask('happen', { method: 'runOutAfter', args: [4] });
    const outcome = station.print(ticket('A012'));
    await untilHealth(station, 'paper-end');
    await device.ask('happen', { method: 'setPaper', args: ['ok'] });
    expect(await outcome).toMatchObject({ outcome: 'printed', confirmed: true });
    expect((await paper()).slips).toHaveLength(1);
  });

  test('a sheet longer than the buffer, on a head slower than the line, loses nothing', async () => {
    const sheet = proofPaper({ columns: 48, paperMm: 80, name: 'slow' });
    const long: PaperDocument = { version: 1, lines: [...sheet.lines.slice(0, -1), ...sheet.lines] };
    const station = printer('generic-80');
    await untilHealth(station, 'ready');
    await device.ask('happen', { method: 'setLineTime', args: [10] });
    expect(await station.print(long)).toMatchObject({ outcome: 'printed', missing: ['🙂'] });
    expect(await paper()).toMatchObject({ unknown: 0, overflowed: 0, slips: [expect.stringContaining('打印校样')] });
  });
});
