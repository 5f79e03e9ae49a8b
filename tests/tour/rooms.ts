import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchShell, type Shell } from '../e2e/shell/launch.ts';

/** The demo hall in a real Electron: its launcher, its rooms, and a camera. */
export class Rooms {
  readonly launcher: Page;
  readonly pictures: string[] = [];
  readonly #shell: Shell;
  readonly #screens: string;
  readonly #pages = new Map<string, Page>();

  static async open(dir: string): Promise<Rooms> {
    for (const folder of ['screens', 'paper', 'hall']) mkdirSync(join(dir, folder), { recursive: true });
    const shell = await launchShell(['--demo', '--data', join(dir, 'hall')], {
      ONEWINDOW_PAPER_DIR: join(dir, 'paper'),
    });
    const launcher = await shell.page('launcher');
    await launcher.locator('[data-hall="running"]').waitFor();
    return new Rooms(shell, launcher, join(dir, 'screens'));
  }

  private constructor(shell: Shell, launcher: Page, screens: string) {
    this.#shell = shell;
    this.launcher = launcher;
    this.#screens = screens;
  }

  /** Opens a room from the launcher and gives its page. */
  async enter(id: string): Promise<Page> {
    const known = this.#pages.get(id);
    if (known) return known;
    const before = new Set(this.#shell.app.windows());
    await this.#room(id).locator('.room-open').click();
    await this.launcher.locator(`[data-room="${id}"][data-state="open"]`).waitFor();
    const page = this.#shell.app.windows().find((each) => !before.has(each)) ?? (await this.#newWindow(before));
    await page.waitForLoadState('load');
    this.#pages.set(id, page);
    return page;
  }

  async #newWindow(before: ReadonlySet<Page>): Promise<Page> {
    return this.#shell.app.waitForEvent('window', { predicate: (page) => !before.has(page) });
  }

  #room(id: string) {
    return this.launcher.locator(`[data-room="${id}"]`);
  }

  async killStation(id: string): Promise<void> {
    await this.#room(id).locator('.room-kill').click();
    await this.#shell.logged('service-ended', (line) => line.service === id && line.code === null);
    await this.#shell.logged('service-ready', (line) => line.service === id, 2);
    await this.launcher.locator(`[data-room="${id}"][data-state="open"]`).waitFor();
  }

  async pullPlug(): Promise<void> {
    await this.launcher.locator('.plug.out').click();
    await this.launcher.locator('[data-hall="stopped"]').waitFor();
  }

  async plugIn(): Promise<void> {
    await this.launcher.locator('.plug.in').click();
    await this.launcher.locator('[data-hall="running"]').waitFor();
  }

  /** Draws a screen as it is, one picture point for each of the page's own. */
  async picture(page: Page, name: string): Promise<void> {
    // A page drawn for a larger screen is zoomed into its window; the camera counts in the window's points.
    const shown = await page.evaluate('({ width: innerWidth, height: innerHeight, zoom: devicePixelRatio })');
    const { width, height, zoom } = shown as { width: number; height: number; zoom: number };
    await page.screenshot({
      path: join(this.#screens, `${name}.png`),
      scale: 'css',
      animations: 'disabled',
      clip: { x: 0, y: 0, width: width * zoom, height: height * zoom },
    });
    this.pictures.push(name);
  }

  /** What every screen showed when the tour could not go on. */
  async pictureAll(): Promise<void> {
    for (const [id, page] of this.#pages) await page.screenshot({ path: join(this.#screens, `stuck-${id}.png`) });
  }

  close(): Promise<void> {
    return this.#shell.close();
  }
}
