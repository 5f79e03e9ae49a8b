import { expect, test } from 'vitest';
import { type MissingGlyphs, withMissing } from './missing-glyphs.ts';

test('each character is listed once, the newest first, with how often it stood as 〓', () => {
  const first = withMissing([], ['🙂', '𰻞'], 1);
  expect(withMissing(first, ['𰻞'], 2)).toEqual([
    { char: '𰻞', times: 2, at: 2 },
    { char: '🙂', times: 1, at: 1 },
  ]);
});

test('the list does not grow without end', () => {
  let list: MissingGlyphs = [];
  for (let at = 0; at < 500; at += 1) list = withMissing(list, [String.fromCodePoint(0x30000 + at)], at);
  expect(list).toHaveLength(50);
  expect(list[0]).toMatchObject({ char: String.fromCodePoint(0x30000 + 499) });
});
