import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { buildCardText, madeUpCards } from '../../src/main/station/devices/fakes/index.ts';
import { checkOf } from '../../src/main/station/devices/frame-table/checksum.ts';
import { encodeOrder, type Incoming, TableDecoder } from '../../src/main/station/devices/frame-table/codec.ts';
import { LONGEST_FRAME } from '../../src/main/station/devices/frame-table/match.ts';
import { type FrameTable, PANEL_ORDERS, parseFrameTable } from '../../src/main/station/devices/frame-table/table.ts';
import { FrameDecoder, PREAMBLE, request } from '../../src/main/station/devices/idcard/frame.ts';
import { keypadTable } from '../../src/main/station/devices/panel/keypad-table.ts';
import { encodeDocument } from '../../src/main/station/devices/printer/encode.ts';
import { LONGEST_COMMAND, takeCommand } from '../../src/main/station/devices/printer/preview/commands.ts';
import { printerProfiles } from '../../src/main/station/devices/printer/profiles.ts';
import { AnswerDecoder, askProcessId, CLEAR_BUFFER } from '../../src/main/station/devices/printer/status.ts';
import { LONGEST_SCAN, ScanDecoder } from '../../src/main/station/devices/scanner/scan-decoder.ts';
import { reportsOf } from '../../src/main/station/devices/transport/hid.ts';
import { parsePortUrl } from '../../src/main/station/devices/transport/port-url.ts';
import { readAnswer } from '../../src/main/station/devices/transport/windows-spooler/helper.ts';
import { IdCard, parseCardText } from '../../src/shared/identity/card.ts';
import { KINDS } from '../../src/shared/intent/registry.ts';
import { proofPaper } from '../../src/shared/paper/proof.ts';
import { FromHall, FromStation } from '../../src/shared/protocol/link.ts';
import { readScan } from '../../src/shared/queue/scan.ts';
import { type Dice, type FuzzTarget, holds, streamTarget } from './engine.ts';

const bytes = (...list: number[]) => Uint8Array.from(list);
const ascii = (text: string) => new TextEncoder().encode(text);
const proof = encodeDocument(proofPaper({ columns: 48, paperMm: 80, name: 'fuzz' }), printerProfiles['epson-80']).bytes;

const ORDER_VALUES = { number: 12, ticket: 'A012', waiting: 3, window: 5, level: 4 } as const;
const LINE = {
  hall: 'hall-guiyuan',
  station: 'dispenser-1',
  seq: 1,
  prev: '0'.repeat(64),
  hash: '0'.repeat(64),
  id: '0199aaaa-0000-7000-8000-000000000001',
  kind: 'help.call',
  version: 1,
  at: 1,
  actor: { kind: 'citizen', id: '' },
  body: { helpId: 'h', place: '1 号取号机' },
};
const HELLO = {
  t: 'hello',
  protocol: 2,
  hall: null,
  station: 'dispenser-1',
  name: '取号机 1',
  roles: ['dispenser'],
  version: '0.1.0',
  publicKey: 'AAAA',
  signature: 'AAAA',
  enrolCode: null,
  cursor: 0,
  lastSeq: 0,
  settled: 0,
};

const tableFile = (name: string) => join(import.meta.dirname, '../../docs/frame-tables', name);

function taught(name: string): FrameTable {
  const result = parseFrameTable(JSON.parse(readFileSync(tableFile(name), 'utf8')));
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.table;
}

/** A frame of the five-key pad around ADDR, CMD and DATA. */
function crcFrame(inside: readonly number[]): Uint8Array {
  const counted = Uint8Array.of(inside.length, ...inside);
  return Uint8Array.of(0xaa, 0x55, ...counted, ...checkOf('crc16-modbus', counted));
}

/** Undefined for what is no JSON. */
function jsonOf(input: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(input));
  } catch {
    return undefined;
  }
}

