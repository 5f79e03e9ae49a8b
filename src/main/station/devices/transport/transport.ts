import type { Condition, DeviceCode } from '../../../../shared/device/health.ts';
import type { Unsubscribe } from '../events.ts';

/** Expected ways in which a port does not open are values; `detail` is the system's own message, for the log. */
export type OpenResult = { ok: true } | { ok: false; code: DeviceCode; detail: string };

/**
 * A line of bytes to a device. Nothing is ever kept for later: writing to a line that is not open rejects with
 * `PortClosedError`, because bytes queued on a closed port are printed tomorrow.
 */
export interface Transport {
  open(): Promise<OpenResult>;
  /** Resolves when the operating system has taken the bytes. The first byte is handed over before this returns. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when what was written has left this machine, as far as the system can tell. */
  drain(): Promise<void>;
  close(): Promise<void>;
  onData(listener: (bytes: Uint8Array) => void): Unsubscribe;
  /** The line went away by itself; not called after `close()`. */
  onClose(listener: (code: DeviceCode) => void): Unsubscribe;
  /** Where the line itself knows how its device stands, and the device cannot be asked. */
  onCondition?(listener: (condition: Condition) => void): Unsubscribe;
  /**
   * Where what was written waits outside the device: takes it back. True when it was all there and nothing of it had
   * begun to come out.
   */
  takeBack?(): Promise<boolean>;
  /** Where the system tells: called once when a device that is missing is plugged in. */
  whenPluggedIn?(listener: () => void): Unsubscribe;
}

/** Nothing of this write left the machine. */
export class PortClosedError extends Error {
  constructor() {
    super('the port is not open; nothing was sent');
    this.name = 'PortClosedError';
  }
}
