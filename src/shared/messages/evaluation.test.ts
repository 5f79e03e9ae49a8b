import { describe, expect, it } from 'vitest';
import { LEVELS, REASONS } from '../evaluation/types.ts';
import { evaluationMessages, levelKey, reasonKey } from './evaluation.ts';

describe('the words of 好差评', () => {
  it('name every level', () => {
    const zh = evaluationMessages.in('zh-CN');
    expect(LEVELS.map((level) => zh(levelKey(level)))).toEqual([
      '非常满意',
      '满意',
      '基本满意',
      '不满意',
      '非常不满意',
    ]);
  });

  it('name every reason code in force, and no retired one', () => {
    const codes = LEVELS.flatMap((level) => REASONS[level]);
    expect(codes).toHaveLength(40);
    expect(codes.filter((code) => reasonKey(code) === null)).toEqual([]);
    const worded = evaluationMessages.keys.filter((key) => key.startsWith('reason')).map((key) => key.slice(6));
    expect(worded.toSorted()).toEqual(codes.toSorted());
    expect(reasonKey('501')).toBeNull();
  });

  it('say each reason differently in both languages', () => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const say = evaluationMessages.in(locale);
      const words = evaluationMessages.keys.map((key) => say(key));
      expect(new Set(words).size).toBe(words.length);
    }
  });
});
