import { expect, test } from 'vitest';
import type { JournalLine } from '../../../shared/intent/envelope.ts';
import { ManualClock } from '../devices/fakes/manual-clock.ts';
import type { Runtime } from '../runtime.ts';
import { Answers } from './answers.ts';

const WAIT_MS = 250;
const line = (seq: number) => ({ seq }) as JournalLine;

function waiting() {
  const clock = new ManualClock();
  const given: unknown[] = [];
  let late = 0;
  const answers = new Answers(clock as unknown as Runtime, WAIT_MS, () => {
    late += 1;
  });
  const ask = (seq: number) => void answers.to(line(seq)).then((answer) => given.push(answer));
  return { clock, answers, given, ask, late: () => late };
}

test('whoever asks waits for the hall as long as is set, and not a millisecond longer', async () => {
  const { clock, given, ask, late } = waiting();
  ask(1);
  await clock.advance(WAIT_MS - 1);
  expect(given).toEqual([]);
  await clock.advance(1);
  expect(given).toEqual([{ answered: false }]);
  expect(late()).toBe(1);
});

test('an answer in time ends the wait when it is given; one that comes later is nobody’s', async () => {
  const { clock, answers, given, ask, late } = waiting();
  ask(1);
  ask(2);
  await clock.advance(WAIT_MS - 1);
  answers.settled([line(1)], [{ seq: 1, refusal: { code: 'hall-closed' } }]);
  expect(answers.due).toBe(true);
  answers.give();
  await clock.advance(1);
  expect(given).toEqual([{ answered: true, refusal: { code: 'hall-closed' } }, { answered: false }]);
  answers.settled([line(2)], []);
  expect(answers.due).toBe(false);
  await clock.advance(10 * WAIT_MS);
  expect(late()).toBe(1);
  expect(clock.pending).toBe(0);
});
