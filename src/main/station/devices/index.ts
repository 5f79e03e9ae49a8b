/** The station's one way to its devices: open one by its configuration, ask for its health, use it. */
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { IdReaderConfig, PrinterConfig } from './config.ts';
import type { IdReader, Printer } from './device.ts';
import { IdReaderDriver } from './idcard/driver.ts';
import type { DeviceLog } from './log.ts';
import { noLog } from './log.ts';
import { PrinterDriver } from './printer/driver.ts';
import { printerProfiles } from './printer/profiles.ts';
import { openTransport } from './transport/open.ts';
import { ReconnectingPort } from './transport/reconnecting-port.ts';
import type { Transport } from './transport/transport.ts';

export { IdReaderConfig, PrinterConfig } from './config.ts';
export type { IdReader, Printer } from './device.ts';
export type { CardTrouble } from './idcard/replies.ts';

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

function portFor(url: string, deps: DeviceDeps): ReconnectingPort {
  return new ReconnectingPort(deps.transport ?? (() => openTransport(url)), {
    clock: deps.clock ?? systemClock,
    log: deps.log ?? noLog,
  });
}
