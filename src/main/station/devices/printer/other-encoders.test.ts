// Our bytes and those of two encoders that are not ours, for the same paper, read by one decoder that is neither: line by
// line the same characters, in the same place, size and weight.
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import receiptline from 'receiptline';
import { expect, test } from 'vitest';
import { columnsOf } from '../../../../shared/paper/columns.ts';
import type { PaperDocument } from '../../../../shared/paper/document.ts';
import { layPaper } from '../../../../shared/paper/layout.ts';
import { ticketPaper } from '../../../../shared/paper/ticket.ts';
import { encodeDocument } from './encode.ts';
import { printerProfiles } from './profiles.ts';

interface ReadLine {
  readonly text: string;
  /** Where its first character that is no space begins, in columns of 12 dots. */
  readonly at: number;
  readonly size: number;
  readonly bold: boolean;
}

/** How many numbers follow a command of two bytes (Epson's command reference), where it is always as many. */
const NUMBERS: Readonly<Record<string, number>> = {
  '1b40': 0,
  '1b61': 1,
  '1b45': 1,
  '1b64': 1,
  '1b74': 1,
  '1b4d': 1,
  '1b20': 1,
  '1b33': 1,
  '1b32': 0,
  '1b7b': 1,
  '1b2d': 1,
  '1b24': 2,
  '1b5c': 2,
  '1c26': 0,
  '1c2e': 0,
  '1c2d': 1,
  '1c43': 1,
  '1c53': 2,
  '1d21': 1,
  '1d42': 1,
  '1d4c': 2,
  '1d57': 2,
  '1d61': 1,
  '1d72': 1,
  '1d56': 1,
};

/** Reads a stream as the command reference says: what stands where. Codes are for the native QR data it carries. */
function read(bytes: Buffer, columns: number): { lines: ReadLine[]; codes: string[] } {
  const lines: ReadLine[] = [];
  const codes: string[] = [];
  let [align, bold, size] = [0, false, 1];
  let cells: string[] = [];
  /** Columns skipped before the text begins (ESC $, ESC \). */
  let skip = 0;
  let width = 0;
  /** Of the first character that is no space: some go back to ordinary before the line ends. */
  let first: Omit<ReadLine, 'text'> | null = null;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] as number;
    if (byte === 0x0a) {
      const text = cells.join('');
      const free = align === 0 ? 0 : (columns - width - skip) / (align === 1 ? 2 : 1);
      if (first) lines.push({ text: text.trim(), ...first, at: Math.floor(free) + skip + first.at });
      [cells, skip, width, first] = [[], 0, 0, null];
      at += 1;
    } else if (byte === 0x1b || byte === 0x1c || byte === 0x1d) {
      const name = bytes.toString('hex', at, at + 2);
      const [n, m] = [bytes[at + 2] as number, bytes[at + 3] as number];
      if (name === '1d28' || name === '1c28' || name === '1d38') {
        const long = name === '1d38';
        const length = long ? bytes.readUInt32LE(at + 3) : bytes.readUInt16LE(at + 3);
        const data = bytes.subarray(at + (long ? 7 : 5), at + (long ? 7 : 5) + length);
        if (n === 0x6b && data[1] === 0x50) codes.push(data.toString('latin1', 3));
        at += (long ? 7 : 5) + length;
        continue;
      }
      const numbers = NUMBERS[name];
      if (numbers === undefined) throw new Error(`unknown command ${name} at ${at}`);
      if (name === '1b61') align = n & 3;
      if (name === '1b45') bold = (n & 1) === 1;
      if (name === '1d21') size = (n & 7) + 1;
      if (name === '1b24') skip = (n + 256 * m) / 12;
      if (name === '1b5c') skip += (n + 256 * m) / 12;
      if (name === '1b40') [align, bold, size] = [0, false, 1];
      at += 2 + numbers + (name === '1d56' && n >= 65 ? 1 : 0);
    } else if (byte >= 0x20) {
      const length = byte < 0x80 ? 1 : 2;
      const char = new TextDecoder('gb18030').decode(bytes.subarray(at, at + length));
      cells.push(char);
      if (char !== ' ') first ??= { at: width, size, bold };
      width += columnsOf(char) * size;
      at += length;
    } else at += 1;
  }
  return { lines, codes };
}

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
  maskedName: '李某',
  progressUrl: 'OW1:demo:48219037',
  progressCode: '48219037',
  missed: { calls: 3, desk: '咨询台' },
});

function ours(document: PaperDocument) {
  return read(encodeDocument(document, printerProfiles['generic-80']).bytes, 48);
}

test('receiptline sets the same Chinese ticket', () => {
  // Its marks: " is bold, each ^ a size; a bar on the left or right of a text pushes it to the other side.
  const source = layPaper(ticket, 48).flatMap((line) => {
    if (line.kind !== 'text' || line.text.startsWith('---')) return [];
    const text = line.text.replace(/[\\|{}~_"`^]/g, '\\$&').replace(/^ +| +$/g, '');
    const grown = '^'.repeat([0, 0, 3, 4, 5][line.size] ?? 0) + text;
    const weighed = line.bold ? `"${grown}"` : grown;
    return [line.align === 'center' ? weighed : `|${weighed}`];
  });
  const theirs = receiptline.transform(`{border:space}\n${source.join('\n')}\n`, {
    cpl: 48,
    encoding: 'gb18030',
    command: 'escpos',
  });
  const compare = (line: ReadLine) => ({ ...line, at: Math.round(line.at) });
  const expected = read(Buffer.from(theirs, 'latin1'), 48).lines.map(compare);
  expect(expected.length).toBeGreaterThan(8);
  const rules = ours(ticket).lines.filter((line) => !line.text.startsWith('---'));
  expect(rules.map(compare)).toEqual(expected);
});

test('ReceiptPrinterEncoder sets the same Latin ticket and the same code', () => {
  const latin: PaperDocument = {
    version: 1,
    lines: [
      { kind: 'text', text: 'Sample Hall', align: 'center', bold: true },
      { kind: 'text', text: 'A012', align: 'center', size: 4 },
      { kind: 'text', text: 'Wait in area A' },
      { kind: 'text', text: '2026-11-23 09:05', align: 'right' },
      { kind: 'qr', data: 'OW1:demo:48219037' },
      { kind: 'cut' },
    ],
  };
  const bytes = new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 48, feedBeforeCut: 0, newline: '\n' })
    .initialize()
    .align('center')
    .bold(true)
    .line('Sample Hall')
    .bold(false)
    .size(4, 4)
    .line('A012')
    .size(1, 1)
    .align('left')
    .line('Wait in area A')
    .align('right')
    .line('2026-11-23 09:05')
    .align('center')
    .qrcode('OW1:demo:48219037', { model: 2, size: 5, errorlevel: 'm' })
    .cut('partial')
    .encode();
  expect(ours(latin)).toEqual(read(Buffer.from(bytes), 48));
});
