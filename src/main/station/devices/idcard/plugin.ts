import { pathToFileURL } from 'node:url';
import { type Condition, type DeviceHealth, nextHealth } from '../../../../shared/device/health.ts';
import { type IdCard, parseCardText } from '../../../../shared/identity/card.ts';
import type { Clock } from '../clock.ts';
import type { PluginReaderConfig } from '../config.ts';
import type { IdReader } from '../device.ts';
import { Signal, type Unsubscribe } from '../events.ts';
import type { DeviceLog } from '../log.ts';
import { type CardExtras, CardOutlet } from './card-outlet.ts';
import type { CardTrouble } from './replies.ts';

/** What a plug-in may tell the station. Nothing of a card goes into any log. */
export interface ReaderHost {
  /** The 256 bytes of text as the card holds them, and the photo's 1024 if there is one. */
  card(text: Uint8Array, photo?: Uint8Array): void;
  /** A card lies there and gave nothing. */
  trouble(trouble: CardTrouble): void;
  /** `ready` at first, and whenever it changes. */
  health(state: 'ready' | 'no-answer' | 'port-missing' | 'reader-fault'): void;
}

/** The module's export: opens the reader and goes on telling the host until it is closed. */
export interface ReaderPlugin {
  open(host: ReaderHost, options: Readonly<Record<string, unknown>>): OpenReader | Promise<OpenReader>;
}
interface OpenReader {
  close(): void | Promise<void>;
}

type Load = (path: string) => Promise<ReaderPlugin>;

/** A maker's own library behind the same face as any reader. It runs in the station's process: take it from where you trust. */
export class PluginReader implements IdReader {
  readonly #clock: Clock;
  readonly #log: DeviceLog;
  readonly #cards: CardOutlet;
  readonly #changes = new Signal<[DeviceHealth]>();
  readonly #troubles = new Signal<[CardTrouble]>();
  readonly #opened: Promise<OpenReader | null>;
  #health: DeviceHealth;
  #closed = false;

  constructor(config: PluginReaderConfig, deps: { clock: Clock; log: DeviceLog }, load: Load = loadPlugin) {
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#cards = new CardOutlet(deps.clock, config.discardMs);
    this.#health = { state: 'down', code: 'connecting', since: deps.clock.now() };
    this.#opened = this.#open(config, load);
  }

  health(): DeviceHealth {
    return this.#health;
  }

  onHealth(listener: (health: DeviceHealth) => void): Unsubscribe {
    return this.#changes.on(listener);
  }

  onCard(listener: (card: IdCard, extras: CardExtras) => void): Unsubscribe {
    return this.#cards.onCard(listener);
  }

  onTrouble(listener: (trouble: CardTrouble) => void): Unsubscribe {
    return this.#troubles.on(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cards.discard();
    await (await this.#opened)?.close();
  }

  async #open(config: PluginReaderConfig, load: Load): Promise<OpenReader | null> {
    try {
      const plugin = await load(config.plugin);
      return await plugin.open(this.#host(), config.options);
    } catch (error) {
      // No card has been near it yet: its words are about its own files and ports.
      this.#log('reader-plugin-failed', { reason: error instanceof Error ? error.message : String(error) });
      this.#become({ state: 'down', code: 'port-error' });
      return null;
    }
  }

  #host(): ReaderHost {
    return {
      card: (text, photo = new Uint8Array(0)) => {
        if (this.#closed) return;
        const parsed = parseCardText(text);
        if (!parsed.ok) {
          this.#log('card-text', { problem: parsed.problem });
          this.#troubles.emit(parsed.problem === 'kind' ? 'unsupported' : 'unreadable');
          return;
        }
        this.#log('card-read', { kind: parsed.card.kind });
        this.#cards.deliver(parsed.card, { photo, appendedAddresses: [] });
      },
      trouble: (trouble) => {
        if (!this.#closed) this.#troubles.emit(trouble);
      },
      health: (state) => this.#become(state === 'ready' ? { state } : { state: 'down', code: state }),
    };
  }

  #become(condition: Condition): void {
    const next = nextHealth(this.#health, condition, this.#clock.now());
    if (this.#closed || next === this.#health) return;
    this.#health = next;
    this.#changes.emit(next);
  }
}

/** Only ever the path of the station's own description. */
async function loadPlugin(path: string): Promise<ReaderPlugin> {
  const module: { default?: unknown; open?: unknown } = await import(pathToFileURL(path).href);
  for (const candidate of [module, module.default]) {
    if (
      typeof candidate === 'object' &&
      candidate !== null &&
      'open' in candidate &&
      typeof candidate.open === 'function'
    ) {
      return candidate as ReaderPlugin;
    }
  }
  throw new Error(`${path} exports no function "open"`);
}
