import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../preview/browser.ts';
import * as counter from '../../preview/scenarios/counter.ts';
import * as dispenser from '../../preview/scenarios/dispenser.ts';
import * as kiosk from '../../preview/scenarios/kiosk.ts';
import * as pad from '../../preview/scenarios/pad.ts';
import { type Preview, startPreview } from '../../preview/server.ts';
import type { Scenario } from '../../preview/stage.ts';

/**
 * A scanner that types, and people who type, in a real Chromium. Keys carry the time at which they were pressed, so that
 * what is tried is the typing and not the speed of the machine.
 */
let browser: Browser;
let preview: Preview;
let page: Page;
let keyboard: CDPSession;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.close();
  await preview.close();
});

const PAGES = {
  counter: { scenario: counter.scenarios.called, field: async () => page.locator('#ticket-number') },
  kiosk: {
    scenario: kiosk.scenarios.open,
    field: async () => {
      await page.getByRole('button', { name: '查找' }).click();
      return page.getByRole('textbox');
    },
  },
  dispenser: {
    scenario: dispenser.scenarios.open,
    field: async () => {
      await page.getByRole('button', { name: /^全部事项/ }).click();
      return page.getByRole('textbox');
    },
  },
} as const;

const CODE = 'OW1:hall-guiyuan:70991548';
let now = 0;

/** Presses of keys, so many ms after one another; they are on their way together, as a scanner's are. */
async function type(text: string, after: (index: number) => number): Promise<void> {
  const sent: Promise<unknown>[] = [];
  for (const [index, key] of [...text].entries()) {
    now += after(index) / 1000;
    const enter = key === '\n';
    const press = {
      key: enter ? 'Enter' : key,
      code: enter ? 'Enter' : '',
      text: enter ? '\r' : key,
      windowsVirtualKeyCode: enter ? 13 : key.toUpperCase().charCodeAt(0),
    };
    sent.push(keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', ...press, timestamp: now }));
    sent.push(keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...press, text: '', timestamp: now + 0.002 }));
  }
  await Promise.all(sent);
  now += 1;
}

const scan = (text: string) => type(`${text}\n`, () => 8);
const scans = () => preview.stage.calls.filter((call) => call.path === 'session.scan').map((call) => call.input);

/** A page whose station has a scanner that types, once the page knows of it. */
async function open(role: string, scenario: Scenario): Promise<void> {
  const info = {
    stationId: 'station-1',
    stationName: '1 号',
    roles: [role],
    protocol: 1,
    version: '0.1.0',
    keyboardScanner: true,
  };
  preview = await startPreview({
    role,
    scenario: { ...scenario, answers: { ...scenario.answers, 'session.info': () => info } },
  });
  page = await browser.newPage({ viewport: { width: 1366, height: 900 }, reducedMotion: 'reduce' });
  await page.goto(preview.url);
  keyboard = await page.context().newCDPSession(page);
  now = Date.now() / 1000;
  await expect
    .poll(
      async () => {
        await scan('00000000');
        return scans().length;
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  preview.stage.calls.length = 0;
}

describe.each(Object.keys(PAGES) as (keyof typeof PAGES)[])('%s', (role) => {
  test('a code goes to the station and into no field; all that people type, however fast, and all that an input method composes goes into the field', async () => {
    await open(role, PAGES[role].scenario);
    const field = await PAGES[role].field();
    await field.focus();
    await field.fill('');
    await scan(CODE);
    await expect.poll(scans).toEqual([{ text: CODE }]);
    expect(await field.inputValue()).toBe('');

    // A quick clerk: 15 keys a second, and two fingers that fall together now and then.
    await type('b013c', (index) => (index % 3 === 2 ? 12 : 66));
    await expect.poll(() => field.inputValue()).toBe('b013c');
    await field.fill('');
    await type('slow', () => 400);
    await expect.poll(() => field.inputValue()).toBe('slow');
    await field.fill('');

    // The input method has the keys first (229), as fast as it likes, and gives the word.
    for (const code of ['KeyS', 'KeyD', 'KeyY', 'KeyJ', 'KeyJ']) {
      now += 0.004;
      await keyboard.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key: code.slice(3).toLowerCase(),
        code,
        windowsVirtualKeyCode: 229,
        timestamp: now,
      });
    }
    await keyboard.send('Input.imeSetComposition', { text: 'shi', selectionStart: 3, selectionEnd: 3 });
    await keyboard.send('Input.insertText', { text: '失业' });
    await expect.poll(() => field.inputValue()).toBe('失业');
    expect(scans()).toEqual([{ text: CODE }]);
  });
});

test('the Enter of a code presses no button: none is called, printed or rated by a scanner', async () => {
  await open('pad', pad.scenarios.rate);
  await page.locator('.answer').first().focus();
  await scan(CODE);
  await expect.poll(scans).toEqual([{ text: CODE }]);
  expect(preview.stage.calls.filter((call) => call.path === 'pad.rate')).toEqual([]);
  // A person's Enter does.
  await type('\n', () => 400);
  await preview.stage.called('pad.rate');
});

test('a page that was busy while the code came leaks none of it', async () => {
  await open('counter', PAGES.counter.scenario);
  const field = await PAGES.counter.field();
  await field.fill(''); // what was typed before the page knew of the scanner
  await page.evaluate(() => {
    const busy = (): void => {
      const until = performance.now() + 150;
      while (performance.now() < until);
    };
    addEventListener('keydown', () => setTimeout(busy), { capture: true, once: true });
  });
  await scan(CODE);
  await expect.poll(scans).toEqual([{ text: CODE }]);
  expect(await field.inputValue()).toBe('');
});

test('a blank presses the button that has the keyboard', async () => {
  await open('counter', counter.scenarios.serving);
  const box = page.getByRole('checkbox').first();
  await box.focus();
  await type(' ', () => 400);
  await expect.poll(() => box.isChecked()).toBe(true);
});
