import { checkBytes, checkOf } from './checksum.ts';
import type { Pattern, Token } from './pattern.ts';
import { type OrderValues, valueBytes } from './values.ts';

/** `mine` is false for a well-formed frame of another address on the same line. */
export type Match = { kind: 'match'; length: number; mine: boolean } | { kind: 'no' } | { kind: 'incomplete' };

const NO: Match = { kind: 'no' };
/** No frame of a keypad or panel is longer. */
export const LONGEST_FRAME = 512;

/** Whether the bytes begin with a frame of this pattern. */
export function matchPattern(pattern: Pattern, bytes: Uint8Array, address: number): Match {
  const places: number[] = [];
  let at = 0;
  let mine = true;
  let length: number | null = null;
  for (const token of pattern.tokens) {
    places.push(at);
    const size = token.kind === 'star' ? starSize(pattern, length) : sizeOf(token);
    if (size === null || size < 0 || at + size > LONGEST_FRAME) return NO;
    // What is there already must fit, so that noise is not waited on.
    if (at + size > bytes.length) return { kind: 'incomplete' };
    const byte = bytes[at] as number;
    switch (token.kind) {
      case 'byte':
        if (byte !== token.value) return NO;
        break;
      case 'but':
        if (byte === token.value) return NO;
        break;
      case 'address':
        mine &&= byte === address;
        break;
      case 'length': {
        const said = token.bytes === 1 ? byte : readTwo(bytes, at, token.order);
        if (length !== null && said !== length) return NO;
        length = said;
        if (!hasStar(pattern) && said !== countedSize(pattern)) return NO;
        break;
      }
      case 'any':
      case 'star':
      case 'check':
      case 'value':
        break;
    }
    at += size;
  }
  places.push(at);
  return checkFits(pattern, bytes, places) ? { kind: 'match', length: at, mine } : NO;
}

function checkFits({ tokens, checked }: Pattern, bytes: Uint8Array, places: readonly number[]): boolean {
  const index = tokens.findIndex((token) => token.kind === 'check');
  const token = tokens[index];
  if (token?.kind !== 'check' || !checked) return true;
  const wanted = checkOf(token.check, bytes.subarray(places[checked.from], places[checked.to]));
  const place = places[index] as number;
  return wanted.every((byte, offset) => bytes[place + offset] === byte);
}

/** The bytes of an order; also of an acknowledgement, which has an address and no values. */
export function buildFrame(
  pattern: Pattern,
  context: { address: number; blank: number; values: OrderValues; text: string },
): Uint8Array {
  const parts = pattern.tokens.map((token) => fixedBytes(token, context));
  const join = (from: number, to: number) => Uint8Array.from(parts.slice(from, to).flatMap((part) => [...part]));
  const { counted, checked } = pattern;
  if (counted) {
    const size = parts.slice(counted.from, counted.to).reduce((all, part) => all + part.length, 0);
    pattern.tokens.forEach((token, index) => {
      if (token.kind === 'length') parts[index] = writeLength(size, token);
    });
  }
  pattern.tokens.forEach((token, index) => {
    if (token.kind === 'check' && checked) parts[index] = checkOf(token.check, join(checked.from, checked.to));
  });
  return join(0, parts.length);
}

function fixedBytes(token: Token, context: Parameters<typeof buildFrame>[1]): Uint8Array {
  switch (token.kind) {
    case 'byte':
      return Uint8Array.of(token.value);
    case 'address':
      return Uint8Array.of(context.address);
    case 'value':
      return valueBytes(token.value, context.values, context.text, context.blank);
    case 'length':
    case 'check':
      return new Uint8Array(sizeOf(token)); // filled in when the rest stands
    case 'any':
    case 'but':
    case 'star':
      throw new Error(`an order has no ${token.kind}`); // parsePattern refuses it
  }
}

function writeLength(size: number, token: Extract<Token, { kind: 'length' }>): Uint8Array {
  if (token.bytes === 1) return Uint8Array.of(size & 0xff);
  return token.order === 'be' ? Uint8Array.of(size >> 8, size & 0xff) : Uint8Array.of(size & 0xff, size >> 8);
}

function readTwo(bytes: Uint8Array, at: number, order: 'be' | 'le'): number {
  const [first, second] = [bytes[at] as number, bytes[at + 1] as number];
  return order === 'be' ? (first << 8) | second : (second << 8) | first;
}

function sizeOf(token: Token): number {
  if (token.kind === 'check') return checkBytes(token.check);
  return token.kind === 'length' ? token.bytes : 1;
}

function hasStar({ tokens }: Pattern): boolean {
  return tokens.some((token) => token.kind === 'star');
}

/** Bytes that `{length}` counts beside the star's. */
function countedSize({ tokens, counted }: Pattern): number {
  return tokens
    .slice(counted?.from ?? 0, counted?.to ?? 0)
    .reduce((all, token) => all + (token.kind === 'star' ? 0 : sizeOf(token)), 0);
}

function starSize(pattern: Pattern, length: number | null): number | null {
  return length === null ? null : length - countedSize(pattern);
}
