import { pinyin } from 'pinyin-pro';
import type { Spell } from './spelling.ts';

/**
 * Reads Chinese text as pinyin for `createItemSearch`. In a file of its own because its dictionary is
 * heavy (some 300 kB): a page that may never search loads it when the search opens, `await import('…/pinyin.ts')`.
 */
export const spell: Spell = (text) => pinyin(text, { toneType: 'none', type: 'array', v: true, toneSandhi: false });
