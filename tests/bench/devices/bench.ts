// What the devices' side costs and how soon it notices. Codecs are measured in a loop of this process; what is noticed,
// over a real socket with the fake in another process.
import { join } from 'node:path';
import { buildCardText, madeUpCards } from '../../../src/main/station/devices/fakes/index.ts';
import { TableDecoder } from '../../../src/main/station/devices/frame-table/codec.ts';
import { encodeFrame, FrameDecoder } from '../../../src/main/station/devices/idcard/frame.ts';
import { IdReaderConfig, openIdReader, openPrinter, PrinterConfig } from '../../../src/main/station/devices/index.ts';
import { keypadTable } from '../../../src/main/station/devices/panel/keypad-table.ts';
import { encodeDocument } from '../../../src/main/station/devices/printer/encode.ts';
import { drawPaper } from '../../../src/main/station/devices/printer/preview/draw.ts';
import { type PrinterProfileId, printerProfiles } from '../../../src/main/station/devices/printer/profiles.ts';
import { AnswerDecoder } from '../../../src/main/station/devices/printer/status.ts';
import { ScanDecoder } from '../../../src/main/station/devices/scanner/scan-decoder.ts';
import type { DeviceCode, DeviceHealth } from '../../../src/shared/device/health.ts';
import { parseCardText } from '../../../src/shared/identity/card.ts';
import type { PaperDocument } from '../../../src/shared/paper/document.ts';
import { ticketPaper } from '../../../src/shared/paper/ticket.ts';
import { printThroughFailures } from '../../support/failing-printer.ts';
import type { BenchOptions } from '../main.ts';
import { instant, Peer } from '../support/peer.ts';
import { rounded, spread } from '../support/quantiles.ts';
import { measureCardInPage } from './card-in-page.ts';

const ROUNDS = 10;
const FAILING_TICKETS = 10_000;
const NS_PER_MS = 1e6;
const CODEC_MS = 1000;

const ordinary = ticketPaper({
  hall: '示例市政务服务中心',
  number: 'A012',
  queue: '社保医保',
  item: '城乡居民基本养老保险参保登记',
  ahead: 3,
  wait: { from: 8, to: 15 },
  area: '一楼 A 区',
  windows: '1–4 号窗口',
  takenAt: '2026-11-23 09:05',
  maskedName: '李*',
  progressUrl: 'OW1:demo:48219037',
  progressCode: '48219037',
  missed: { calls: 3, desk: '咨询台' },
});

/** The same for somebody whose name no printer has. */
const rare: PaperDocument = {
  ...ordinary,
  lines: ordinary.lines.map((line) => (line.kind === 'text' ? { ...line, text: line.text.replace('李', '𬎆') } : line)),
};

export async function benchDevices(options: BenchOptions): Promise<object> {
  const rounds = options.runs ?? ROUNDS;
  say('codecs');
  const codecs = measureCodecs();
  say(`noticed over a socket, ${rounds} rounds`);
  const printer = await measurePrinter(rounds);
  const card = await measureCard(rounds);
  say(`${FAILING_TICKETS} tickets through a printer that fails at random`);
  const failing = await printThroughFailures(FAILING_TICKETS, 'generic-80', 1);
  if (failing.broken.length > 0) throw new Error(failing.broken.join('\n'));
  return { ...codecs, ...printer, ...card, failing };
}

function measureCodecs(): object {
  const bytes = (document: PaperDocument, profile: PrinterProfileId) =>
    encodeDocument(document, printerProfiles[profile]).bytes;
  const answers = Buffer.from([0x12, 0x16, 0x12, 0x12, 0x10, 0, 0, 0, 0x37, 0x22, 0x30, 0x30, 0x30, 0x31, 0]);
  const frame = encodeFrame(Buffer.alloc(1290, 0x5a));
  const key = Buffer.from('ff68020268010c0d16', 'hex');
  const keypad = keypadTable(null);
  const scan = Buffer.from('OW1:hall-guiyuan:70991548\r\n');
  const cardText = buildCardText(madeUpCards.citizen);
  const slip = bytes(ordinary, 'generic-80');
  return {
    ticketBytes: slip.length,
    ticketBytesOf: {
      '80 mm': slip.length,
      '58 mm': bytes(ordinary, 'generic-58').length,
      'epson-80': bytes(ordinary, 'epson-80').length,
      'with a rare character': bytes(rare, 'generic-80').length,
      'without a QR command': bytes(ordinary, 'plain-80').length,
    },
    codecs: {
      ticketsEncodedPerSecond: perSecond(() => encodeDocument(ordinary, printerProfiles['generic-80'])),
      ticketsWithRareCharacterPerSecond: perSecond(() => encodeDocument(rare, printerProfiles['generic-80'])),
      ticketsDrawnPerSecond: perSecond(() => drawPaper(slip, 576)),
      printerAnswersMBPerSecond: rounded((perSecond(() => new AnswerDecoder().push(answers)) * answers.length) / 1e6),
      cardFramesPerSecond: perSecond(() => new FrameDecoder().push(frame)),
      cardTextsPerSecond: perSecond(() => parseCardText(cardText)),
      keypadFramesPerSecond: perSecond(() => new TableDecoder(keypad, 1).push(key)),
      scansPerSecond: perSecond(() => new ScanDecoder().push(scan)),
    },
  };
}