/** Every codec of the house. A new one is one entry here. */
export const fuzzTargets: readonly FuzzTarget[] = [
  streamTarget({
    name: 'printer answers',
    samples: [
      bytes(0x12, 0x12, 0x12, 0x12),
      bytes(0x10, 0, 0, 0x0f),
      bytes(0x37, 0x22, 0x30, 0x30, 0x30, 0x31, 0x00),
      bytes(0x37, 0x25, 0x00),
      bytes(0x11, 0x13, 0x00),
    ],
    longest: 5,
    open: () => {
      const decoder = new AnswerDecoder();
      return { push: (input) => decoder.push(input), held: () => decoder.held };
    },
    good: bytes(0x37, 0x22, 0x39, 0x39, 0x39, 0x39, 0x00),
    isGood: (answers) => answers.some((answer) => JSON.stringify(answer) === '{"kind":"process-id","id":"9999"}'),
  }),
  streamTarget({
    name: 'printer commands',
    samples: [proof, askProcessId('0001'), CLEAR_BUFFER, bytes(0x1b, 0x2a, 33, 1, 0, 1, 2, 3, 0x0a)],
    longest: LONGEST_COMMAND,
    open: () => {
      let held = Buffer.alloc(0);
      return {
        push: (input) => {
          held = Buffer.concat([held, input]);
          const commands: unknown[] = [];
          for (let taken = takeCommand(held); taken; taken = takeCommand(held)) {
            holds(taken.length > 0 && taken.length <= held.length, 'a command has a length');
            commands.push(taken.command.kind);
            held = held.subarray(taken.length);
          }
          return commands;
        },
        held: () => held.length,
        // A printer that waits for the rest of an image is switched off and on.
        restart: () => {
          held = Buffer.alloc(0);
        },
      };
    },
    good: bytes(0x1d, 0x56, 0x42, 0x00),
    isGood: (commands) => commands.includes('cut'),
    // Text is handed on as it comes.
    cutMatters: true,
  }),
  streamTarget({
    name: 'ID-card reader frames',
    samples: [request(0x20, 0x01), request(0x30, 0x10), PREAMBLE, bytes(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x0f, 0xff)],
    longest: 4096 + 7,
    open: () => {
      const decoder = new FrameDecoder();
      return {
        push: (input) => decoder.push(input),
        held: () => decoder.pending,
        restart: () => decoder.reset(),
      };
    },
    good: request(0x20, 0x01),
    isGood: (bodies) => bodies.some((body) => Buffer.from(body as Uint8Array).toString('hex') === '2001'),
  }),
  {
    name: 'port addresses',
    samples: [
      ascii('serial:/dev/ttyUSB0?baud=9600'),
      ascii('tcp://[::1]:9100'),
      ascii('file:///dev/usb/lp0'),
      ascii('spool:XP-80C%20(1)'),
    ],
    check: (input) => {
      const parsed = parsePortUrl(new TextDecoder().decode(input));
      holds(parsed.ok ? 'kind' in parsed.address : parsed.problem.length > 0, 'an address or a problem in words');
    },
  },
  {
    name: 'answers of the print helper',
    samples: [ascii('1 ok 16 64'), ascii('2 error 1801'), ascii('ready')],
    check: (input) => {
      const read = readAnswer(new TextDecoder().decode(input.subarray(0, 200)));
      const numbers = !read ? [] : read.answer.ok ? read.answer.values : [read.answer.code];
      holds(numbers.every(Number.isSafeInteger), 'numbers, or no answer');
    },
  },
  {
    name: 'text on paper',
    samples: [ascii('张\x1dV\x00㛃𬎆🙂'), ascii('取号 A012'), ascii('\ud840')],
    check: (input) => {
      const text = new TextDecoder().decode(input.subarray(0, 200));
      const lines = [{ kind: 'text' as const, text }, { kind: 'cut' as const }];
      let rest = encodeDocument({ version: 1, lines }, printerProfiles['generic-80']).bytes;
      const kinds: string[] = [];
      for (let taken = takeCommand(rest); taken; taken = takeCommand(rest)) {
        kinds.push(taken.command.kind);
        rest = rest.subarray(taken.length);
      }
      holds(rest.length === 0, 'every byte belongs to a command');
      const steers = kinds.filter((kind) => !['text', 'inline-image', 'line-feed', 'reset', 'other'].includes(kind));
      holds(steers.join() === 'cut', 'no text can steer the printer');
    },
  },
  tableTarget('keypad frames', keypadTable([1, 2, 4, 5]), Buffer.from('ff68020268010c0d16', 'hex')),
  tableTarget('frames of a taught pad', taught('five-key-pad.json'), crcFrame([1, 0x31, 3])),
  {
    name: 'frame table files',
    samples: ['five-key-pad.json', 'led-panel.json'].map((file) => readFileSync(tableFile(file))),
    check: (input) => {
      const result = parseFrameTable(jsonOf(input));
      if (!result.ok) return holds(result.problems.length > 0, 'a mistake in words');
      for (const name of PANEL_ORDERS) encodeOrder(result.table, 1, name, ORDER_VALUES);
    },
  },
  streamTarget({
    name: 'serial scanner',
    samples: [ascii('OW1:hall-guiyuan:70991548\r\n'), ascii('A012\t'), bytes(0x02, 0x41, 0x30, 0x31, 0x32, 0x03)],
    longest: LONGEST_SCAN + 1,
    open: () => {
      const decoder = new ScanDecoder();
      return { push: (input) => decoder.push(input), held: () => decoder.pending, restart: () => void decoder.quiet() };
    },
    good: ascii('70991548\r'),
    isGood: (scans) => JSON.stringify(scans.at(-1)) === '{"kind":"text","text":"70991548"}',
  }),
  {
    name: 'scanned texts',
    samples: [ascii('OW1:hall-guiyuan:70991548'), ascii('70991548'), ascii('A012'), ascii('OW1:other:70991548')],
    check: (input) => {
      const scan = readScan(new TextDecoder().decode(input), 'hall-guiyuan');
      if (scan.kind === 'code') holds(/^\d{8}$/.test(scan.code), 'a code is eight digits');
      if (scan.kind === 'number') holds(/^[A-Z]\d{3,6}$/.test(scan.number), 'a number is one as printed');
    },
  },
  streamTarget({
    name: 'HID reports of a reader',
    samples: [request(0x20, 0x01), request(0x30, 0x10), Buffer.concat([request(0x20, 0x01), request(0x20, 0x02)])],
    longest: 4096 + 7,
    open: () => {
      const decoder = new FrameDecoder();
      // As the USB stack hands them over: 64 bytes, zeros behind the last of a frame.
      const push = (input: Uint8Array) => reportsOf(input).flatMap((report) => decoder.push(report.subarray(1)));
      return { push, held: () => decoder.pending, restart: () => decoder.reset() };
    },
    good: request(0x20, 0x01),
    isGood: (bodies) => bodies.some((body) => Buffer.from(body as Uint8Array).toString('hex') === '2001'),
    cutMatters: true,
  }),
  {
    name: 'text of a card',
    samples: Object.values(madeUpCards).map((card) => buildCardText(card)),
    check: (input) => {
      const parsed = parseCardText(input);
      if (parsed.ok) holds(IdCard.safeParse(parsed.card).success, 'a card is a card, or nothing');
    },
  },
  messageTarget('link messages from stations', FromStation, [
    HELLO,
    { t: 'pull', cursor: 3, settled: 2 },
    { t: 'push', intents: [LINE] },
    { t: 'report', devices: [], changes: [], pending: 0, refused: 0, area: null, rebuilt: null, time: 1 },
    { t: 'recall', after: 0 },
    { t: 'piece', hash: '0'.repeat(64), at: 0, data: 'AAAA' },
  ]),
  messageTarget('link messages from the hall', FromHall, [
    { t: 'challenge', nonce: 'abc', protocol: 2, hall: 'hall-guiyuan' },
    { t: 'refused', reason: 'revoked', detail: '' },
    { t: 'recalled', lines: [LINE] },
    { t: 'missing', hash: '0'.repeat(64) },
  ]),
  {
    name: 'bodies of intents',
    samples: [{ ticketId: 't', queueId: 'q' }, { windowId: 'w' }, { helpId: 'h', place: '1 号' }, LINE.body].map(
      (body) => ascii(JSON.stringify(body)),
    ),
    check: (input, dice) => {
      const body = jsonOf(input) ?? bent({ ...LINE.body, windowId: 'w', ticketId: 't', caseId: 'c' }, dice);
      for (const { body: schema } of Object.values(KINDS)) {
        const parsed = schema.safeParse(body);
        if (parsed.success) holds(schema.safeParse(parsed.data).success, 'what was taken once is taken again');
      }
    },
  },
];

