import type { BrowserWindow } from 'electron';
import type { Installation } from '../installation.ts';
import { watchPage } from '../watchdog.ts';
import type { AppWindow } from './app-window.ts';
import { openWindow, type WindowPlan } from './open-window.ts';

/** The windows that are open, each found by its id or by the page inside it. */
export class WindowList {
  readonly #installation: Installation;
  readonly #windows = new Map<string, AppWindow>();
  #watch: (window: AppWindow) => void = () => {};

  constructor(installation: Installation) {
    this.#installation = installation;
  }

  /** Told of every window as it opens. */
  onOpen(listener: (window: AppWindow) => void): void {
    this.#watch = listener;
  }

  /** Opens the window, or brings it to the front if it is open. */
  open(plan: WindowPlan): AppWindow {
    const known = this.#windows.get(plan.id);
    if (known) {
      known.browser.focus();
      return known;
    }
    const window = openWindow(this.#installation, plan);
    this.#windows.set(plan.id, window);
    window.browser.once('closed', () => this.#windows.delete(plan.id));
    watchPage(window);
    this.#watch(window);
    window.load();
    return window;
  }

  get(id: string): AppWindow | undefined {
    return this.#windows.get(id);
  }

  byContents(contentsId: number): AppWindow | undefined {
    return [...this.#windows.values()].find((window) => window.browser.webContents.id === contentsId);
  }

  /** The first one opened, which stands for the program. */
  first(): AppWindow | undefined {
    return this.#windows.values().next().value;
  }

  focusFirst(): void {
    this.#focus(this.first()?.browser);
  }

  focus(id: string): void {
    this.#focus(this.#windows.get(id)?.browser);
  }

  #focus(browser: BrowserWindow | undefined): void {
    if (!browser) return;
    if (browser.isMinimized()) browser.restore();
    browser.show();
    browser.focus();
  }
}
