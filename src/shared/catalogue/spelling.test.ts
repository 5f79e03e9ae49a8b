import { describe, expect, test } from 'vitest';
import { spell } from './pinyin.ts';
import { reachOfLetters, startsAlmostWith } from './spelling.ts';

describe('letters along syllables', () => {
  test.each([
    ['shiyedengji', 'whole'],
    ['sydj', 'whole'],
    ['shydj', 'whole'],
    ['shiyd', 'start'],
    ['shiyeden', 'start'],
    ['s', 'start'],
    ['dj', 'inside'],
    ['dengj', 'inside'],
    ['d', null],
    ['hiye', null],
    ['sydjx', null],
  ] as const)('%s reaches %s', (letters, reach) => {
    expect(reachOfLetters(letters, ['shi', 'ye', 'deng', 'ji'])).toBe(reach);
  });

  test('takes the split that works: xian is 西安 too', () => {
    expect(reachOfLetters('xian', ['xi', 'an'])).toBe('whole');
    expect(reachOfLetters('xian', ['xian'])).toBe('whole');
  });

  test('a long run of one letter ends', () => {
    expect(reachOfLetters('s'.repeat(40), Array(39).fill('s'))).toBe(null);
  });
});

test.each([
  ['gaoling', 'gaoling', true],
  ['gaoling', 'gaolinh', true],
  ['gaoling', 'goling', true],
  ['gaoling', 'gaooling', true],
  ['gaoling', 'goaling', true],
  ['gaoling', 'gaxlixg', false],
  ['gao', 'gaoling', false],
])('%s almost starts with %s: %s', (text, typed, expected) => {
  expect(startsAlmostWith(text, typed)).toBe(expected);
});

test('spells one syllable per character, ü as v, digits and letters as they are', () => {
  expect(spell('重度残疾女4a')).toEqual(['zhong', 'du', 'can', 'ji', 'nv', '4', 'a']);
  expect(spell('参保调档')).toEqual(['can', 'bao', 'diao', 'dang']);
});
