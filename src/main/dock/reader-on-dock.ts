import type { DockDevice, READER_FAULTS } from '../../shared/protocol/demo-contract.ts';
import { startTcpFake, type TcpFake } from '../station/devices/fakes/index.ts';
import type { Person } from './people.ts';

type Fault = (typeof READER_FAULTS)[number];
type ReaderView = Extract<DockDevice, { kind: 'reader' }>;

/** A line that garbles everything keeps garbling: the fake spoils one reply, so it is told again and again. */
const SPOIL_EVERY_MS = 50;

/** A card reader in the dock: one card lies on it or none. */
export class ReaderOnDock {
  readonly #id: string;
  readonly #stationId: string;
  readonly #fake: TcpFake<'id-reader'>;
  readonly #faults = new Set<Fault>();
  #card: string | null = null;
  #spoiling: NodeJS.Timeout | null = null;

  static async start(id: string, stationId: string, port: number): Promise<ReaderOnDock> {
    return new ReaderOnDock(id, stationId, await startTcpFake('id-reader', port));
  }

  private constructor(id: string, stationId: string, fake: TcpFake<'id-reader'>) {
    this.#id = id;
    this.#stationId = stationId;
    this.#fake = fake;
    const reader = fake.device;
    const say = reader.say.bind(reader);
    // Half of every reply never comes, as from a line with a bad contact.
    reader.say = (bytes) => say(this.#faults.has('partial') ? bytes.subarray(0, bytes.length >> 1) : bytes);
  }

  view(): ReaderView {
    return {
      kind: 'reader',
      id: this.#id,
      stationId: this.#stationId,
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
        if (this.#spoiling) clearInterval(this.#spoiling);
        this.#spoiling = on ? setInterval(() => reader.wrongChecksumOnce(), SPOIL_EVERY_MS) : null;
        break;
      case 'partial':
        break; // looked at with every reply
      case 'silent':
        reader.setSilent(on);
        break;
      case 'unplugged':
        await (on ? this.#fake.unplug() : this.#fake.replug());
        break;
    }
  }

  close(): Promise<void> {
    if (this.#spoiling) clearInterval(this.#spoiling);
    return this.#fake.close();
  }
}
