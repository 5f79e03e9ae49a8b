import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChildEvents, StartChild } from './child.ts';
import { CODE_SILENT_EXIT, ServiceProcess, type ServiceState } from './service-process.ts';

/** Each start's events, and what was asked of it. */
interface Started extends ChildEvents {
  readonly asked: string[];
}

let started: Started[];
let states: string[];
let service: ServiceProcess;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  started = [];
  states = [];
  const start: StartChild = (_plan, events) => {
    const asked: string[] = [];
    started.push({ ...events, asked });
    return {
      connect: () => void asked.push('connect'),
      stop: () => void asked.push('stop'),
      kill: () => void asked.push('kill'),
    };
  };
  service = new ServiceProcess({ name: 'stub', entry: 'stub.cjs', args: [] }, start);
  service.onState((state: ServiceState) => states.push(state.state));
  service.start();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const last = () => started.at(-1) as Started;
const ready = () => last().message({ type: 'ready', info: {} });
const fatal = () => {
  last().message({ type: 'fatal', code: 'database', message: '数据库打不开' });
  last().exit(78);
};

test('waits longer after each failure, at most five seconds', () => {
  const waits: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    ready();
    last().exit(1);
    const before = started.length;
    let waited = 0;
    while (started.length === before) {
      vi.advanceTimersByTime(100);
      waited += 100;
    }
    waits.push(waited);
  }
  expect(waits).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
});

test('starts counting anew once it has served for a while', () => {
  for (let round = 0; round < 3; round += 1) {
    ready();
    vi.advanceTimersByTime(11_000);
    last().exit(1);
    const before = started.length;
    vi.advanceTimersByTime(200);
    expect(started.length).toBe(before + 1);
  }
});

test('believes a fatal when it is said twice, then tries only every half minute, and is well again when it serves', () => {
  fatal();
  expect(states.at(-1)).toBe('restarting');
  vi.advanceTimersByTime(200);
  fatal();
  expect(service.state).toEqual({ state: 'failed', code: 'database', message: '数据库打不开' });
  vi.advanceTimersByTime(29_000);
  expect(started.length).toBe(2);
  vi.advanceTimersByTime(1_000);
  expect(started.length).toBe(3);
  expect(service.state.state).toBe('failed'); // the words stay until it really serves
  ready();
  expect(service.state.state).toBe('running');
});

test('a service that ends before it ever serves, without a word, is said to have failed', () => {
  for (let round = 0; round < 5; round += 1) {
    last().exit(null);
    vi.advanceTimersByTime(5_000);
  }
  expect(service.state).toEqual({ state: 'failed', code: CODE_SILENT_EXIT, message: '' });
});

test('asks for a tidy end, and uses force only when that takes too long', async () => {
  ready();
  const stopped = service.stop();
  expect(last().asked).toEqual(['stop']);
  vi.advanceTimersByTime(5_000);
  expect(last().asked).toEqual(['stop', 'kill']);
  last().exit(null);
  await stopped;
  vi.advanceTimersByTime(60_000);
  expect(started.length).toBe(1);
  expect(service.state.state).toBe('stopped');
});

test('a start while the old one is still ending waits for it', async () => {
  ready();
  const stopped = service.stop();
  service.start();
  expect(started.length).toBe(1);
  last().exit(0);
  await stopped;
  await vi.advanceTimersByTimeAsync(0);
  expect(started.length).toBe(2);
});

test('hands a window over only while it serves', () => {
  const port = {} as Parameters<ServiceProcess['connect']>[0];
  expect(service.connect(port, 'counter')).toBe(false);
  ready();
  expect(service.connect(port, 'counter')).toBe(true);
  last().exit(1);
  expect(service.connect(port, 'counter')).toBe(false);
});
