/** The station's one way to its devices: open one by its configuration, ask for its health, use it. */
import type { DeviceHealth } from '../../../shared/device/health.ts';
import type { IdCard } from '../../../shared/identity/card.ts';
import type { PaperDocument } from '../../../shared/paper/document.ts';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { IdReaderConfig, PrinterConfig } from './config.ts';
import type { Unsubscribe } from './events.ts';
import { IdReaderDriver } from './idcard/driver.ts';
import type { CardTrouble } from './idcard/replies.ts';
import type { DeviceLog } from './log.ts';
import { noLog } from './log.ts';
import { PrinterDriver } from './printer/driver.ts';
import type { PrintOutcome } from './printer/outcome.ts';
import type { PrinterProfile } from './printer/profiles.ts';
import { printerProfiles } from './printer/profiles.ts';
import { openTransport } from './transport/open.ts';
import { ReconnectingPort } from './transport/reconnecting-port.ts';
import type { Transport } from './transport/transport.ts';

export type { PrintOutcome } from './printer/outcome.ts';
export type { CardTrouble } from './idcard/replies.ts';
export { IdReaderConfig, PrinterConfig, type IdReaderSettings, type PrinterSettings } from './config.ts';

export interface DeviceDeps {
  readonly clock?: Clock;
  readonly log?: DeviceLog;
  /** For tests: a line of another kind than the URL says. */
  readonly transport?: () => Transport;
}

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
}

export interface IdReader extends Device {
  /**
   * A card was laid down and read. A card read in the last moment while nobody listened is given to the first
   * listener; an older one is gone. `photo` is the 1024 bytes of the closed WLT compression.
   */
  onCard(listener: (card: IdCard, photo: Uint8Array) => void): Unsubscribe;
  /** A card lies there but could not be read: ask for it to be laid down again. */
  onTrouble(listener: (trouble: CardTrouble) => void): Unsubscribe;
}

/** `config` has gone through `PrinterConfig.parse`. Never throws: a port that is not there is a health. */
export function openPrinter(config: PrinterConfig, deps: DeviceDeps = {}): Printer {
  return new PrinterDriver(portFor(config.url, deps), printerProfiles[config.profile], config, {
    clock: deps.clock ?? systemClock,
    log: deps.log ?? noLog,
  });
}

/** `config` has gone through `IdReaderConfig.parse`. Never throws: a port that is not there is a health. */
export function openIdReader(config: IdReaderConfig, deps: DeviceDeps = {}): IdReader {
  return new IdReaderDriver(portFor(config.url, deps), config, {
    clock: deps.clock ?? systemClock,
    log: deps.log ?? noLog,
  });
}

function portFor(url: string, deps: DeviceDeps): ReconnectingPort {
  return new ReconnectingPort(deps.transport ?? (() => openTransport(url)), {
    clock: deps.clock ?? systemClock,
    log: deps.log ?? noLog,
  });
}
