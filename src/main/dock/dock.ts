import { type DockView, PRINTER_FAULTS, READER_FAULTS } from '../../shared/protocol/demo-contract.ts';
import type { DockSettings } from '../services/dock-settings.ts';
import { Watched } from '../services/watched.ts';
import { people } from './people.ts';
import { PrinterOnDock } from './printer-on-dock.ts';
import { ReaderOnDock } from './reader-on-dock.ts';

/** Nothing of that name is in this dock: a defect of the page that asked. */
export class NotInDock extends Error {}

/** All fakes of the demo, each listening on its own port of this machine. */
export class Dock {
  readonly watched = new Watched<DockView>(() => this.#view());
  readonly #devices = new Map<string, PrinterOnDock | ReaderOnDock>();

  /** @throws when a port is taken */
  static async start(settings: DockSettings, paperFolder: string | null = null): Promise<Dock> {
    const dock = new Dock();
    for (const { id, kind, stationId, port } of settings.devices) {
      const device =
        kind === 'printer'
          ? await PrinterOnDock.start(id, stationId, port, paperFolder, () => dock.watched.changed())
          : await ReaderOnDock.start(id, stationId, port);
      dock.#devices.set(id, device);
    }
    return dock;
  }

  private constructor() {}

  layCard(deviceId: string, personId: string): void {
    const person = people.find((each) => each.id === personId);
    if (!person) throw new NotInDock(`person ${personId}`);
    this.#reader(deviceId).lay(person);
    this.watched.changed();
  }

  liftCard(deviceId: string): void {
    this.#reader(deviceId).lift();
    this.watched.changed();
  }

  async setFault(deviceId: string, name: string, on: boolean): Promise<void> {
    const device = this.#devices.get(deviceId);
    if (device instanceof PrinterOnDock) await device.setFault(oneOf(PRINTER_FAULTS, name), on);
    else if (device instanceof ReaderOnDock) await device.setFault(oneOf(READER_FAULTS, name), on);
    else throw new NotInDock(`device ${deviceId}`);
    this.watched.changed();
  }

  clearPaper(deviceId: string): void {
    const device = this.#devices.get(deviceId);
    if (!(device instanceof PrinterOnDock)) throw new NotInDock(`printer ${deviceId}`);
    device.clearPaper();
    this.watched.changed();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#devices.values()].map((device) => device.close()));
  }

  #reader(id: string): ReaderOnDock {
    const device = this.#devices.get(id);
    if (!(device instanceof ReaderOnDock)) throw new NotInDock(`reader ${id}`);
    return device;
  }

  #view(): DockView {
    return {
      devices: [...this.#devices.values()].map((device) => device.view()),
      people: people.map(({ id, name, cardKind, trait }) => ({ id, name, cardKind, trait })),
    };
  }
}

function oneOf<T extends string>(names: readonly T[], name: string): T {
  const found = names.find((each) => each === name);
  if (!found) throw new NotInDock(`fault ${name}`);
  return found;
}
