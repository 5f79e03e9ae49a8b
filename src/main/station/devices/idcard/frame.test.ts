import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIND_CARD, parseReadData, READ_TEXT_AND_PHOTO, SAM_STATUS, SELECT_CARD } from './commands.ts';
import { encodeFrame, FrameDecoder, PREAMBLE, request } from './frame.ts';

function hex(text: string): Uint8Array {
  return Uint8Array.from(text.split(' '), (byte) => Number.parseInt(byte, 16));
}

const AHEAD = 'AA AA AA 96 69 ';

describe('the bytes of the wire', () => {
  test.each([
    ['SAM status', SAM_STATUS, '00 03 11 FF ED'],
    ['find', FIND_CARD, '00 03 20 01 22'],
    ['select', SELECT_CARD, '00 03 20 02 21'],
    ['read', READ_TEXT_AND_PHOTO, '00 03 30 01 32'],
    ['reset', request(0x10, 0xff), '00 03 10 FF EC'],
    ['SAM id', request(0x12, 0xff), '00 03 12 FF EE'],
    ['baud 9600', request(0x60, 0x04), '00 03 60 04 67'],
  ])('%s', (_, frame, bytes) => {
    expect(frame).toEqual(hex(AHEAD + bytes));
  });

  test.each([
    ['found', '00 08 00 00 9F 00 00 00 00 97', [0, 0, 0x9f, 0, 0, 0, 0]],
    ['ok', '00 04 00 00 90 94', [0, 0, 0x90]],
    ['find failed', '00 04 00 00 80 84', [0, 0, 0x80]],
    ['read failed', '00 04 00 00 41 45', [0, 0, 0x41]],
    ['no such item', '00 04 00 00 91 95', [0, 0, 0x91]],
  ])('%s', (_, bytes, body) => {
    expect(new FrameDecoder().push(hex(AHEAD + bytes))).toEqual([Uint8Array.from(body)]);
  });

  test('a read reply is 1295 bytes with the text at 14', () => {
    const data = Uint8Array.of(1, 0, 4, 0, ...new Uint8Array(256).fill(0x41), ...new Uint8Array(1024).fill(0x42));
    const frame = encodeFrame(Uint8Array.of(0, 0, 0x90, ...data));
    expect(frame).toHaveLength(1295);
    expect([...frame.subarray(5, 7)]).toEqual([0x05, 0x08]);
    expect(frame[14]).toBe(0x41);
    expect(parseReadData(data)).toMatchObject({ text: data.slice(4, 260), photo: data.slice(260) });
    expect(parseReadData(data.subarray(1))).toBeNull();
  });
});

const body = fc.uint8Array({ minLength: 3, maxLength: 1400 });
/** Noise that holds no whole preamble; half ones it may. */
const noise = fc
  .array(
    fc.oneof(
      fc.nat(255).map((byte) => [byte]),
      fc.constant([...PREAMBLE.subarray(0, 4)]),
    ),
    { maxLength: 40 },
  )
  .map((parts) => Uint8Array.from(parts.flat()))
  .filter((bytes) => !Buffer.from(bytes).includes(Buffer.from(PREAMBLE)));

function cut(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((at) => at % (bytes.length + 1)))].sort((a, b) => a - b);
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const place of [...places, bytes.length]) {
    pieces.push(bytes.slice(from, place));
    from = place;
  }
  return pieces;
}

test('any cutting of a stream gives the same frames', () => {
  fc.assert(
    fc.property(fc.array(body, { maxLength: 4 }), fc.array(fc.nat(), { maxLength: 12 }), (bodies, cuts) => {
      const stream = Uint8Array.from(bodies.flatMap((one) => [...encodeFrame(one)]));
      const decoder = new FrameDecoder();
      expect(cut(stream, cuts).flatMap((piece) => decoder.push(piece))).toEqual(bodies);
      expect(decoder.pending).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test('a good frame behind noise is found', () => {
  fc.assert(
    fc.property(noise, body, fc.array(fc.nat(), { maxLength: 6 }), (before, one, cuts) => {
      // AA at the end of the noise may run into the preamble; the frame is there all the same.
      const decoder = new FrameDecoder();
      const stream = Uint8Array.of(...before, ...encodeFrame(one));
      expect(cut(stream, cuts).flatMap((piece) => decoder.push(piece))).toEqual([one]);
    }),
    { numRuns: 100 },
  );
});

test('a frame with a wrong checksum is dropped and the next one found, though its photo holds a preamble', () => {
  const bad = encodeFrame(Uint8Array.of(0, 0, 0x90, ...PREAMBLE, 0x00, 0x04, 0, 0, 0x91, 0x00)).slice();
  bad[bad.length - 1] = (bad.at(-1) as number) ^ 0x01;
  const good = Uint8Array.of(0, 0, 0x9f);
  const decoder = new FrameDecoder();
  expect(decoder.push(Uint8Array.of(...bad, ...encodeFrame(good)))).toEqual([good]);
});

test('whatever comes, the decoder holds no more than one frame', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(PREAMBLE)), { maxLength: 60 }),
      (chunks) => {
        const decoder = new FrameDecoder();
        for (const chunk of chunks) {
          decoder.push(chunk);
          expect(decoder.pending).toBeLessThanOrEqual(4096 + 7);
        }
      },
    ),
    { numRuns: 60 },
  );
});
