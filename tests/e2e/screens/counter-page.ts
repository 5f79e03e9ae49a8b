import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from '../../preview/browser.ts';
import type { scenarios } from '../../preview/scenarios/counter.ts';
import { type Preview, startPreview } from '../../preview/server.ts';

let browser: Browser;
/** The counter of the running test, and what stands behind it. */
export let page: Page;
export let preview: Preview;
const complaints: string[] = [];

/** One browser for a file of tests; each opens a page of its own, which must not have complained of anything. */
export function eachWithItsPage(): void {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await page.close();
    await preview.close();
    expect(complaints.splice(0)).toEqual([]);
  });
}

export async function open(
  scenario: keyof typeof scenarios,
  { width = 1366, height = 768, query = '' }: { width?: number; height?: number; query?: string } = {},
): Promise<void> {
  preview = await startPreview({ role: 'counter', scenario });
  page = await browser.newPage({ viewport: { width, height } });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(preview.url + query);
  await page.locator('.counter').waitFor();
}

export const calls = (path: string): unknown[] =>
  preview.stage.calls.filter((call) => call.path === path).map((call) => call.input);
export const button = (name: string | RegExp) => page.getByRole('button', { name });
/** A button of what lies over the window's line, which has rows of the same name. */
export const inCases = (name: RegExp) => page.locator('.ant-drawer').getByRole('button', { name });

/** Long enough for a second press to have done harm, had it been taken. */
export async function settled(): Promise<void> {
  await expect.poll(() => page.locator('.ops .ant-btn-loading').count()).toBe(0);
  await expect.poll(() => page.locator('.op:not([disabled])').count()).toBeGreaterThan(0);
}
