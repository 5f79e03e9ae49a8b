import type { DockScanner, SCANNER_FAULTS } from '../../shared/protocol/demo-contract.ts';
import { startTcpFake, type TcpFake } from '../station/devices/fakes/index.ts';
import { setOnLine } from './line-on-dock.ts';

type Fault = (typeof SCANNER_FAULTS)[number];

/** A bar code scanner in the dock. Nobody answers it: what became of a code stands on the station's screen. */
export class ScannerOnDock {
  readonly #id: string;
  readonly #stationId: string;
  readonly #fake: TcpFake<'scanner'>;
  readonly #faults = new Set<Fault>();
  #last: DockScanner['lastScan'] = null;

  static async start(id: string, stationId: string, port: number, changed: () => void): Promise<ScannerOnDock> {
    const fake = await startTcpFake('scanner', port);
    fake.onConnection(changed);
    return new ScannerOnDock(id, stationId, fake);
  }

  private constructor(id: string, stationId: string, fake: TcpFake<'scanner'>) {
    this.#id = id;
    this.#stationId = stationId;
    this.#fake = fake;
  }

  view(): DockScanner {
    return {
      kind: 'scanner',
      id: this.#id,
      stationId: this.#stationId,
      connected: this.#fake.connected,
      faults: [...this.#faults],
      lastScan: this.#last,
    };
  }

  scan(text: string): void {
    this.#fake.device.scan(text);
    this.#last = { id: (this.#last?.id ?? 0) + 1, text, sent: this.#fake.connected && !this.#faults.has('silent') };
  }

  async setFault(fault: Fault, on: boolean): Promise<void> {
    if (this.#faults.has(fault) === on) return;
    if (on) this.#faults.add(fault);
    else this.#faults.delete(fault);
    await setOnLine(this.#fake, fault, on);
  }

  close(): Promise<void> {
    return this.#fake.close();
  }
}
