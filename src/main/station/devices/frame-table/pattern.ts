/**
 * One frame of a serial device, written down as people read manuals: bytes in hexadecimal with blanks between them.
 *
 * | `16`            | this byte                                            |
 * | `??`            | any byte                                             |
 * | `!11`           | any byte but this                                    |
 * | `*`             | any bytes, as many as `{length}` leaves (events)     |
 * | `{address}`     | the device's address on the line                     |
 * | `[ … ]`         | what `{length}` counts                               |
 * | `( … )`         | what `{check}` is computed over                      |
 * | `{length}`      | one byte; `{length:be}`, `{length:le}` two           |
 * | `{check}`       | the table's checksum; `{check:xor8}` another kind    |
 * | `{number:digits3}` … | a value (orders), see `values.ts`               |
 */
import { CHECK_KINDS, type CheckKind } from './checksum.ts';
import { parseValue, type ValueToken } from './values.ts';

export type Token =
  | { kind: 'byte'; value: number }
  | { kind: 'any' }
  | { kind: 'but'; value: number }
  | { kind: 'star' }
  | { kind: 'address' }
  | { kind: 'length'; bytes: 1 | 2; order: 'be' | 'le' }
  | { kind: 'check'; check: CheckKind }
  | { kind: 'value'; value: ValueToken };

/** Places count tokens: `from` is the first inside, `to` the first behind. */
interface Region {
  readonly from: number;
  readonly to: number;
}

export interface Pattern {
  readonly tokens: readonly Token[];
  readonly counted: Region | null;
  readonly checked: Region | null;
}

export type PatternResult = { ok: true; pattern: Pattern } | { ok: false; problem: string };

export function parsePattern(text: string, use: 'event' | 'order', tableCheck: CheckKind): PatternResult {
  const tokens: Token[] = [];
  const regions: Record<'[' | '(', { from: number | null; to: number | null }> = {
    '[': { from: null, to: null },
    '(': { from: null, to: null },
  };
  // Brackets may stand close to what they enclose.
  for (const word of text
    .replace(/[[\]()]/g, ' $& ')
    .split(/\s+/)
    .filter(Boolean)) {
    if (word === '[' || word === '(') {
      if (regions[word].from !== null) return wrong(`a second "${word}"`);
      regions[word].from = tokens.length;
    } else if (word === ']' || word === ')') {
      const region = regions[word === ']' ? '[' : '('];
      if (region.from === null || region.to !== null) return wrong(`"${word}" without its beginning`);
      region.to = tokens.length;
    } else {
      const token = parseToken(word, tableCheck);
      if (typeof token === 'string') return wrong(token);
      tokens.push(token);
    }
  }
  for (const [open, { from, to }] of Object.entries(regions)) {
    if (from !== null && to === null) return wrong(`"${open}" is not closed`);
  }
  const region = (name: '[' | '('): Region | null => {
    const { from, to } = regions[name];
    return from === null || to === null ? null : { from, to };
  };
  const pattern = { tokens, counted: region('['), checked: region('(') };
  const problem = inconsistency(pattern, use);
  return problem === null ? { ok: true, pattern } : wrong(problem);
}

function parseToken(word: string, tableCheck: CheckKind): Token | string {
  if (/^[0-9a-f]{2}$/i.test(word)) return { kind: 'byte', value: Number.parseInt(word, 16) };
  if (/^![0-9a-f]{2}$/i.test(word)) return { kind: 'but', value: Number.parseInt(word.slice(1), 16) };
  switch (word) {
    case '??':
      return { kind: 'any' };
    case '*':
      return { kind: 'star' };
    case '{address}':
      return { kind: 'address' };
    case '{length}':
      return { kind: 'length', bytes: 1, order: 'be' };
    case '{length:be}':
      return { kind: 'length', bytes: 2, order: 'be' };
    case '{length:le}':
      return { kind: 'length', bytes: 2, order: 'le' };
    case '{check}':
      return { kind: 'check', check: tableCheck };
  }
  const check = /^\{check:(.*)\}$/.exec(word)?.[1];
  if (check !== undefined) {
    const kind = CHECK_KINDS.find((each) => each === check);
    return kind ? { kind: 'check', check: kind } : `"${word}": checksums are ${CHECK_KINDS.join(', ')}`;
  }
  const inner = /^\{(.*)\}$/.exec(word)?.[1];
  if (inner === undefined) return `"${word}" is neither a byte such as 0A nor one of ?? !11 * [ ] ( ) {…}`;
  const value = parseValue(inner);
  return typeof value === 'string' ? value : { kind: 'value', value };
}

function inconsistency({ tokens, counted, checked }: Pattern, use: 'event' | 'order'): string | null {
  if (tokens.length === 0) return 'is empty';
  const count = (kind: Token['kind']) => tokens.filter((token) => token.kind === kind).length;
  if (count('star') > 1) return 'has more than one *';
  if (count('check') > 1) return 'has more than one {check}';
  if (count('length') > 0 && !counted) return 'has {length} but no [ ] around what it counts';
  if (counted && count('length') === 0) return 'has [ ] but no {length}';
  if (count('check') > 0 && !checked) return 'has {check} but no ( ) around what it is computed over';
  if (checked && count('check') === 0) return 'has ( ) but no {check}';
  const inside = (region: Region | null, kind: Token['kind']) =>
    region !== null && tokens.slice(region.from, region.to).some((token) => token.kind === kind);
  if (inside(checked, 'check')) return 'has {check} inside its own ( )';
  if (use === 'order') {
    if (count('any') + count('but') + count('star') > 0) return 'is sent, so every byte must be known: no ??, ! or *';
    return null;
  }
  if (count('value') > 0) return 'is received: {number}, {text} and the like stand in what is sent only';
  if (count('star') === 1) {
    const star = tokens.findIndex((token) => token.kind === 'star');
    if (!counted || star < counted.from || star >= counted.to)
      return 'has * outside of [ ]: nothing says how long it is';
    if (tokens.findIndex((token) => token.kind === 'length') > star) return 'has * before {length}';
  }
  if (!tokens.some((token) => token.kind === 'byte')) return 'has no fixed byte: it would match anything';
  return null;
}

function wrong(problem: string): PatternResult {
  return { ok: false, problem };
}
