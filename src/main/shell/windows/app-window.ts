import { type BrowserWindow, MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import { isPage, pageAddress } from '../addresses.ts';
import { troubleQuery } from '../pages/own-pages.ts';
import type { PageName } from '../roles.ts';

/** Something a window can be joined to: a service's process, or a part of the shell that speaks like one. */
export interface Endpoint {
  /** What the page knows it by. */
  readonly name: string;
  /** Takes the port if it is there; answers false and leaves the port alone if not. */
  open(port: MessagePortMain, role: string): boolean;
  /** Told whenever it is there again after being away. */
  onUp(listener: () => void): () => void;
}

export interface AppWindowOptions {
  /** `dispenser-1`: unique among the windows, for pictures and the log. */
  readonly id: string;
  readonly page: PageName;
  readonly browser: BrowserWindow;
  readonly endpoints: readonly Endpoint[];
}

/** One window with one page of ours, kept joined to the services that page may use. */
export class AppWindow {
  readonly id: string;
  readonly page: PageName;
  readonly browser: BrowserWindow;
  readonly #endpoints: readonly Endpoint[];
  readonly #ports = new Map<string, MessagePortMain>();
  readonly #contents: WebContents;
  readonly #readyListeners = new Set<() => void>();
  #pageReady = false;
  #trouble: string | null = null;

  constructor(options: AppWindowOptions) {
    this.id = options.id;
    this.page = options.page;
    this.browser = options.browser;
    this.#contents = options.browser.webContents;
    this.#endpoints = options.endpoints;

    // A page that is left or lost no longer listens: what comes next says for itself when it is ready.
    this.#contents.on('did-navigate', () => {
      this.#pageReady = false;
    });
    this.#contents.on('render-process-gone', () => {
      this.#pageReady = false;
    });
    const offs = this.#endpoints.map((endpoint) => endpoint.onUp(() => this.#join(endpoint)));
    this.browser.once('closed', () => {
      for (const off of offs) off();
      this.#hangUp();
    });
  }

  get pageReady(): boolean {
    return this.#pageReady;
  }

  get showsTrouble(): boolean {
    return this.#trouble !== null;
  }

  /** Told each time the page says that it listens. */
  onReady(listener: () => void): void {
    this.#readyListeners.add(listener);
  }

  /** Loads what the window is to show; also the way to load it again. */
  load(): void {
    // First, while the page is still there: Electron 25 crashes a page that hears of it while it is being unloaded.
    this.#hangUp();
    const address = this.#trouble ?? pageAddress(this.page);
    // A failed load is seen by the watchdog, which tries again.
    this.#contents.loadURL(address).catch(() => {});
  }

  /** Words instead of the page, until `showPage`. */
  showTrouble(station: string, code: string, message: string): void {
    const address = `${pageAddress('trouble')}?${troubleQuery(station, code, message)}`;
    if (this.#trouble === address) return;
    this.#trouble = address;
    this.load();
  }

  showPage(): void {
    if (this.#trouble === null) return;
    this.#trouble = null;
    this.load();
  }

  /** Whether the window shows what it may. */
  get showsItsOwn(): boolean {
    const address = this.#contents.getURL();
    return isPage(address, this.page) || isPage(address, 'trouble');
  }

  /** Whether a message from this frame is from this window's own page, and not from anything that got inside it. */
  ownsFrame(frame: Electron.WebFrameMain | null): boolean {
    return frame !== null && frame === this.#contents.mainFrame && isPage(frame.url, this.page);
  }

  /** The page said that it listens. */
  pageIsReady(): void {
    this.#pageReady = true;
    for (const endpoint of this.#endpoints) this.#join(endpoint);
    for (const listener of this.#readyListeners) listener();
  }

  #hangUp(): void {
    for (const port of this.#ports.values()) port.close();
    this.#ports.clear();
  }

  #join(endpoint: Endpoint): void {
    if (!this.#pageReady || this.#contents.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    if (!endpoint.open(port2, this.page)) {
      port1.close();
      port2.close();
      return;
    }
    this.#ports.get(endpoint.name)?.close();
    this.#ports.set(endpoint.name, port2);
    this.#contents.postMessage('onewindow:port', { service: endpoint.name }, [port1]);
  }
}
