import type { DeviceHealth } from '../../../shared/device/health.ts';
import type { Level } from '../../../shared/evaluation/types.ts';
import type { IdCard } from '../../../shared/identity/card.ts';
import type { PaperDocument } from '../../../shared/paper/document.ts';
import type { Unsubscribe } from './events.ts';
import type { PanelEventName } from './frame-table/table.ts';
import type { CardExtras } from './idcard/card-outlet.ts';
import type { CardTrouble } from './idcard/replies.ts';
import type { PanelView } from './panel/orders.ts';
import type { PrintOutcome } from './printer/outcome.ts';
import type { PrinterProfile } from './printer/profiles.ts';

/** What the station sees of its devices, whatever is behind them. */
interface Device {
  health(): DeviceHealth;
  /** Called at every change of state or code. */
  onHealth(listener: (health: DeviceHealth) => void): Unsubscribe;
  close(): Promise<void>;
}

export interface Printer extends Device {
  readonly profile: PrinterProfile;
  /**
   * Prints one document. When the printer is known to be ready the first byte is at the port before this returns;
   * otherwise `failed` without a byte sent. Never rejects. One at a time: a call while one is running is `failed`.
   */
  print(document: PaperDocument): Promise<PrintOutcome>;
  /** Stopped by a jam, and would go on when told that it was cleared. */
  readonly recoverable: boolean;
  /** Tells it that what was stuck was taken out. What it still held of a lost slip is thrown away. */
  recover(): void;
  /** A slip of this length, in mm, came out, or may have. */
  onPaper(listener: (mm: number) => void): Unsubscribe;
}

export interface IdReader extends Device {
  /**
   * A card was laid down and read. A card read in the last moment while nobody listened is given to the first
   * listener; an older one is gone.
   */
  onCard(listener: (card: IdCard, extras: CardExtras) => void): Unsubscribe;
  /** A card lies there but could not be read: ask for it to be laid down again. */
  onTrouble(listener: (trouble: CardTrouble) => void): Unsubscribe;
}

/** A bar code scanner on a port of its own. */
export interface Scanner extends Device {
  /** The text of a code, as read. What nobody listens to is gone. */
  onScan(listener: (text: string) => void): Unsubscribe;
}

export type PanelKey = Exclude<PanelEventName, 'rate' | 'alive'>;

/** `level` is null where the configuration gives the pressed key none: it counts for nothing by itself. */
export type PanelEvent = { kind: 'key'; key: PanelKey } | { kind: 'rate'; level: Level | null };

/** A keypad, an evaluator or an LED panel at a window. */
export interface Panel extends Device {
  /** One handler; its answer says whether the event was kept, and only what was kept is acknowledged (ratings). */
  onEvent(handle: (event: PanelEvent) => boolean): void;
  /** How the window stands; sent at once where it differs, and all of it again after the device was away. */
  show(view: PanelView): void;
  /** A pressed key came to nothing. */
  beep(): void;
}
