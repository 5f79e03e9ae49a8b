import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchShell, type Shell, testFolder, writeSettings } from './launch.ts';
import { layOutStubs } from './stubs.ts';

interface Heard {
  service: string;
  pid: number;
  role: string;
  node: string;
}

function isThere(pid = 0): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Both ways a service can be started; the station must not notice which. */
describe.each(['fork', 'utility'])('a service as %s', (mode) => {
  const folder = testFolder();
  const env = { ONEWINDOW_SERVICE_MODE: mode };
  let stubs: { pages: string; services: string };
  let shell: Shell | undefined;

  const launch = async (config: string, beforeEachTry?: () => void) => {
    const args = ['--config', config, '--pages', stubs.pages, '--services', stubs.services];
    shell = await launchShell(args, env, beforeEachTry);
    return shell;
  };
  beforeAll(async () => {
    stubs = await layOutStubs(folder.dir);
  });
  afterAll(async () => {
    await shell?.close();
    folder.remove();
  });

  test('is joined to every window of its station, each in its role, and again after it was killed', async () => {
    const running = await launch(writeSettings(folder.dir, 'both', { roles: ['dispenser', 'counter'] }));
    const dispenser = await running.heard('dispenser', 1);
    const counter = await running.heard('counter', 1);
    const [first] = (await dispenser.evaluate('heard')) as Heard[];
    const [same] = (await counter.evaluate('heard')) as Heard[];
    expect(first).toMatchObject({ service: 'station', role: 'dispenser' });
    expect(same).toMatchObject({ service: 'station', role: 'counter', pid: first?.pid });
    if (mode === 'fork') expect(first?.node).toMatch(/^24\./);

    process.kill(first?.pid ?? 0, 'SIGKILL');
    await running.heard('dispenser', 2);
    await running.heard('counter', 2);
    const [, next] = (await dispenser.evaluate('heard')) as Heard[];
    expect(next).toMatchObject({ service: 'station', role: 'dispenser' });
    expect(next?.pid).not.toBe(first?.pid);
    // The pages stayed, and were told that the old line is dead.
    expect(await dispenser.evaluate('lostLines')).toEqual(['station']);

    await running.close();
    await expect.poll(() => isThere(next?.pid), { timeout: 10_000 }).toBe(false);
    expect(running.log.filter((line) => line.event === 'service-ended').at(-1)).toMatchObject({ code: 0 });
  });

  test('carries what is said both ways, whatever can be cloned', async () => {
    const running = await launch(writeSettings(folder.dir, 'carries'));
    const page = await running.heard('dispenser', 1);
    await page.evaluate(`ports[0].postMessage({ words: '取号㛃', bytes: new Uint8Array([0, 255, 7]), none: null })`);
    await running.heard('dispenser', 2);
    const back = `heard[1].back.words + heard[1].back.bytes.join() + heard[1].back.none`;
    expect(await page.evaluate(back)).toBe('取号㛃0,255,7null');
    // The service hangs up on one window; that window is told.
    await page.evaluate(
      `new Promise((done) => { ports[0].addEventListener('close', done); ports[0].postMessage({ ask: 'hang-up' }); })`,
    );
    expect(await page.evaluate('lostLines')).toEqual(['station']);
    await running.close();
  });

  test('that cannot start says so on the screen in words, and is not started in a loop', async () => {
    const cause = join(folder.dir, 'cause');
    const starts = join(folder.dir, `starts-${mode}`);
    writeFileSync(cause, '');
    const config = writeSettings(folder.dir, 'fatal', { fatalWhile: cause, starts });
    const running = await launch(config, () => writeFileSync(starts, ''));
    const page = await running.page('trouble');
    await page.waitForSelector('text=配置有误');
    const words = await page.evaluate('document.body.innerText');
    expect(words).toContain('本机暂停服务');
    expect(words).toContain('测试工位 · stub');
    expect(words).toContain('<b>试验</b>'); // shown, not obeyed
    await running.close();
    expect(readFileSync(starts, 'utf8')).toBe('started\nstarted\n');
  });
});
