import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSealedLog, SealedLogWriter } from './sealed-log.ts';

const KEY = 'ab'.repeat(32);
const TEXTS = ['第一行', '', 'x'.repeat(5000), '{"seq":4}'];

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealed-log-'));
  file = join(folder, 'log');
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(texts: readonly string[] = TEXTS): Buffer {
  rmSync(file, { force: true });
  const log = new SealedLogWriter(file, KEY);
  for (const text of texts) log.append(text);
  expect(log.size).toBe(readFileSync(file).length);
  log.close();
  return readFileSync(file);
}

test('what was written is read again, and nobody reads it without the key', () => {
  const bytes = written();
  expect(readSealedLog(file, KEY)).toEqual({ texts: TEXTS, whole: true });
  expect(readSealedLog(file, 'cd'.repeat(32))).toBeNull();
  expect(bytes.includes('第一行')).toBe(false);
});

test('two files of the same texts have nothing in common', () => {
  const first = written();
  const second = written();
  expect(first.subarray(40, 80).equals(second.subarray(40, 80))).toBe(false);
});

test('a torn end loses what was torn and says so; nothing before it', () => {
  const bytes = written();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
      writeFileSync(file, bytes);
      truncateSync(file, length);
      const read = readSealedLog(file, KEY);
      if (read === null) return length < 40 + 4 + 16 + Buffer.byteLength('第一行');
      expect(TEXTS.slice(0, read.texts.length)).toEqual(read.texts);
      // Where nothing hints at a text that is gone, the station's own frames must (see the journal copy).
      return read.texts.length < TEXTS.length;
    }),
    { numRuns: 80 },
  );
});

test('a changed byte is noticed wherever it is', () => {
  const bytes = written();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ by;
      writeFileSync(file, changed);
      const read = readSealedLog(file, KEY);
      if (at === 7) return true; // the line feed behind the mark means nothing
      if (read === null) return true;
      expect(TEXTS.slice(0, read.texts.length)).toEqual(read.texts);
      return !read.whole;
    }),
    { numRuns: 120 },
  );
});

test('what comes after the end is not taken for a text', () => {
  written();
  appendFileSync(file, Buffer.alloc(64, 7));
  expect(readSealedLog(file, KEY)).toEqual({ texts: TEXTS, whole: false });
});

test('a file that lacks a text says so', () => {
  const log = new SealedLogWriter(file, KEY);
  log.append('a');
  log.markLacking();
  log.close();
  expect(readSealedLog(file, KEY)).toEqual({ texts: ['a'], whole: false });
});

test('a file is never written over', () => {
  written();
  expect(() => new SealedLogWriter(file, KEY)).toThrow('EEXIST');
});
