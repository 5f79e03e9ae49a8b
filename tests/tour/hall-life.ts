import type { Page } from 'playwright-core';
import { deskMessages } from '../../src/shared/messages/desk.ts';
import { kioskMessages } from '../../src/shared/messages/kiosk.ts';
import { AtCounter } from './counter.ts';
import { AtDispenser } from './dispenser.ts';
import { Rooms } from './rooms.ts';

/** What the people of the tour did and saw, to be held against paper and records. */
export interface Lived {
  readonly taken: readonly string[];
  readonly offline: readonly string[];
  readonly served: readonly string[];
  readonly pictures: readonly string[];
  /** Numbers whose holder was not there. */
  readonly missed: readonly string[];
  readonly transferred: readonly string[];
  readonly lowRatings: number;
  readonly progressFound: boolean;
}

const CLASSES = 6;

export async function live(dir: string, say: (text: string) => void): Promise<Lived> {
  const rooms = await Rooms.open(dir);
  try {
    return await new Day(rooms, say).live();
  } catch (error) {
    await rooms.pictureAll();
    throw error;
  } finally {
    await rooms.close();
  }
}

class Day {
  readonly #rooms: Rooms;
  readonly #say: (text: string) => void;
  readonly #offline: string[] = [];
  readonly #served: string[] = [];
  readonly #missed: string[] = [];
  readonly #transferred: string[] = [];
  #dispenser!: AtDispenser;
  #counters: AtCounter[] = [];
  #display!: Page;
  #dock!: Page;
  #desk!: Page;
  #kiosk!: Page;
  #lowRatings = 0;
  #progressFound = false;
  /** Which class the next person comes for. */
  #turn = 0;

  constructor(rooms: Rooms, say: (text: string) => void) {
    this.#rooms = rooms;
    this.#say = say;
  }

  async live(): Promise<Lived> {
    await this.#open();
    await this.#morning();
    await this.#rush();
    await this.#kioskVisit();
    await this.#outage();
    await this.#afterwards();
    return {
      taken: this.#dispenser.taken,
      offline: this.#offline,
      served: this.#served,
      pictures: this.#rooms.pictures,
      missed: this.#missed,
      transferred: this.#transferred,
      lowRatings: this.#lowRatings,
      progressFound: this.#progressFound,
    };
  }

  async #open(): Promise<void> {
    this.#say('opening the rooms');
    this.#dispenser = new AtDispenser(await this.#rooms.enter('dispenser-1'));
    this.#display = await this.#rooms.enter('display-1');
    for (const n of [1, 2, 3]) {
      const counter = new AtCounter(await this.#rooms.enter(`counter-${n}`), await this.#rooms.enter(`pad-${n}`));
      await counter.signOn(n - 1);
      this.#counters.push(counter);
    }
    this.#kiosk = await this.#rooms.enter('kiosk-1');
    this.#dock = await this.#rooms.enter('dock');
    this.#desk = await this.#rooms.enter('desk');
    await this.#deskLogin();
    await this.#dispenser.ready();
    await this.#rooms.picture(this.#rooms.launcher, 'launcher');
    await this.#rooms.picture(this.#dispenser.page, 'dispenser-home');
    await this.#rooms.picture(this.#counter(1).page, 'counter-idle');
    await this.#rooms.picture(this.#counter(1).pad, 'pad-idle');
  }

  async #deskLogin(): Promise<void> {
    const code = (await this.#rooms.launcher.locator('.hall dd.code').textContent()) ?? '';
    const field = this.#desk.locator('#keeper-code');
    await field.fill(code.trim());
    await field.press('Enter');
    await this.#desk.getByText(deskMessages.in('zh-CN')('countIssued')).first().waitFor();
  }

