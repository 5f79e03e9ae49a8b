import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FrameStore, keepFrame, readFramedPage } from './kept-frame.ts';

const FRAME = { when: [[1000, 2000] as [number, number], [5000, 6000] as [number, number]], html: '<main>取号</main>' };
let dir: string;
let store: FrameStore;
let page: string;
let file: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onewindow-frame-'));
  store = { folder: dir, pages: dir };
  mkdirSync(join(dir, 'dispenser'));
  page = join(dir, 'dispenser/index.html');
  file = join(dir, 'first-frame-dispenser.json');
  writeFileSync(page, '<body><div id="root"></div></body>');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test.each([
  [999, false],
  [1000, true],
  [1999, true],
  [2000, false],
  [5500, true],
])('at %i the screen is shown first: %s', async (now, shown) => {
  keepFrame(store, 'dispenser', FRAME);
  const framed = await readFramedPage(store, 'dispenser', now);
  expect(framed).toBe(shown ? '<body><div id="first-frame"><main>取号</main></div><div id="root"></div></body>' : null);
});

test('a screen of another version of the page is not shown', async () => {
  keepFrame(store, 'dispenser', FRAME);
  writeFileSync(page, '<body class="new"><div id="root"></div></body>');
  expect(await readFramedPage(store, 'dispenser', 1500)).toBeNull();
});

test('nothing kept, and anything that is not what was kept, is no screen', async () => {
  expect(await readFramedPage(store, 'dispenser', 1500)).toBeNull();
  keepFrame(store, 'dispenser', FRAME);
  const whole = readFileSync(file, 'utf8');
  for (const text of ['', whole.slice(0, -9), '{}', '[]', whole.replace('[[1000', '[["1000"')]) {
    writeFileSync(file, text);
    expect(await readFramedPage(store, 'dispenser', 1500)).toBeNull();
  }
});

test('the disk is written only for another screen', () => {
  expect(keepFrame(store, 'dispenser', FRAME)).toBe(true);
  expect(keepFrame(store, 'dispenser', FRAME)).toBe(false);
  expect(keepFrame(store, 'dispenser', { ...FRAME, html: '<main>新</main>' })).toBe(true);
});
