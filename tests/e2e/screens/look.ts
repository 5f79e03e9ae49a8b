import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type Preview, startPreview } from '../../preview/server.ts';
import type { Scenario, Stage } from '../../preview/stage.ts';

/** What every public screen is measured by, in a real browser. */

export interface Look {
  readonly page: Page;
  readonly stage: Stage;
  readonly preview: Preview;
  close(): Promise<void>;
}

export interface LookOptions {
  readonly size?: readonly [number, number];
  readonly query?: Readonly<Record<string, string>>;
  readonly context?: BrowserContextOptions;
  /** Runs before the page is opened: clocks, stubs. */
  prepare?(page: Page): Promise<void>;
}

export async function look(
  browser: Browser,
  role: string,
  scenario: string | Scenario,
  options: LookOptions = {},
): Promise<Look> {
  const preview = await startPreview({ role, scenario });
  const [width, height] = options.size ?? [1280, 800];
  const context = await browser.newContext({ viewport: { width, height }, ...options.context });
  const page = await context.newPage();
  await options.prepare?.(page);
  await page.goto(`${preview.url}?${new URLSearchParams(options.query)}`);
  return {
    page,
    stage: preview.stage,
    preview,
    async close() {
      await context.close();
      await preview.close();
    },
  };
}

/** What is cut off, sticks out of the screen, or covers another thing to press. Empty when all is well. */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const name = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.className} “${(element.textContent ?? '').slice(0, 20)}”`;
    const seen = [...document.querySelectorAll<HTMLElement>('#root *')].filter(
      (element) => element.checkVisibility() && !element.closest('.visually-hidden') && element.tagName !== 'path',
    );
    for (const element of seen) {
      // A text to read on in, with the button that does so beneath it.
      const long = element.parentElement?.closest('[data-read-on]');
      if (long?.nextElementSibling?.matches('button')) continue;
      const box = element.getBoundingClientRect();
      if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) {
        faults.push(`off the screen: ${name(element)}`);
      }
      const style = getComputedStyle(element);
      const shortened = style.textOverflow === 'ellipsis' || element instanceof HTMLInputElement;
      if (!shortened && style.display !== 'inline' && element.scrollWidth > element.clientWidth + 1) {
        faults.push(`wider than its place: ${name(element)}`);
      }
      if (style.overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1) {
        faults.push(`cut off: ${name(element)}`);
      }
    }
    const targets = seen.filter((element) => element.matches('button, input'));
    for (const [index, one] of targets.entries()) {
      const a = one.getBoundingClientRect();
      const edges = [a.top + 4, a.bottom - 4].map((y) => document.elementFromPoint(a.left + a.width / 2, y));
      if (edges.some((hit) => hit !== one && !one.contains(hit))) faults.push(`something lies over ${name(one)}`);
      for (const other of targets.slice(index + 1)) {
        const b = other.getBoundingClientRect();
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        if (!apart) faults.push(`${name(one)} covers ${name(other)}`);
      }
    }
    return faults;
  });
}

/** Things to press that are smaller than `least` px in either direction. */
export function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate(
    (min) =>
      [...document.querySelectorAll<HTMLElement>('button, input, [role="button"]')]
        .filter((element) => element.checkVisibility())
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width < min - 0.5 || box.height < min - 0.5)
        .map(({ element, box }) => `${element.textContent} ${box.width} × ${box.height}`),
    least,
  );
}

/** Chinese left on an English screen that is neither the hall's own data nor the name of the other language. */
export async function leftInChinese(page: Page, data: unknown): Promise<string> {
  let text = await page.locator('#root').innerText();
  const labels = await page
    .locator('[aria-label]')
    .evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label')).join(' '));
  text += labels;
  for (const known of ['中文', ...stringsIn(data)].toSorted((a, b) => b.length - a.length)) {
    text = text.replaceAll(known, '');
  }
  return (text.match(/[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+/g) ?? []).join(' ');
}

function stringsIn(data: unknown): string[] {
  if (typeof data === 'string') return data === '' ? [] : [data];
  if (typeof data === 'object' && data !== null) return Object.values(data).flatMap(stringsIn);
  return [];
}
