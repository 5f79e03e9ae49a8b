import {
  type DockAnswer,
  type DockKey,
  type DockView,
  KEYPAD_FAULTS,
  LED_FAULTS,
  PRINTER_FAULTS,
  READER_FAULTS,
  SCANNER_FAULTS,
} from '../../shared/protocol/demo-contract.ts';
import type { DockSettings } from '../services/dock-settings.ts';
import { Watched } from '../services/watched.ts';
import { KeypadOnDock } from './keypad-on-dock.ts';
import { LedOnDock } from './led-on-dock.ts';
import { people } from './people.ts';
import { PrinterOnDock } from './printer-on-dock.ts';
import { ReaderOnDock } from './reader-on-dock.ts';
import { ScannerOnDock } from './scanner-on-dock.ts';

/** Nothing of that name is in this dock: a defect of the page that asked. */
export class NotInDock extends Error {}

/** A class of them; their constructors are private. */
interface KindOnDock<T> {
  readonly prototype: T;
  readonly name: string;
  [Symbol.hasInstance](value: unknown): boolean;
}
type OnDock = PrinterOnDock | ReaderOnDock | KeypadOnDock | LedOnDock | ScannerOnDock;

/** All fakes of the demo, each listening on its own port of this machine. */
export class Dock {
  readonly watched = new Watched<DockView>(() => this.#view());
  readonly #devices = new Map<string, OnDock>();

  /** @throws when a port is taken */
  static async start(settings: DockSettings, paperFolder: string | null = null): Promise<Dock> {
    const dock = new Dock();
    const changed = () => dock.watched.changed();
    for (const device of settings.devices)
      dock.#devices.set(device.id, await startDevice(device, paperFolder, changed));
    return dock;
  }

  private constructor() {}

  layCard(deviceId: string, personId: string): void {
    const person = people.find((each) => each.id === personId);
    if (!person) throw new NotInDock(`person ${personId}`);
    this.#find(deviceId, ReaderOnDock).lay(person);
    this.watched.changed();
  }

  liftCard(deviceId: string): void {
    this.#find(deviceId, ReaderOnDock).lift();
    this.watched.changed();
  }

  press(deviceId: string, key: DockKey | DockAnswer): void {
    if (!this.#find(deviceId, KeypadOnDock).press(key)) throw new NotInDock(`key ${key} of ${deviceId}`);
    this.watched.changed();
  }

  scan(deviceId: string, text: string): void {
    this.#find(deviceId, ScannerOnDock).scan(text);
    this.watched.changed();
  }

  async setFault(deviceId: string, name: string, on: boolean): Promise<void> {
    const device = this.#devices.get(deviceId);
    if (device instanceof PrinterOnDock) await device.setFault(oneOf(PRINTER_FAULTS, name), on);
    else if (device instanceof ReaderOnDock) await device.setFault(oneOf(READER_FAULTS, name), on);
    else if (device instanceof KeypadOnDock) await device.setFault(oneOf(KEYPAD_FAULTS, name), on);
    else if (device instanceof LedOnDock) await device.setFault(oneOf(LED_FAULTS, name), on);
    else if (device instanceof ScannerOnDock) await device.setFault(oneOf(SCANNER_FAULTS, name), on);
    else throw new NotInDock(`device ${deviceId}`);
    this.watched.changed();
  }

  clearPaper(deviceId: string): void {
    this.#find(deviceId, PrinterOnDock).clearPaper();
    this.watched.changed();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#devices.values()].map((device) => device.close()));
  }

  #find<T extends OnDock>(id: string, kind: KindOnDock<T>): T {
    const device = this.#devices.get(id);
    if (device instanceof kind) return device as T;
    throw new NotInDock(`${kind.name} ${id}`);
  }

  #view(): DockView {
    return {
      devices: [...this.#devices.values()].map((device) => device.view()),
      people: people.map(({ id, name, cardKind, trait }) => ({ id, name, cardKind, trait })),
    };
  }
}

function startDevice(
  { id, kind, stationId, port, address }: DockSettings['devices'][number],
  paperFolder: string | null,
  changed: () => void,
): Promise<OnDock> {
  switch (kind) {
    case 'printer':
      return PrinterOnDock.start(id, stationId, port, paperFolder, changed);
    case 'reader':
      return ReaderOnDock.start(id, stationId, port, changed);
    case 'keypad':
    case 'evaluator':
      return KeypadOnDock.start(kind, id, stationId, { port, address }, changed);
    case 'led-panel':
      return LedOnDock.start(id, stationId, { port, address }, changed);
    case 'scanner':
      return ScannerOnDock.start(id, stationId, port, changed);
  }
}

function oneOf<T extends string>(names: readonly T[], name: string): T {
  const found = names.find((each) => each === name);
  if (!found) throw new NotInDock(`fault ${name}`);
  return found;
}
