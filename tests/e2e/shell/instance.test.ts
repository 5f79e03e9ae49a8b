import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { electronExecutable, launchShell, type Shell, shellArguments, testFolder, writeSettings } from './launch.ts';
import { layOutStubs } from './stubs.ts';

describe('a second start of the same station', () => {
  const folder = testFolder();
  let shell: Shell;
  let args: string[];

  beforeAll(async () => {
    const { pages, services } = await layOutStubs(folder.dir);
    const config = writeSettings(folder.dir, 'counter-1', { roles: ['counter'], starts: join(folder.dir, 'starts') });
    args = ['--config', config, '--pages', pages, '--services', services];
    shell = await launchShell(args);
    await shell.heard('counter', 1);
  });
  afterAll(async () => {
    await shell?.close();
    folder.remove();
  });

  test('ends at once and brings the first one to the front', async () => {
    const focused = shell.app.evaluate(
      ({ app, BrowserWindow }) =>
        new Promise<boolean>((resolve) => {
          const window = BrowserWindow.getAllWindows()[0];
          window?.hide();
          app.once('second-instance', () => setImmediate(() => resolve(window?.isVisible() ?? false)));
        }),
    );
    const starts = () => readFileSync(join(folder.dir, 'starts'), 'utf8');
    const before = starts();
    const second = spawn(electronExecutable(), shellArguments(...args), { stdio: 'ignore' });
    const code = await new Promise((resolve) => second.once('exit', resolve));
    expect(code).toBe(0);
    expect(await focused).toBe(true);
    expect(starts()).toBe(before); // its service was not started again
  });
});

describe('a station without settings', () => {
  test('says which file is missing instead of showing nothing', async () => {
    const folder = testFolder();
    const shell = await launchShell([
      '--config',
      `${folder.dir}/none/station.json`,
      `--user-data-dir=${folder.dir}/profile`,
    ]);
    const page = await shell.page('trouble');
    await page.waitForSelector('text=没有工位配置');
    expect(await page.evaluate('document.body.innerText')).toContain(`${folder.dir}/none/station.json`);
    await shell.close();
    folder.remove();
  });
});
