import { expect, test } from 'vitest';
import { isFinal, type SpoolState, type SpoolStep, spoolStates, transition } from './transitions.ts';

const steps: readonly SpoolStep[] = [
  'send',
  'printed',
  'not-sent',
  'unknown',
  'crashed',
  'expire',
  'cancel',
  'resolve-printed',
  'resolve-reprint',
];

const allowed: Readonly<Record<string, SpoolState>> = {
  'queued send': 'sending',
  'queued expire': 'expired',
  'queued cancel': 'failed',
  'sending printed': 'printed',
  'sending not-sent': 'queued',
  'sending unknown': 'unknown',
  'sending crashed': 'unknown',
  'unknown resolve-printed': 'printed',
  'unknown resolve-reprint': 'failed',
};

test.each(spoolStates.flatMap((state) => steps.map((step) => [state, step] as const)))('%s, %s', (state, step) => {
  expect(transition(state, step)).toBe(allowed[`${state} ${step}`] ?? null);
});

test('what is uncertain never goes back to the queue', () => {
  for (const step of steps) expect(transition('unknown', step)).not.toBe('queued');
});

test('final states', () => {
  expect(spoolStates.filter(isFinal)).toEqual(['printed', 'failed', 'expired']);
});
