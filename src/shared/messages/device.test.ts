import { expect, test } from 'vitest';
import { deviceCodes } from '../device/health.ts';
import { deviceMessages } from './device.ts';

test('every reason has words for the citizen and the keeper, in both languages', () => {
  expect(deviceMessages.keys).toHaveLength(deviceCodes.length * 2);
  for (const code of deviceCodes) {
    for (const reader of ['citizen', 'keeper'] as const) {
      for (const locale of ['zh-CN', 'en'] as const) {
        expect(deviceMessages.in(locale)(`${code}.${reader}`).length).toBeGreaterThan(2);
      }
    }
  }
});