function perSecond(work: () => void): number {
  const until = performance.now() + CODEC_MS / 5;
  while (performance.now() < until) work();
  let count = 0;
  const began = performance.now();
  while (performance.now() - began < CODEC_MS) {
    work();
    count += 1;
  }
  return Math.round((count * 1000) / (performance.now() - began));
}

async function measurePrinter(rounds: number): Promise<object> {
  const noticed: Record<string, object> = {};
  for (const [name, profile] of [
    ['asked every second', 'generic-80'],
    ['told by the printer', 'xprinter-80'],
  ] as const) {
    const { peer, url } = await startFake('printer');
    const station = openPrinter(PrinterConfig.parse({ url, profile }));
    const seen = watch(station);
    await seen.until('ready');
    const times = {
      paperOut: [] as number[],
      paperIn: [] as number[],
      unplugged: [] as number[],
      replugged: [] as number[],
    };
    for (let round = 0; round < rounds; round += 1) {
      const happen = (what: 'end' | 'ok') => peer.ask<number>('happen', { method: 'setPaper', args: [what] });
      times.paperOut.push((await seen.until('paper-end', happen('end'))) / NS_PER_MS);
      times.paperIn.push((await seen.until('ready', happen('ok'))) / NS_PER_MS);
      times.unplugged.push((await seen.until('down', peer.ask<number>('unplug'))) / NS_PER_MS);
      times.replugged.push((await seen.until('ready', peer.ask<number>('replug'))) / NS_PER_MS);
    }
    noticed[name] = Object.fromEntries(Object.entries(times).map(([what, all]) => [what, spread(all)]));
    await station.close();
    await peer.end();
  }
  return { noticed };
}

/** A card laid down until its data is with the station, then in the page; a socket has no line time to take off. */
async function measureCard(rounds: number): Promise<object> {
  const { peer, url } = await startFake('id-reader');
  const reader = openIdReader(IdReaderConfig.parse({ url }));
  await watch(reader).until('ready');
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const read = new Promise<number>((resolve) => {
      const off = reader.onCard(() => {
        off();
        resolve(instant());
      });
    });
    const laidAt = await peer.ask<number>('happen', { method: 'lay', args: [madeUpCards.citizen] });
    times.push(((await read) - laidAt) / NS_PER_MS);
    await peer.ask('happen', { method: 'lift', args: [] });
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  await reader.close();
  say('the same, to the page');
  const cardToPage = await measureCardInPage(peer, url, rounds);
  await peer.end();
  return { cardToStation: spread(times), cardToPage };
}

async function startFake(kind: 'printer' | 'id-reader'): Promise<{ peer: Peer; url: string }> {
  const peer = new Peer(kind, join(import.meta.dirname, 'fake-process.ts'));
  return { peer, url: await peer.ask<string>('serve', { kind }) };
}

interface Healthy {
  health(): DeviceHealth;
  onHealth(listener: (health: DeviceHealth) => void): () => void;
}

function watch(device: Healthy): {
  until(wanted: 'ready' | 'down' | DeviceCode, happening?: Promise<number>): Promise<number>;
} {
  return {
    /** Nanoseconds from what happens to the health that says so. */
    until: async (wanted, happening) => {
      const is = (health: DeviceHealth) =>
        health.state === wanted || (health.state !== 'ready' && health.code === wanted);
      const seen = new Promise<number>((resolve) => {
        if (is(device.health())) return resolve(instant());
        const off = device.onHealth((health) => {
          if (!is(health)) return;
          off();
          resolve(instant());
        });
      });
      const at = (await happening) ?? 0;
      return (await seen) - at;
    },
  };
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}
