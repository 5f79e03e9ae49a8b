/** The station's one way to its devices: open one by its configuration, ask for its health, use it. */
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import {
  type IdReaderConfig,
  KEYBOARD,
  type PanelConfig,
  type PhotoDecoderConfig,
  type PluginReaderConfig,
  type PrinterConfig,
  type ScannerConfig,
} from './config.ts';
import type { IdReader, Panel, Printer, Scanner } from './device.ts';
import { readFrameTable } from './frame-table/file.ts';
import type { FrameTable } from './frame-table/table.ts';
import { IdReaderDriver } from './idcard/driver.ts';
import { PhotoDecoder } from './idcard/photo-decoder.ts';
import { PluginReader } from './idcard/plugin.ts';
import type { DeviceLog } from './log.ts';
import { noLog } from './log.ts';
import { PanelDriver } from './panel/driver.ts';
import { KEYPAD, keypadTable } from './panel/keypad-table.ts';
import { PrinterDriver } from './printer/driver.ts';
import { printerProfiles } from './printer/profiles.ts';
import { ScannerDriver } from './scanner/driver.ts';
import { openTransport } from './transport/open.ts';
import { ReconnectingPort } from './transport/reconnecting-port.ts';
import { SharedLine } from './transport/shared-line.ts';
import type { Transport } from './transport/transport.ts';

export { IdReaderConfig, KEYBOARD, PanelConfig, PrinterConfig, ScannerConfig } from './config.ts';
export type { IdReader, Panel, PanelEvent, PanelKey, Printer, Scanner } from './device.ts';
export type { PhotoDecoder, Picture } from './idcard/photo-decoder.ts';
export type { CardTrouble } from './idcard/replies.ts';
export type { PanelView } from './panel/orders.ts';

export interface DeviceDeps {
  readonly clock?: Clock;
  readonly log?: DeviceLog;
  /** For tests: a line of another kind than the URL says. */
  readonly transport?: () => Transport;
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

/** A reader driven by its maker's library. Never throws: a module that does not load is a health. */
export function openReaderPlugin(config: PluginReaderConfig, deps: DeviceDeps = {}): IdReader {
  return new PluginReader(config, { clock: deps.clock ?? systemClock, log: deps.log ?? noLog });
}

export function openPhotoDecoder(config: PhotoDecoderConfig, deps: DeviceDeps = {}): PhotoDecoder {
  return new PhotoDecoder(config, deps.log ?? noLog);
}

/**
 * `configs` have gone through `PanelConfig.parse` and `checkFrameTables`. Those with the same port share the line.
 * @throws when a frame table cannot be read any more
 */
export function openPanels(configs: readonly PanelConfig[], deps: DeviceDeps = {}): Panel[] {
  const clock = deps.clock ?? systemClock;
  const lines = new Map<string, SharedLine>();
  const lineAt = (url: string): SharedLine => {
    const line = lines.get(url) ?? new SharedLine(portFor(url, deps), clock);
    lines.set(url, line);
    return line;
  };
  return configs.map(
    (config) => new PanelDriver(lineAt(config.url), tableFor(config), config, { clock, log: deps.log ?? noLog }),
  );
}

/** Null for a scanner that types: it has no port, the page hears it. Never throws. */
export function openScanner(config: ScannerConfig, deps: DeviceDeps = {}): Scanner | null {
  if (config.url === KEYBOARD) return null;
  return new ScannerDriver(portFor(config.url, deps), { clock: deps.clock ?? systemClock, log: deps.log ?? noLog });
}

function tableFor(config: PanelConfig): FrameTable {
  if (config.frames === KEYPAD) return keypadTable(config.levels);
  const read = readFrameTable(config.frames);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.table;
}

function portFor(url: string, deps: DeviceDeps): ReconnectingPort {
  return new ReconnectingPort(deps.transport ?? (() => openTransport(url)), {
    clock: deps.clock ?? systemClock,
    log: deps.log ?? noLog,
  });
}
