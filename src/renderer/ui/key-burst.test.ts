import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BETWEEN_MS, KeyBurst } from './key-burst.ts';

/** Runs keys with their pauses; gives what reached the page as typed, and what was scanned. */
function run(keys: readonly { key: string; after: number; plain?: boolean }[]) {
  const burst = new KeyBurst();
  const typed: string[] = [];
  const scans: string[] = [];
  let at = 0;
  const silence = () => {
    const verdict = burst.silence();
    if (verdict.kind === 'scan') scans.push(verdict.text);
    else typed.push(...verdict.typed);
  };
  for (const { key, after, plain = true } of keys) {
    if (after > BETWEEN_MS) silence();
    at += after;
    const verdict = burst.key(key, plain, at);
    if (verdict.kind === 'scan') scans.push(verdict.text);
    else typed.push(...verdict.typed, ...(verdict.kind === 'pass' && key !== 'Shift' ? [key] : []));
  }
  silence();
  return { typed: typed.join(''), scans };
}

const keys = (text: string, after: number) => [...text].map((key) => ({ key, after }));

test('a code with its Enter is a scan, and nothing of it is typed', () => {
  expect(run([...keys('OW1:hall:70991548', 8), { key: 'Enter', after: 8 }])).toEqual({
    typed: '',
    scans: ['OW1:hall:70991548'],
  });
});

test('a scanner’s Shift does not break its code', () => {
  expect(run([{ key: 'Shift', after: 90 }, ...keys('A', 5), ...keys('012', 5), { key: 'Enter', after: 5 }])).toEqual({
    typed: '',
    scans: ['A012'],
  });
});

test('a code without an end is a scan too', () => {
  expect(run(keys('70991548', 8))).toEqual({ typed: '', scans: ['70991548'] });
});

test('what a person typed before the scan stays typed', () => {
  expect(
    run([...keys('abc', 120), ...keys('A012', 120).slice(0, 1), ...keys('012', 4), { key: 'Enter', after: 4 }]),
  ).toEqual({
    typed: 'abc',
    scans: ['A012'],
  });
});

test('a person’s keys all arrive, in order, however unevenly they are typed', () => {
  const human = fc.array(
    fc.record({
      key: fc.constantFrom('a', 'b', '1', ' ', 'Backspace', 'Enter'),
      after: fc.integer({ min: 36, max: 400 }),
    }),
  );
  fc.assert(
    fc.property(human, (typing) => {
      expect(run(typing)).toEqual({ typed: typing.map(({ key }) => key).join(''), scans: [] });
    }),
  );
});

test('two keys pressed together, and a short word with Enter, are a person’s', () => {
  expect(run([...keys('ab', 10), { key: 'Enter', after: 10 }])).toEqual({ typed: 'abEnter', scans: [] });
});

test('keys of an input method and with Ctrl are never held', () => {
  expect(
    run([
      { key: 'Process', after: 100, plain: false },
      { key: 'a', after: 5, plain: false },
    ]),
  ).toEqual({
    typed: 'Processa',
    scans: [],
  });
});
