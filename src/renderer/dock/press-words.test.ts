import { expect, test } from 'vitest';
import type { DockKeypad } from '../../shared/protocol/demo-contract.ts';
import { pressWords } from './press-words.ts';

const press = (kind: 'keypad' | 'evaluator', parts: Partial<NonNullable<DockKeypad['lastPress']>>) => {
  const lastPress = {
    id: 1,
    key: 'call' as const,
    frame: '',
    sent: true,
    state: 'answered' as const,
    beeped: false,
    asked: true,
    ...parts,
  };
  return pressWords({ kind, lastPress }).words;
};

test.each([
  ['a key that was heard', press('keypad', {}), 'press-answered'],
  ['a key that came to nothing', press('keypad', { beeped: true }), 'press-refused'],
  ['a key nobody heard', press('keypad', { state: 'unanswered' }), 'press-unanswered'],
  ['a key on a line that is cut', press('keypad', { state: 'unanswered', sent: false }), 'press-alone'],
  ['an answer that was kept', press('evaluator', {}), 'press-kept'],
  ['an answer nobody asked for', press('evaluator', { state: 'unanswered', asked: false }), 'press-not-asked'],
  ['an answer that was lost', press('evaluator', { state: 'unanswered' }), 'press-unanswered'],
  ['a press on its way', press('evaluator', { state: 'waiting' }), 'press-waiting'],
])('%s says what became of it', (_what, words, expected) => {
  expect(words).toBe(expected);
});
