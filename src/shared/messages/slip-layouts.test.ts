import { expect, it } from 'vitest';
import { SLIP_KINDS } from '../paper/sample.ts';
import { layoutPlace } from './slip-layouts.ts';

it('every place and block of a layout has words in both languages, so that no keeper reads a name of the file format', () => {
  for (const kind of Object.values(SLIP_KINDS)) {
    for (const name of [...kind.fields, ...kind.blocks]) {
      expect(layoutPlace(name, 'zh-CN')).toMatch(/\p{Script=Han}/u);
      expect(layoutPlace(name, 'en')).not.toMatch(/\p{Script=Han}/u);
    }
  }
  expect(layoutPlace('ofANewerHall', 'en')).toBe('ofANewerHall');
});
