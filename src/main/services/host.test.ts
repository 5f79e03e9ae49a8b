import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FromService, ToService } from './messages.ts';

/** A service under plain Node, driven by hand in the shell's place. */
const dir = mkdtempSync(join(tmpdir(), 'onewindow-host-'));
const entry = join(dir, 'service.ts');

beforeAll(() => {
  writeFileSync(
    entry,
    `import { serviceHost } from ${JSON.stringify(join(import.meta.dirname, 'host.ts'))};
     const host = serviceHost();
     if (process.argv[2] === 'fatal') await host.fatal('config', '配置有误');
     host.onStop(() => { if (process.argv[2] === 'untidy') throw new Error('untidy'); });
     host.ready({ attached: host.attached });
     // Late on purpose: windows that came before must not be lost.
     setImmediate(() => host.onConnect((port, role) => {
       port.on('message', (event) => port.postMessage({ role, said: event?.data }));
       port.on('close', () => host.ready({ closed: role }));
     }));`,
  );
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function start(...args: string[]) {
  const child = fork(entry, args, {
    serialization: 'advanced',
    execArgv: ['--no-warnings'],
    env: { ...process.env, ONEWINDOW_SERVICE: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const heard: FromService[] = [];
  const waiting = new Set<() => void>();
  child.on('message', (message) => {
    heard.push(message as FromService);
    for (const wake of waiting) wake();
  });
  return {
    child,
    say: (message: ToService) => child.send(message),
    exit: new Promise<number | null>((resolve) => child.once('exit', resolve)),
    async hears(count: number): Promise<FromService> {
      while (heard.length < count) await new Promise<void>((resolve) => waiting.add(resolve));
      return heard[count - 1] as FromService;
    },
  };
}

test('carries a window’s words, from before it listened, until the window is gone', async () => {
  const service = start();
  service.say({ type: 'connect', portId: 'p1', role: 'counter' });
  service.say({ type: 'port', portId: 'p1', data: new Uint8Array([1, 2]) });
  expect(await service.hears(1)).toEqual({ type: 'ready', info: { attached: true } });
  const answer = { role: 'counter', said: new Uint8Array([1, 2]) };
  expect(await service.hears(2)).toMatchObject({ type: 'port', portId: 'p1', data: answer });
  service.say({ type: 'port-close', portId: 'p1' });
  expect(await service.hears(3)).toEqual({ type: 'ready', info: { closed: 'counter' } });
  service.say({ type: 'stop' });
  expect(await service.exit).toBe(0);
});

test('says a fatal in words and ends with the code that means it', async () => {
  const service = start('fatal');
  expect(await service.hears(1)).toEqual({ type: 'fatal', code: 'config', message: '配置有误' });
  expect(await service.exit).toBe(78);
});

test('does not outlive its shell', async () => {
  const service = start();
  await service.hears(1);
  service.child.disconnect();
  expect(await service.exit).toBe(0);
});

test('an end that was not tidy is seen in the exit code', async () => {
  const service = start('untidy');
  await service.hears(1);
  service.child.kill('SIGTERM');
  expect(await service.exit).toBe(1);
});
