import { expect, test } from 'vitest';
import { unreachableText } from './link.ts';

test('why no connection stands is said in words, also where the network says something new', () => {
  expect(unreachableText('zh-CN', 'name-unknown')).toContain('地址查不到');
  expect(unreachableText('zh-CN', 'http-404')).toContain('应答的不是大厅');
  expect(unreachableText('zh-CN', 'ESOMETHING')).toBe('正在重连。');
  expect(unreachableText('zh-CN', null)).toBeNull();
});
