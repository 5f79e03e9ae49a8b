import type { DockDevice, READER_FAULTS } from '../../shared/protocol/demo-contract.ts';
import { startTcpFake, type TcpFake } from '../station/devices/fakes/index.ts';
import { setOnLine } from './line-on-dock.ts';
import type { Person } from './people.ts';

type Fault = (typeof READER_FAULTS)[number];
type ReaderView = Extract<DockDevice, { kind: 'reader' }>;

/** The security module's own word that it is not authorised. */
const NOT_AUTHORISED = 0x66;

/** A card reader in the dock: one card lies on it or none. */
export class ReaderOnDock {
  readonly #id: string;
  readonly #stationId: string;
  readonly #fake: TcpFake<'id-reader'>;
  readonly #faults = new Set<Fault>();
  #card: string | null = null;

  static async start(id: string, stationId: string, port: number, changed: () => void): Promise<ReaderOnDock> {
    const fake = await startTcpFake('id-reader', port);
    fake.onConnection(changed);
    return new ReaderOnDock(id, stationId, fake);
  }

  private constructor(id: string, stationId: string, fake: TcpFake<'id-reader'>) {
    this.#id = id;
    this.#stationId = stationId;
    this.#fake = fake;
  }

  view(): ReaderView {
    return {
      kind: 'reader',
      id: this.#id,
      stationId: this.#stationId,
      connected: this.#fake.connected,
      faults: [...this.#faults],
      card: this.#card,
    };
  }

  lay(person: Person): void {
    this.#fake.device.lay(person.card);
    this.#card = person.id;
  }

  lift(): void {
    this.#fake.device.lift();
    this.#card = null;
  }

  async setFault(fault: Fault, on: boolean): Promise<void> {
    if (this.#faults.has(fault) === on) return;
    if (on) this.#faults.add(fault);
    else this.#faults.delete(fault);
    const reader = this.#fake.device;
    switch (fault) {
      case 'wrong-checksum':
        // The last byte of what a reader says is its sum.
        await setOnLine(this.#fake, 'garbled', on);
        break;
      case 'unreadable':
        reader.setUnreadable(on);
        break;
      case 'module-fault':
        reader.setFault(on ? NOT_AUTHORISED : null);
        break;
      default:
        await setOnLine(this.#fake, fault, on);
    }
  }

  close(): Promise<void> {
    return this.#fake.close();
  }
}