/** A device of a frame table: bounded, and whole again after the silence its driver waits for. */
function tableTarget(name: string, table: FrameTable, good: Uint8Array): FuzzTarget {
  return streamTarget({
    name,
    samples: [good, bytes(0xff, 0x68, 0x03, 0x03, 0x68, 0x01, 0x11, 0x02, 0x14, 0x16), bytes(0xaa, 0x55, 0xff, 1)],
    longest: LONGEST_FRAME,
    open: () => {
      const decoder = new TableDecoder(table, 1);
      return { push: (input) => decoder.push(input), held: () => decoder.pending, restart: () => void decoder.quiet() };
    },
    good,
    isGood: (frames) => (frames as readonly Incoming[]).some((frame) => frame.kind === 'event'),
    // What fits no frame is given out as it came, in pieces.
    cutMatters: true,
  });
}

/**
 * A message is one of the protocol or refused; what was taken says the same when it is said again. What is no JSON any more
 * is one of the messages with one value bent, so that the search gets past the braces.
 */
function messageTarget(name: string, schema: z.ZodType, messages: readonly object[]): FuzzTarget {
  // A sample that the schema does not take any more shows nothing.
  for (const message of messages) schema.parse(message);
  return {
    name,
    samples: messages.map((message) => ascii(JSON.stringify(message))),
    check: (input, dice) => {
      const value = jsonOf(input) ?? bent(structuredClone(messages[dice.roll(messages.length)]), dice);
      const parsed = schema.safeParse(value);
      if (!parsed.success) return holds(parsed.error.issues.length > 0, 'a reason');
      const again = schema.safeParse(JSON.parse(JSON.stringify(parsed.data)));
      holds(again.success && JSON.stringify(again.data) === JSON.stringify(parsed.data), 'the same when said again');
    },
  };
}

const ODD = [
  null,
  -1,
  0.5,
  2 ** 53,
  '',
  '0',
  'x'.repeat(5000),
  [],
  [[]],
  {},
  { t: 'push' },
  true,
  '\u0000',
  '__proto__',
];

/** One place of a value, somewhere inside, replaced, taken out or added. */
function bent(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null || dice.roll(4) === 0) return ODD[dice.roll(ODD.length)];
  const keys = Object.keys(value);
  const key = keys[dice.roll(keys.length + 1)] ?? 'more';
  const inside = value as Record<string, unknown>;
  if (dice.roll(5) === 0) delete inside[key];
  else inside[key] = bent(inside[key], dice);
  return value;
}
