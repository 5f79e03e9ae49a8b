import { describe, expect, it } from 'vitest';
import { KINDS } from '../intent/registry.ts';
import { intentText } from './intent.ts';

describe('words for intents', () => {
  it.each(Object.keys(KINDS))('%s reads as a sentence with and without its values', (kind) => {
    const full = { number: 'A012', window: 5, queue: 'Q', to: 'B', clerk: 'C', reason: 'R', place: 'P' };
    for (const params of [full, {}]) {
      const zh = intentText('zh-CN', kind, params);
      const en = intentText('en', kind, params);
      expect(zh).not.toMatch(/[{}[\]]/);
      expect(en).not.toMatch(/[{}[\]]/);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('leaves out what is not known, and nothing else', () => {
    expect(intentText('zh-CN', 'ticket.take', { number: 'A012' })).toBe('叫 A012');
    expect(intentText('zh-CN', 'ticket.take', { number: 'A012', window: 5, reason: '持号人在窗口前' })).toBe(
      '5 号窗口叫 A012：持号人在窗口前',
    );
    expect(intentText('zh-CN', 'ticket.transfer', { number: 'A012', to: '3' })).toBe('转出 A012 到 3 号窗口');
    expect(intentText('zh-CN', 'ticket.transfer', { number: 'A012', to: '民政' })).toBe('转出 A012 到民政');
    expect(intentText('en', 'ticket.start', { number: 'A012' })).toBe('Began A012');
  });

  it('names a kind it does not know', () => {
    expect(intentText('zh-CN', 'case.unheard', {})).toBe('其他操作（case.unheard）');
  });
});
