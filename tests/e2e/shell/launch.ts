import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

const root = join(import.meta.dirname, '../../..');
const PATIENCE_MS = 20_000;

let runtime: string | undefined;

/** The Electron to test with, resolved as `npm start` resolves it. */
export function electronExecutable(): string {
  runtime ??= JSON.parse(
    execFileSync('node', [join(root, 'build/electron-runtime.mjs'), '--print'], { encoding: 'utf8' }),
  ).executable as string;
  return runtime;
}

/** A window as the app sees it. */
interface InApp {
  readonly url: string;
  readonly heard: number;
}

/** Such a test is tried once more (vitest.config.ts); one where the app itself did not come so far is not. */
const DRIVER_MISSED = 'the driver missed';

export interface LogLine {
  readonly event: string;
  readonly [fact: string]: unknown;
}

/** The built program, running, with its log to wait on. */
export class Shell {
  readonly app: ElectronApplication;
  readonly log: LogLine[] = [];
  readonly #waiting = new Set<() => void>();
  readonly exited: Promise<number | null>;

  constructor(app: ElectronApplication) {
    this.app = app;
    const { stderr } = app.process();
    if (stderr) createInterface({ input: stderr }).on('line', (line) => this.#hear(line));
    this.exited = new Promise((resolve) => app.process().once('exit', resolve));
  }

  /** The page of that role, as soon as a window shows it. */
  page(role: string): Promise<Page> {
    return this.visiting((url) => url.split('?')[0] === `onewindow://app/${role}/index.html`);
  }

  /** The page at such an address, as soon as a window shows it. */
  async visiting(is: (url: string) => boolean): Promise<Page> {
    for (;;) {
      const here = this.app.windows().find((page) => is(page.url()));
      if (here) return here;
      // A new window, or one that goes somewhere.
      const moves = this.app.windows().map((page) => page.waitForEvent('framenavigated', { timeout: 0 }));
      const news = Promise.any([this.app.waitForEvent('window', { timeout: 0 }), ...moves]);
      await this.#inTime('the page', news, ({ url }) => is(url));
    }
  }

  /** The page of that role once it has heard so much from its services, also when it is loaded anew meanwhile. */
  async heard(role: string, count: number): Promise<Page> {
    for (;;) {
      const page = await this.page(role);
      try {
        await this.#inTime(
          `${count} heard by ${role}`,
          page.evaluate(`heardAtLeast(${count})`),
          ({ url, heard }) => url.includes(`/${role}/`) && heard >= count,
        );
        return page;
      } catch (error) {
        // Left while we waited in it: wait in the next one.
        if (!/context was destroyed|Target crashed|has been closed|not defined/.test(String(error))) throw error;
        if (!page.isClosed()) await page.waitForLoadState('load');
      }
    }
  }

  /** The n-th line of the log that matches, past or to come. */
  async logged(event: string, matches: (line: LogLine) => boolean = () => true, nth = 1): Promise<LogLine> {
    const find = () => this.log.filter((line) => line.event === event && matches(line))[nth - 1];
    const deadline = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const line = find();
      if (line) return line;
      await new Promise<void>((resolve, reject) => {
        this.#waiting.add(resolve);
        deadline.addEventListener('abort', () =>
          reject(new Error(`"${event}" was not logged; logged: ${JSON.stringify(this.log)}`)),
        );
      });
    }
  }

  /** Presses a key in the window of that role as a keyboard would: the shell hears it before the page does. */
  press(role: string, keyCode: string, ...modifiers: ('control' | 'alt' | 'shift')[]): Promise<void> {
    return this.app.evaluate(
      ({ BrowserWindow }, key) => {
        const contents = BrowserWindow.getAllWindows()
          .map((window) => window.webContents)
          .find((each) => each.getURL().includes(`/${key.role}/`));
        contents?.sendInputEvent({ type: 'keyDown', keyCode: key.keyCode, modifiers: key.modifiers });
        contents?.sendInputEvent({ type: 'keyUp', keyCode: key.keyCode, modifiers: key.modifiers });
      },
      { role, keyCode, modifiers },
    );
  }

  close(): Promise<void> {
    return this.#inTime('the end', this.app.close(), () => false);
  }

  /**
   * What does not come is told with what the app itself sees. `there`: whether that is what was waited for: then the app
   * did well and the driver missed it, which it does now and then with a window made while it took its place.
   */
  async #inTime<T>(what: string, coming: Promise<T>, there: (window: InApp) => boolean): Promise<T> {
    let late: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      late = setTimeout(async () => {
        const windows = await Promise.race([this.#inApp(), setTimeoutPromise(3_000, [])]).catch(() => []);
        const facts = { windows, driver: this.app.windows().map((page) => page.url()), log: this.log };
        const who = windows.some(there) ? DRIVER_MISSED : 'the app did not come to';
        reject(new Error(`${who} ${what}: ${JSON.stringify(facts)}`));
      }, PATIENCE_MS);
    });
    try {
      return await Promise.race([coming, tooLong]);
    } finally {
      clearTimeout(late);
    }
  }

  /** The windows as the app sees them. */
  #inApp(): Promise<InApp[]> {
    return this.app.evaluate(({ BrowserWindow }) =>
      Promise.all(
        BrowserWindow.getAllWindows().map(async ({ webContents }) => ({
          url: webContents.getURL(),
          heard: await webContents.executeJavaScript('window.heard?.length ?? 0'),
        })),
      ),
    );
  }

  #hear(line: string): void {
    if (process.env.ONEWINDOW_TEST_TALK) console.error(line);
    if (!line.startsWith('{')) return;
    this.log.push(JSON.parse(line));
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

/** How long each try may take: a start takes one second, on a busy machine several. */
const ATTACH_MS = [3_000, 3_000, 5_000, 8_000, PATIENCE_MS];

/** As root Chromium refuses its own sandbox; everything else is as on a station. */
const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export function shellArguments(...args: string[]): string[] {
  return [...flags, root, ...args];
}

/**
 * Starts the app and drives it. Playwright takes its place while the app already opens its windows; one that is made in that
 * moment it may never get to see whole, and waits for it. Then the app is started once more.
 */
export async function launchShell(
  args: string[],
  env: Record<string, string> = {},
  beforeEachTry: () => void = () => undefined,
): Promise<Shell> {
  for (let tries = 0; ; tries++) {
    beforeEachTry();
    try {
      const app = await _electron.launch({
        executablePath: electronExecutable(),
        args: shellArguments(...args),
        env: { ...(process.env as Record<string, string>), ...env },
        timeout: ATTACH_MS[tries] ?? PATIENCE_MS,
      });
      return new Shell(app);
    } catch (error) {
      if (tries === ATTACH_MS.length - 1 || !/Timeout .* exceeded/.test(String(error))) throw error;
    }
  }
}

/** A folder of its own for a test, and the way to be rid of it. */
export function testFolder(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'onewindow-shell-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) };
}

/** Settings of a stub station. */
export function writeSettings(dir: string, name: string, more: Record<string, unknown> = {}): string {
  const folder = join(dir, name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'station.json');
  writeFileSync(
    file,
    JSON.stringify({ station: name, name: '测试工位', roles: ['dispenser'], data: './data', ...more }),
  );
  return file;
}
