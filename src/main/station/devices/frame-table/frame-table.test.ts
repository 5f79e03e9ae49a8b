import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOf } from './checksum.ts';
import { encodeAck, encodeOrder, type Incoming, TableDecoder } from './codec.ts';
import { type FrameTable, parseFrameTable } from './table.ts';
import type { OrderValues } from './values.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const text = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('hex').toUpperCase());
const VALUES: OrderValues = { number: 12, ticket: 'A012', waiting: 7, window: 5, level: 4 };

function table(file: object): FrameTable {
  const result = parseFrameTable({ name: 'test', ...file });
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.table;
}

const order = (frame: string, over: object = {}, values = VALUES, words = '') =>
  text(encodeOrder(table({ orders: { show: { frame, text: words } }, ...over }), 3, 'show', values));

/** Events by name, other frames by what they are. */
const names = (incoming: readonly Incoming[]) =>
  incoming.map((frame) => (frame.kind === 'event' ? frame.row.event : frame.kind));

test.each([
  // published check values of "123456789"
  ['crc16-modbus', '374B'],
  ['crc16-ccitt', '29B1'],
  ['sum8', 'DD'],
  ['lrc8', '23'],
  ['xor8', '31'],
] as const)('%s of 123456789 is %s', (kind, expected) => {
  expect(text(checkOf(kind, new TextEncoder().encode('123456789')))).toBe(expected);
});

describe('orders', () => {
  test.each([
    ['{number:digits3}', '000102'],
    ['{waiting:blank3}', '0A0A07'],
    ['{number:ascii4}', '30303132'],
    ['{number:bcd2}', '0012'],
    ['{window:byte}', '05'],
    ['{ticket:ascii6}', '413031322020'],
    ['{address}', '03'],
    ['{length:be} [ 01 02 03 ]', '0003010203'],
    ['{length:le} [ 01 02 03 ]', '0300010203'],
    ['AA ( 01 02 ) {check:xor8} 55', 'AA01020355'],
    ['( {length} [ 01 {check} ] )', null],
  ])('%s is %s', (frame, expected) => {
    if (expected === null) expect(() => order(frame)).toThrow('inside its own');
    else expect(order(frame)).toBe(expected);
  });

  test('a number too long for its places keeps its last digits; a count stays at the most that can be shown', () => {
    expect(order('{number:digits3} {waiting:digits2}', {}, { ...VALUES, number: 1002, waiting: 250 })).toBe(
      '0000020909',
    );
  });

  test('nothing to show is blank in the way of each format', () => {
    const none = { ...VALUES, number: null, ticket: null };
    expect(order('{number:digits3} {number:ascii2} {number:bcd1} {ticket:ascii2}', {}, none)).toBe('0A0A0A2020FF2020');
  });

  test('text is GB 18030, cut at a whole character', () => {
    const chinese = '请{ticket}号到{window}号窗口';
    expect(new TextDecoder('gb18030').decode(hex(order('{text}', {}, VALUES, chinese) ?? ''))).toBe(
      '请A012号到5号窗口',
    );
    expect(new TextDecoder('gb18030').decode(hex(order('{text:8}', {}, VALUES, chinese) ?? ''))).toBe('请A012号');
    expect(new TextDecoder('gb18030').decode(hex(order('{text:7}', {}, VALUES, chinese) ?? ''))).toBe('请A012 ');
  });
});

