import iconv from 'iconv-lite';

/** What an order may show. Null: nothing is there to show, e.g. no ticket at the window. */
export interface OrderValues {
  /** The ticket's number without its prefix: 12 of `A012`. */
  readonly number: number | null;
  /** The whole number as printed. */
  readonly ticket: string | null;
  /** People waiting for this window. */
  readonly waiting: number | null;
  /** The window's number. */
  readonly window: number;
  /** Stars, or the level of a rating. */
  readonly level: number | null;
}

type NumberName = 'number' | 'waiting' | 'window' | 'level';

/**
 * | `byte`     | one byte, at most 255                                                        |
 * | `digits3`  | a byte 00–09 for each digit, leading zeros; the table's blank when there is none |
 * | `blank3`   | the same with blanks for leading zeros                                       |
 * | `ascii3`   | digits as characters, leading zeros; spaces when there is none                 |
 * | `bcd2`     | two digits in each byte; FF when there is none                                 |
 * `{ticket:ascii6}`: characters, spaces behind. `{text}`: the order's text in GB 18030, `{text:16}` in 16 bytes.
 */
export type ValueToken =
  | { name: NumberName; format: 'byte' | 'digits' | 'blank' | 'ascii' | 'bcd'; size: number }
  | { name: 'ticket'; size: number }
  | { name: 'text'; size: number | null };

const numberNames: readonly string[] = ['number', 'waiting', 'window', 'level'] satisfies NumberName[];
const LONGEST = 64;

/** The token inside `{…}`, or what is wrong with it. */
export function parseValue(inner: string): ValueToken | string {
  const [name = '', format = '', ...more] = inner.split(':');
  if (more.length > 0) return `"{${inner}}": more than one ":"`;
  if (name === 'text') {
    if (format === '') return { name, size: null };
    const size = sizeOf(format);
    return size === null ? `"{${inner}}": write {text} or {text:BYTES}, at most ${LONGEST}` : { name, size };
  }
  if (name === 'ticket') {
    const size = sizeOf(/^ascii(\d+)$/.exec(format)?.[1] ?? '');
    return size === null ? `"{${inner}}": write e.g. {ticket:ascii6}` : { name, size };
  }
  if (!numberNames.includes(name)) {
    return `"{${inner}}": known are address, length, check, ${numberNames.join(', ')}, ticket and text`;
  }
  if (format === 'byte') return { name: name as NumberName, format, size: 1 };
  const match = /^(digits|blank|ascii|bcd)(\d+)$/.exec(format);
  const size = sizeOf(match?.[2] ?? '');
  if (!match || size === null) {
    return `"{${inner}}": write e.g. {${name}:byte}, {${name}:digits3}, {${name}:blank3}, {${name}:ascii3} or {${name}:bcd2}`;
  }
  return { name: name as NumberName, format: match[1] as 'digits' | 'blank' | 'ascii' | 'bcd', size };
}

function sizeOf(text: string): number | null {
  const size = Number(text);
  return /^\d+$/.test(text) && size >= 1 && size <= LONGEST ? size : null;
}

/** The bytes of one value. `blank`: the device's byte for an empty place. */
export function valueBytes(token: ValueToken, values: OrderValues, text: string, blank: number): Uint8Array {
  switch (token.name) {
    case 'text':
      return token.size === null ? encode(text) : padded(encode(text), token.size);
    case 'ticket':
      return padded(encode(values.ticket ?? ''), token.size);
    default:
      return numberBytes(token, values[token.name], blank);
  }
}

function numberBytes(
  { name, format, size }: Extract<ValueToken, { format: string }>,
  value: number | null,
  blank: number,
): Uint8Array {
  if (format === 'byte') return Uint8Array.of(Math.min(value ?? 0, 255));
  const places = format === 'bcd' ? size * 2 : size;
  if (value === null) return new Uint8Array(size).fill({ digits: blank, blank, ascii: 0x20, bcd: 0xff }[format]);
  // Of a ticket's number the last digits count; a count of people must not look smaller than it is.
  const shown = name === 'number' ? value % 10 ** places : Math.min(value, 10 ** places - 1);
  const digits = String(shown).padStart(places, format === 'blank' ? ' ' : '0');
  if (format === 'ascii') return encode(digits);
  if (format === 'bcd')
    return Uint8Array.from({ length: size }, (_, at) => Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16));
  return Uint8Array.from(digits, (digit) => (digit === ' ' ? blank : Number(digit)));
}

function encode(text: string): Uint8Array {
  return iconv.encode(text, 'gb18030');
}

/** Cut at a whole character, spaces behind. */
function padded(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size).fill(0x20);
  let end = 0;
  while (end < bytes.length) {
    const next = end + characterBytes(bytes, end);
    if (next > size) break;
    end = next;
  }
  out.set(bytes.subarray(0, end));
  return out;
}

/** GB 18030: a byte above 80 takes the next with it, and two more where that is a digit. */
function characterBytes(bytes: Uint8Array, at: number): number {
  if ((bytes[at] as number) <= 0x80) return 1;
  const second = bytes[at + 1] ?? 0;
  return second >= 0x30 && second <= 0x39 ? 4 : 2;
}