  #counter(n: 1 | 2 | 3): AtCounter {
    return this.#counters[n - 1] as AtCounter;
  }

  async #take(): Promise<string> {
    const number = await this.#dispenser.take(this.#turn % CLASSES, this.#turn % 4 === 3 ? 'unsure' : 'first');
    this.#turn += 1;
    return number;
  }

  async #arrive(people: number): Promise<void> {
    for (let i = 0; i < people; i += 1) {
      await this.#take();
      await this.#dispenser.leave();
    }
  }

  async #layCard(person: string): Promise<void> {
    await this.#dock.locator(`.tray .card[data-person="${person}"]`).click();
    await this.#dock.locator('[data-device="dispenser-1-reader"] button.slot').click();
  }

  async #liftCard(): Promise<void> {
    await this.#dock.locator('[data-device="dispenser-1-reader"] .slot.full button').click();
  }

  /** The first people, one with a card; the first calls and every kind of answer at the pads. */
  async #morning(): Promise<void> {
    this.#say('the first people');
    const people = await this.#dock
      .locator('.tray .card')
      .evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.person ?? ''));
    await this.#layCard(people[0] ?? '');
    await this.#dispenser.page.locator('.card-band, [class*="card"]').getByText('您好').first().waitFor();
    await this.#rooms.picture(this.#dispenser.page, 'dispenser-card');
    await this.#take();
    await this.#rooms.picture(this.#dispenser.page, 'dispenser-done');
    await this.#liftCard();
    await this.#dispenser.leave();
    await this.#arrive(7);

    const first = this.#counter(1);
    this.#served.push(await first.call());
    await this.#display
      .locator('body')
      .getByText(this.#served[0] ?? '')
      .first()
      .waitFor();
    await this.#rooms.picture(first.page, 'counter-called');
    await this.#rooms.picture(first.pad, 'pad-called');
    await this.#rooms.picture(this.#display, 'display');
    await first.start();
    await this.#rooms.picture(first.page, 'counter-serving');
    await first.finish();
    await first.pad.locator('.five').waitFor();
    await this.#rooms.picture(first.pad, 'pad-rate');
    await first.rate(5);
    await this.#rooms.picture(first.pad, 'pad-thanks');

    const second = this.#counter(2);
    this.#served.push(await second.serve());
    await this.#rateLow(second);

    const third = this.#counter(3);
    this.#missed.push(await third.call());
    await third.recall();
    await third.miss();

    this.#transferred.push(await first.call());
    await first.start();
    await first.transfer();
  }

  /** 不满意, with a reason, as the law of ratings wants it. */
  async #rateLow(counter: AtCounter): Promise<void> {
    await counter.pad.locator('.answer[data-level="2"]').click();
    await counter.pad.locator('.reason').first().click();
    await this.#rooms.picture(counter.pad, 'pad-reasons');
    await counter.pad.locator('main.why .row button').last().click();
    await counter.pad.locator('[data-stage="thanks"]').waitFor();
    this.#lowRatings += 1;
  }

  async #rush(): Promise<void> {
    this.#say('the rush');
    await this.#arrive(10);
    for (const [n, level] of [
      [1, 5],
      [2, 4],
      [3, 5],
      [1, 3],
      [2, 5],
    ] as const) {
      const counter = this.#counter(n);
      this.#served.push(await counter.serve());
      await counter.rate(level);
    }
  }

  async #kioskVisit(): Promise<void> {
    this.#say('at the kiosk');
    await this.#take();
    const code = await this.#dispenser.code();
    await this.#dispenser.leave();
    const kiosk = this.#kiosk;
    await kiosk.locator('[data-screen="home"]').waitFor();
    await this.#rooms.picture(kiosk, 'kiosk-home');
    await kiosk.locator('[data-screen="home"] .tile').first().click();
    await kiosk.locator('[data-screen="classes"] .tile').first().click();
    await kiosk.locator('[data-screen="class"] .list button').first().click();
    await kiosk.locator('[data-screen="item"]').waitFor();
    await this.#rooms.picture(kiosk, 'kiosk-item');
    await kiosk.locator('[data-screen="item"] .actions button').last().click();
    const dialog = kiosk.getByRole('alertdialog');
    await dialog.getByText(kioskMessages.in('zh-CN')('print.printed'), { exact: true }).waitFor();
    await this.#rooms.picture(kiosk, 'kiosk-printed');
    await dialog.getByRole('button').last().click();
    await kiosk.locator('[data-screen="item"] .actions button').nth(1).click();

    await kiosk.locator('[data-screen="home"] .tile').nth(1).click();
    for (const digit of code)
      await kiosk.locator('.number-pad').getByRole('button', { name: digit, exact: true }).click();
    await kiosk.locator('[data-screen="progress"] .actions button').last().click();
    await kiosk.locator('[data-screen="progress-result"]').waitFor();
    this.#progressFound = true;
    await this.#rooms.picture(kiosk, 'kiosk-progress');
    await kiosk.locator('.actions button').nth(1).click();

    // Somebody needs a person.
    await this.#dispenser.page.locator('.public-foot-call button').click();
    await this.#dispenser.page.getByRole('dialog').getByRole('button').last().click();
    await this.#counter(1).page.locator('section.help').waitFor();
    await this.#rooms.picture(this.#counter(1).page, 'counter-help');
    await this.#rooms.picture(this.#desk, 'desk-help');
    await this.#counter(1).page.locator('section.help button').first().click();
    await this.#counter(1).page.locator('section.help').waitFor({ state: 'detached' });
  }

  /** The hall's server is gone in the middle of it; nobody stops working. */
  async #outage(): Promise<void> {
    this.#say('the hall server is gone');
    const [one, two] = [this.#counter(1), this.#counter(2)];
    const held = await two.call();
    await two.start();
    await this.#rooms.pullPlug();
    await one.offline();
    await this.#rooms.picture(this.#rooms.launcher, 'launcher-outage');
    for (let i = 0; i < 10; i += 1) {
      this.#offline.push(await this.#take());
      if (i === 0) await this.#rooms.picture(this.#dispenser.page, 'dispenser-offline-done');
      await this.#dispenser.leave();
    }
    await this.#rooms.picture(this.#dispenser.page, 'dispenser-offline');

    // Those who came in the meantime show their paper.
    for (const number of this.#offline.slice(0, 3)) {
      await one.take(number);
      await one.start();
      await one.finish();
      this.#served.push(number);
    }
    await this.#rooms.picture(one.page, 'counter-offline');
    await two.finish();
    this.#served.push(held);
    await this.#rooms.picture(this.#display, 'display-offline');

    this.#say('a station service is killed, and comes back');
    await this.#rooms.killStation('dispenser-1');
    await this.#dispenser.ready();
    this.#offline.push(await this.#take());
    await this.#dispenser.leave();

    this.#say('the hall server is back');
    await this.#rooms.plugIn();
    for (const counter of this.#counters) await counter.online();
  }

  async #afterwards(): Promise<void> {
    this.#say('afterwards');
    await this.#arrive(4);
    for (const n of [1, 2, 3, 1] as const) {
      const counter = this.#counter(n);
      this.#served.push(await counter.serve());
      await counter.rate(5);
    }
    await this.#rooms.killStation('counter-3');
    await this.#counter(3).online();
    this.#served.push(await this.#counter(3).serve());
    await this.#rooms.picture(this.#dock, 'dock');
    // a hall started anew knows nobody, and in the demo gives out a new code
    await this.#rooms.picture(this.#desk, 'desk');
    await this.#rooms.picture(this.#display, 'display-after');
  }
}
