import type { Page } from 'playwright-core';

/** A clerk at a window, working with the keys. */
export class AtCounter {
  readonly page: Page;
  readonly pad: Page;

  constructor(page: Page, pad: Page) {
    this.page = page;
    this.pad = pad;
  }

  async signOn(person: number): Promise<void> {
    await this.page.locator('.staff .person').nth(person).click();
    await this.#at('free');
  }

  /** The window stands so, and the deed that brought it there is over: a key in the middle of it would not count. */
  async #at(state: 'free' | 'called' | 'serving'): Promise<void> {
    await this.page.locator(`.cur.${state}`).waitFor();
    await this.page.locator('.ops .op:not([disabled])').first().waitFor();
  }

  async #number(state: 'called' | 'serving'): Promise<string> {
    return ((await this.page.locator(`.cur.${state} .n`).textContent()) ?? '').trim();
  }

  /** F2 at a free window. */
  async call(): Promise<string> {
    await this.page.keyboard.press('F2');
    await this.#at('called');
    return this.#number('called');
  }

  /** F2 when the person is here. */
  async start(): Promise<void> {
    await this.page.keyboard.press('F2');
    await this.#at('serving');
  }

  /** F8; the pad asks. */
  async finish(): Promise<void> {
    await this.page.keyboard.press('F8');
    await this.#at('free');
  }

  async serve(): Promise<string> {
    const number = await this.call();
    await this.start();
    await this.finish();
    return number;
  }

  async recall(): Promise<void> {
    await this.page.keyboard.press('F3');
    await this.#at('called');
  }

  /** F4: nobody came. */
  async miss(): Promise<void> {
    await this.page.keyboard.press('F4');
    await this.#at('free');
  }

  /** F7: to the first other queue, for the reason that is chosen to begin with. */
  async transfer(): Promise<void> {
    await this.page.keyboard.press('F7');
    const dialog = this.page.locator('form.ask');
    await dialog.locator('fieldset input[type=radio]').nth(1).check();
    await dialog.locator('[type=submit]').click();
    await this.#at('free');
  }

  /** The way while the hall is away: the number the person shows, typed. */
  async take(number: string): Promise<void> {
    await this.page.locator('#ticket-number').fill(number);
    await this.page.locator('#ticket-number').press('Enter');
    await this.#at('called');
  }

  async online(): Promise<void> {
    await this.page.locator('.band').waitFor({ state: 'detached' });
  }

  async offline(): Promise<void> {
    await this.page.locator('.band').waitFor();
  }

  async rate(level: 5 | 4 | 3): Promise<void> {
    await this.pad.locator(`.answer[data-level="${level}"]`).click();
    await this.pad.locator('[data-stage="thanks"]').waitFor();
  }
}
