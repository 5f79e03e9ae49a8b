import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPin } from '../../../src/pin/pin.ts';
import { launchShell, type Shell, testFolder, writeSettings } from './launch.ts';
import { layOutStubs } from './stubs.ts';

describe('the keeper’s exit from kiosk mode', () => {
  const folder = testFolder();
  let shell: Shell;

  beforeAll(async () => {
    const { pages, services } = await layOutStubs(folder.dir);
    const config = writeSettings(folder.dir, 'dispenser-1', { keeper: { pinHash: await hashPin('314159') } });
    shell = await launchShell(['--config', config, '--pages', pages, '--services', services]);
    await shell.heard('dispenser', 1);
  });
  afterAll(() => folder.remove());

  const press = async (keys: string) => {
    const keypad = await shell.page('keeper');
    for (const key of keys) await keypad.click(`[data-key="${key}"]`);
    await keypad.click('[data-key="enter"]');
    return keypad;
  };

  test('opens by Ctrl+Alt+Shift+K, and goes away again', async () => {
    await shell.press('dispenser', 'K', 'control', 'alt', 'shift');
    const keypad = await shell.page('keeper');
    const gone = keypad.waitForEvent('close');
    await keypad.click('[data-key="back"]');
    await gone;
  });

  test('opens when the page asks, refuses a wrong code and makes the next try wait', async () => {
    const page = await shell.page('dispenser');
    await page.evaluate(`postMessage({ type: 'onewindow:keeper' }, location.origin)`);
    const keypad = await press('000000');
    await keypad.waitForSelector('[data-say="wrong"]:not([hidden])');
    expect(await keypad.isDisabled('[data-key="1"]')).toBe(true);
    await keypad.waitForSelector('[data-key="1"]:not([disabled])');
    expect(shell.log.filter((line) => line.event === 'keeper-pin')).toMatchObject([{ verdict: 'wrong' }]);
  });

  test('shows this machine to whoever knows the code, joined to its service as such and in front of the public', async () => {
    const page = await shell.page('dispenser');
    await page.evaluate(`postMessage({ type: 'onewindow:keeper' }, location.origin)`);
    const keypad = await press('314159');
    const gone = keypad.waitForEvent('close');
    await keypad.click('[data-key="maintain"]');
    await gone;
    await shell.heard('maintenance', 1);
    const machine = await shell.page('maintenance');
    const closed = machine.waitForEvent('close');
    await machine.evaluate('window.close()').catch(() => undefined); // its own way back
    await closed;
  });

  test('lets out whoever knows the code, tidily', async () => {
    const page = await shell.page('dispenser');
    await page.evaluate(`postMessage({ type: 'onewindow:keeper' }, location.origin)`);
    const keypad = await press('314159');
    await keypad.click('[data-key="leave"]').catch(() => undefined); // gone before the click is answered for
    expect(await shell.exited).toBe(0);
    expect(shell.log.filter((line) => line.event === 'service-ended').at(-1)).toMatchObject({ code: 0 });
  });
});
