import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchShell, type Shell, testFolder } from './launch.ts';

/** The demo with everything real: hall, stations, dock, pages. */
describe('the demo hall', () => {
  const folder = testFolder();
  let shell: Shell;
  let launcher: Page;

  beforeAll(async () => {
    shell = await launchShell(['--demo', '--data', folder.dir], { ONEWINDOW_HEADLESS_SCREENS: '1' });
    launcher = await shell.page('launcher');
  });
  afterAll(async () => {
    await shell?.close();
    folder.remove();
  });

  test('opens a station when its room is opened, with settings of its own', async () => {
    await launcher.waitForSelector('button');
    const ready = shell.logged('service-ready', (line) => line.service === 'dispenser-1');
    await openRoom('取号机');
    await shell.page('dispenser');
    await ready;
    const settings = JSON.parse(readFileSync(join(folder.dir, 'stations/dispenser-1/station.json'), 'utf8'));
    expect(settings).toMatchObject({
      station: 'dispenser-1',
      roles: ['dispenser'],
      hall: { url: expect.stringMatching(/^ws:\/\/127/) },
    });
    expect(settings.hall.enrolCode).toEqual(expect.any(String));
  });

  const openRoom = async (name: string) => {
    await launcher.locator('button', { hasText: name }).first().click();
  };
});