describe('what is wrong with a table is told with its place', () => {
  test.each([
    [{ orders: { show: 'FF {numbr:digits3}' } }, 'orders.show: "{numbr:digits3}": known are'],
    [{ orders: { show: 'FF {number:digits}' } }, 'orders.show: "{number:digits}": write e.g. {number:byte}'],
    [{ orders: { show: 'FF ??' } }, 'orders.show: is sent, so every byte must be known'],
    [{ orders: { show: 'FFF' } }, 'orders.show: "FFF" is neither a byte'],
    [{ orders: { show: '' } }, 'orders.show: is empty'],
    [{ orders: { shout: 'FF' } }, 'orders'],
    [{ orders: { show: { frame: 'FF {text}', text: '{nummer}' } } }, 'orders.show.text: "{nummer}": known are'],
    [{ events: [{ frame: 'FF * 16', event: 'call' }] }, 'events.0.frame: has * outside of [ ]'],
    [{ events: [{ frame: 'FF {length} 16', event: 'call' }] }, 'events.0.frame: has {length} but no [ ]'],
    [{ events: [{ frame: 'FF [ 16 ]', event: 'call' }] }, 'events.0.frame: has [ ] but no {length}'],
    [{ events: [{ frame: 'FF {check}', event: 'call' }] }, 'events.0.frame: has {check} but no ( )'],
    [{ events: [{ frame: '?? ??', event: 'call' }] }, 'events.0.frame: has no fixed byte'],
    [{ events: [{ frame: 'FF {number:byte}', event: 'call' }] }, 'events.0.frame: is received'],
    [{ events: [{ frame: 'FF (', event: 'call' }] }, 'events.0.frame: "(" is not closed'],
    [{ events: [{ frame: 'FF', event: 'cal' }] }, 'events.0.event'],
    [{ events: [{ frame: 'FF', event: 'call', level: 3 }] }, 'events.0.level: only "rate" has a level'],
    [{ events: [{ frame: 'FF', event: 'call', ack: 'GG' }] }, 'events.0.ack: "GG" is neither'],
    [{ events: [], poll: { frame: 'FF' } }, 'poll: needs an event'],
    [{ checksum: 'crc32', orders: { show: 'FF' } }, 'checksum'],
    [{ evnts: [] }, 'evnts: unknown key'],
    [{}, '(file): no events and no orders'],
  ])('%j: %s', (file, words) => {
    const result = parseFrameTable({ name: 'test', ...file });
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? '' : result.problems.join('\n')).toContain(words);
  });
});

describe('a stream of bytes', () => {
  const five = table(JSON.parse(readFileSync(join(process.cwd(), 'docs/frame-tables/five-key-pad.json'), 'utf8')));
  // LENGTH counts ADDR, CMD and DATA; CRC over LENGTH to DATA. Computed by hand from the published CRC.
  const key = (n: number, address = 3) => {
    const body = Uint8Array.of(3, address, 0x31, n);
    return Uint8Array.of(0xaa, 0x55, ...body, ...checkOf('crc16-modbus', body));
  };

  test('a rating, its level, and its acknowledgement', () => {
    const [frame] = new TableDecoder(five, 3).push(key(2));
    if (frame?.kind !== 'event') throw new Error('no event');
    expect(frame.row).toMatchObject({ event: 'rate', level: 4 });
    const ack = encodeAck(five, 3, frame.row, frame.bytes);
    expect(text(ack)?.slice(0, 12)).toBe('AA550303B100');
  });

  test('another address is somebody else, not noise; a wrong checksum is noise', () => {
    const decoder = new TableDecoder(five, 3);
    expect(names(decoder.push(key(1, 4)))).toEqual(['others']);
    const spoilt = key(1);
    spoilt[6] = (spoilt[6] as number) ^ 1;
    expect(names([...decoder.push(spoilt), ...decoder.quiet()])).toEqual(['unknown']);
  });

  test('frames are found whole whatever pieces and noise they come in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ n: fc.integer({ min: 1, max: 5 }), noise: fc.uint8Array({ maxLength: 6 }) }), {
          maxLength: 8,
        }),
        fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
        (parts, sizes) => {
          // Noise that begins like a frame may take the beginning of the next with it until the line is quiet.
          const clean = parts.map((part) => ({ ...part, noise: part.noise.filter((byte) => byte !== 0xaa) }));
          const bytes = clean.flatMap(({ n, noise }) => [...noise, ...key(n)]);
          const decoder = new TableDecoder(five, 3);
          const found: Incoming[] = [];
          for (let at = 0; at < bytes.length; ) {
            const size = sizes.next().value ?? 1;
            found.push(...decoder.push(Uint8Array.from(bytes.slice(at, at + size))));
            at += size;
          }
          const levels = found.flatMap((frame) => (frame.kind === 'event' ? [frame.row.level] : []));
          expect(levels).toEqual(clean.map(({ n }) => 6 - n));
          const given = found.reduce((all, frame) => all + frame.bytes.length, 0) + decoder.pending;
          expect(given).toBe(bytes.length);
        },
      ),
    );
  });

  test('no bytes break it, and none are kept for ever', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), (pieces) => {
        const decoder = new TableDecoder(five, 3);
        for (const piece of pieces) decoder.push(piece);
        decoder.quiet();
        expect(decoder.pending).toBe(0);
      }),
    );
  });
});

test('the tables in the documentation are right', () => {
  const folder = join(process.cwd(), 'docs/frame-tables');
  for (const file of readdirSync(folder)) {
    expect({ file, ...parseFrameTable(JSON.parse(readFileSync(join(folder, file), 'utf8'))) }).toMatchObject({
      ok: true,
    });
  }
});
