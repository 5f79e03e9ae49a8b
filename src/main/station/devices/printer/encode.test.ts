import { describe, expect, test } from 'vitest';
import type { PaperDocument } from '../../../../shared/paper/document.ts';
import { ticketPaper } from '../../../../shared/paper/ticket.ts';
import { FakePrinter, ManualClock, MemoryLine, ticketText } from '../fakes/index.ts';
import { encodeDocument } from './encode.ts';
import { type PrinterProfile, printerProfiles } from './profiles.ts';
import { textRuns } from './text.ts';

const ticket = ticketPaper({
  hall: '示例市政务服务中心',
  number: 'A012',
  queue: '社保医保',
  item: '城乡居民基本养老保险参保登记',
  priority: '绿色通道',
  ahead: 3,
  wait: { from: 8, to: 15 },
  area: '一楼 A 区',
  windows: '1–4 号窗口',
  takenAt: '2026-11-23 09:05',
  maskedName: '李**',
  progressUrl: 'https://hall.example/q/0192f7a1-7f3c',
  missed: { calls: 3, desk: '咨询台' },
});

function print(document: PaperDocument, profile: PrinterProfile) {
  const printer = new FakePrinter({ clock: new ManualClock() });
  const line = new MemoryLine();
  printer.attach(line.device);
  const { bytes, missing } = encodeDocument(document, profile);
  line.send(bytes);
  expect(printer.unknown).toEqual([]);
  expect(printer.buffered).toBe(0);
  return { printed: printer.tickets[0], bytes, missing };
}

function doc(text: string): PaperDocument {
  return { version: 1, lines: [{ kind: 'text', text }, { kind: 'cut' }] };
}

/** `c8a1|𠮷|bac5`: bytes the printer gets, characters it gets as dots. */
function runs(text: string, charset: 'gbk' | 'gb18030'): string {
  return textRuns(text, charset)
    .map((run) => (run.kind === 'coded' ? run.bytes.toString('hex') : run.char))
    .join('|');
}

describe('text', () => {
  test.each([
    ['ASCII', 'A012', '41303132'],
    ['GB 2312', '取号', 'c8a1bac5'],
    ['GBK beyond GB 2312', '镕', 'e946'],
    ['full-width marks', '–·…', 'a843a1a4a1ad'],
    ['the euro sign in two bytes', '€', 'a2e3'],
    ['beyond the BMP, between others', '取𠀀号', 'c8a1|𠀀|bac5'],
    ['Extension A on an ordinary printer', '㐀', '㐀'],
    ['newer than the printer', '\u9fb4', '\u9fb4'],
    ['private use', '\ue000', '\ue000'],
    ['half a surrogate pair', '\ud840', '\ufffd'],
    ['an emoji', '🙂', '🙂'],
  ])('%s', (_, text, expected) => {
    expect(runs(text, 'gbk')).toBe(expected);
  });

  test('a printer with GB 18030 gets Extension A in four bytes and nothing beyond it', () => {
    expect(runs('㐀', 'gb18030')).toBe('8139ee39');
    expect(runs('𠀀', 'gb18030')).toBe('𠀀');
  });
});

test('a ticket is what it says, read back by a decoder that is not ours, and under 700 bytes', () => {
  for (const profile of [printerProfiles['generic-80'], printerProfiles['generic-58']]) {
    const { printed, bytes, missing } = print(ticket, profile);
    expect(missing).toEqual([]);
    expect(bytes.length).toBeLessThan(700);
    expect(printed?.lines).toContainEqual({
      kind: 'text',
      text: 'A012',
      width: 4,
      height: 4,
      bold: true,
      align: 'center',
    });
    expect(printed?.lines).toContainEqual({ kind: 'qr', data: 'https://hall.example/q/0192f7a1-7f3c' });
    expect(ticketText(printed!)).toContain('前面等候 3 人');
    expect(new TextDecoder('gb18030').decode(printed?.raw)).toContain('社保医保');
    expect(printed?.cut).toBe('partial');
  }
});

test('it starts from a clean printer in Chinese mode', () => {
  expect(print(ticket, printerProfiles['generic-80']).bytes.subarray(0, 4).toString('hex')).toBe('1b401c26');
});

test('a character the printer lacks is drawn in its line, two columns wide; the line stays text', () => {
  const { printed, bytes, missing } = print(doc('张𠮷㛃'), printerProfiles['generic-80']);
  expect(ticketText(printed!)).toBe('张▨▨');
  expect(missing).toEqual([]);
  expect(bytes.includes(Buffer.from([0x1b, 0x2a, 33, 24, 0]))).toBe(true);
  expect(bytes.includes(Buffer.from([0x1d, 0x76, 0x30]))).toBe(false);
});

test('in large type the line with a rare character is drawn whole, and its neighbours stay text', () => {
  const document: PaperDocument = {
    version: 1,
    lines: [{ kind: 'text', text: '𬎆', size: 2 }, { kind: 'text', text: '社保', size: 2 }, { kind: 'cut' }],
  };
  const { printed } = print(document, printerProfiles['generic-80']);
  expect(printed?.lines[0]).toEqual({ kind: 'image', widthDots: 48, heightDots: 48 });
  expect(printed?.lines[1]).toMatchObject({ kind: 'text', text: '社保', width: 2 });
});

test('what nobody has a glyph for is reported and stands as 〓, never as ?', () => {
  const { printed, missing } = print(doc('张🙂\ue000'), printerProfiles['generic-80']);
  expect(ticketText(printed!)).toBe('张〓〓');
  expect(missing).toEqual(['🙂', '\ue000']);
});

test('mode goes back to ordinary after big and bold', () => {
  const document: PaperDocument = {
    version: 1,
    lines: [
      { kind: 'text', text: 'A', size: 8, bold: true, align: 'right' },
      {
        kind: 'columns',
        cells: [
          { text: '地点', share: 1 },
          { text: '一楼', share: 1, align: 'right' },
        ],
      },
      { kind: 'feed', lines: 2 },
      { kind: 'cut' },
    ],
  };
  const { printed } = print(document, printerProfiles['generic-58']);
  expect(printed?.lines.slice(0, 2)).toEqual([
    { kind: 'text', text: 'A', width: 8, height: 8, bold: true, align: 'right' },
    { kind: 'text', text: `地点${' '.repeat(24)}一楼`, width: 1, height: 1, bold: false, align: 'left' },
  ]);
});

test('without a QR command the code goes as an image that fits the paper; without a cutter the slip is fed out', () => {
  const { bytes } = print(ticket, printerProfiles['plain-58']);
  const at = bytes.indexOf(Buffer.from([0x1d, 0x76, 0x30, 0x00]));
  expect(at).toBeGreaterThan(0);
  expect(bytes.readUInt16LE(at + 4) * 8).toBeLessThanOrEqual(384);
  expect(bytes.subarray(-3).toString('hex')).toBe('1b6404');
});
