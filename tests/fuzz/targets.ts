import { FrameDecoder, PREAMBLE, request } from '../../src/main/station/devices/idcard/frame.ts';
import { encodeDocument } from '../../src/main/station/devices/printer/encode.ts';
import { LONGEST_COMMAND, takeCommand } from '../../src/main/station/devices/printer/preview/commands.ts';
import { printerProfiles } from '../../src/main/station/devices/printer/profiles.ts';
import { AnswerDecoder, askProcessId, CLEAR_BUFFER } from '../../src/main/station/devices/printer/status.ts';
import { parsePortUrl } from '../../src/main/station/devices/transport/port-url.ts';
import { proofPaper } from '../../src/shared/paper/proof.ts';
import { type FuzzTarget, holds, streamTarget } from './engine.ts';

const bytes = (...list: number[]) => Uint8Array.from(list);
const ascii = (text: string) => new TextEncoder().encode(text);
const proof = encodeDocument(proofPaper({ columns: 48, paperMm: 80, name: 'fuzz' }), printerProfiles['epson-80']).bytes;

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
    samples: [ascii('serial:/dev/ttyUSB0?baud=9600'), ascii('tcp://[::1]:9100'), ascii('file:///dev/usb/lp0')],
    check: (input) => {
      const parsed = parsePortUrl(new TextDecoder().decode(input));
      holds(parsed.ok ? 'kind' in parsed.address : parsed.problem.length > 0, 'an address or a problem in words');
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
];
