import type { Page } from 'playwright-core';
import type { Stage } from '../../preview/stage.ts';

/** Looks at a screen as a person with a ruler would, and answers what is wrong with it. */

export const SIZES = { upright: '1080x1920', lying: '1920x1080', small: '768x1366', old: '1024x768' } as const;

export interface Look {
  readonly size?: keyof typeof SIZES;
  readonly large?: boolean;
  readonly low?: boolean;
  readonly english?: boolean;
}

export function addressOf(url: string, { large, low, english }: Look): string {
  const query = new URLSearchParams();
  if (large) query.set('text', 'large');
  if (low) query.set('reach', 'low');
  if (english) query.set('lang', 'en');
  return `${url}?${query}`;
}

export async function setSize(page: Page, size: keyof typeof SIZES = 'upright'): Promise<void> {
  const [width, height] = SIZES[size].split('x').map(Number) as [number, number];
  await page.setViewportSize({ width, height });
}

/** Everything that does not fit, is too small to touch or to read, or too pale, each named. Empty when all is well. */
export async function faultsOf(page: Page, { minText }: { minText: number }): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  return page.evaluate((smallest) => {
    const faults: string[] = [];
    const named = (el: Element): string =>
      `${el.tagName.toLowerCase()}.${el.className} “${(el.textContent ?? '').trim().slice(0, 20)}”`;
    const shown = (el: Element): boolean => el.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (document.documentElement.scrollWidth > innerWidth) faults.push('the page is wider than the screen');

    for (const el of document.querySelectorAll(
      '.screen-main, .screen-body, .screen-lead, .screen-head, button, .dialog-sheet',
    )) {
      if (!shown(el)) continue;
      if (el.scrollHeight > el.clientHeight + 2 || el.scrollWidth > el.clientWidth + 2) {
        faults.push(
          `does not fit: ${named(el)} ${el.scrollWidth}×${el.scrollHeight} in ${el.clientWidth}×${el.clientHeight}`,
        );
      }
    }

    const modal = document.querySelector('.dialog');
    for (const el of document.querySelectorAll(modal ? '.dialog button' : 'button, input')) {
      if (!shown(el)) continue;
      const box = el.getBoundingClientRect();
      if (Math.min(box.width, box.height) < 59.5)
        faults.push(`too small to touch: ${named(el)} ${box.width}×${box.height}`);
      if (el.closest('.scroller-box')) continue; // may stand below the edge, with buttons to get there
      const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      if (!hit || !(el.contains(hit) || hit.contains(el))) faults.push(`cannot be touched: ${named(el)}`);
    }

    const channels = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const light = (colour: readonly number[]): number => {
      const [r, g, b] = colour.map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
    };
    const behind = (el: Element | null): number[] => {
      for (let at = el; at; at = at.parentElement) {
        const colour = channels(getComputedStyle(at).backgroundColor);
        if ((colour[3] ?? 1) > 0.99) return colour.slice(0, 3);
      }
      return [255, 255, 255];
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const el = node.parentElement;
      if (
        !el ||
        !node.textContent?.trim() ||
        !shown(el) ||
        el.closest('.visually-hidden, [data-disabled], [aria-hidden]')
      )
        continue;
      const style = getComputedStyle(el);
      const size = Number.parseFloat(style.fontSize);
      if (size < smallest - 0.1) faults.push(`too small to read: ${named(el)} ${size}px`);
      const [front, back] = [light(channels(style.color).slice(0, 3)), light(behind(el))];
      const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
      if (contrast < 4.5) faults.push(`too pale: ${named(el)} ${contrast.toFixed(2)}`);
    }
    return [...new Set(faults)];
  }, minText);
}

/** Chinese words on an English screen that are not names the hall keeps in Chinese only (`data`) or of persons. */
export async function chineseOf(page: Page, data: unknown, persons: readonly string[] = []): Promise<string[]> {
  const known = JSON.stringify(data);
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const el = node.parentElement;
      if (el?.closest('[lang|="zh"]') && !el.closest('html[lang|="zh"] > body')) continue;
      found.push(node.textContent ?? '');
    }
    for (const el of document.querySelectorAll('[aria-label], [placeholder]')) {
      found.push(el.getAttribute('aria-label') ?? '', el.getAttribute('placeholder') ?? '');
    }
    return found;
  });
  return texts
    .flatMap((text) => text.split(/ · |; /))
    .map((text) => persons.reduce((rest, person) => rest.replaceAll(person, ''), text).trim())
    .filter((text) => /[\u4e00-\u9fff]/.test(text) && !known.includes(JSON.stringify(text).slice(1, -1)));
}

/** Waits for a call to the service, and gives what it was called with. */
export async function inputOf(stage: Stage, path: string): Promise<unknown> {
  return (await stage.called(path)).input;
}
