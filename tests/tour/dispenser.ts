import type { Page } from 'playwright-core';
import { dispenserMessages } from '../../src/shared/messages/dispenser.ts';

const t = dispenserMessages.in('zh-CN');

/** Somebody in front of the dispenser, with a finger. */
export class AtDispenser {
  readonly page: Page;
  /** Numbers as they stood on the screen, in order. */
  readonly taken: string[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  async ready(): Promise<void> {
    // While its service comes back the screen of before stands there, and says so.
    await this.page.locator('[data-screen="home"]:not(:has(.screen-head .tag.warn))').waitFor();
  }

  /** Touches a class and then an item, and waits until the paper is out. The number stays on the screen. */
  async take(classIndex: number, item: 'first' | 'unsure' = 'first'): Promise<string> {
    await this.ready();
    await this.page.locator('.home-tiles button').nth(classIndex).click();
    const list = this.page.locator('[data-screen="class"]');
    if (item === 'first') await list.locator('.list button').first().click();
    else await list.getByRole('button', { name: t('class.unsure') }).click();
    await this.page.locator('[data-screen="done"] .done-title', { hasText: t('done.take') }).waitFor();
    const number = ((await this.page.locator('.ticket-number').textContent()) ?? '').trim();
    this.taken.push(number);
    return number;
  }

  /** The eight digits under the QR code on the screen. */
  async code(): Promise<string> {
    return ((await this.page.locator('.done-phone').textContent()) ?? '').replace(/\D/g, '').slice(-8);
  }

  async leave(): Promise<void> {
    await this.page.getByRole('button', { name: t('done.ok'), exact: true }).click();
    await this.ready();
  }
}
