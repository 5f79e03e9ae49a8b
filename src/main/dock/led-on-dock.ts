import type { DockLedPanel, LED_FAULTS } from '../../shared/protocol/demo-contract.ts';
import { FakeLedPanel, startTcpFake, type TcpFake } from '../station/devices/fakes/index.ts';
import { shippedGlyphs } from '../station/devices/printer/glyphs/glyph-font.ts';
import { drawText } from '../station/devices/printer/raster.ts';
import { setOnLine } from './line-on-dock.ts';

type Fault = (typeof LED_FAULTS)[number];

/** An LED panel in the dock: the words it was told last, and its lamps. */
export class LedOnDock {
  readonly #id: string;
  readonly #stationId: string;
  readonly #fake: TcpFake<'led-panel'>;
  readonly #faults = new Set<Fault>();
  #times = 0;
  #lamps = lampsOf('');

  static async start(
    id: string,
    stationId: string,
    { port, address }: { port: number; address: number },
    changed: () => void,
  ): Promise<LedOnDock> {
    const fake = await startTcpFake('led-panel', port, new FakeLedPanel(address));
    return new LedOnDock(id, stationId, fake, changed);
  }

  private constructor(id: string, stationId: string, fake: TcpFake<'led-panel'>, changed: () => void) {
    this.#id = id;
    this.#stationId = stationId;
    this.#fake = fake;
    fake.onConnection(changed);
    fake.device.onText((text) => {
      this.#times += 1;
      this.#lamps = lampsOf(text);
      changed();
    });
  }

  view(): DockLedPanel {
    return {
      kind: 'led-panel',
      id: this.#id,
      stationId: this.#stationId,
      connected: this.#fake.connected,
      faults: [...this.#faults],
      text: this.#fake.device.text,
      times: this.#times,
      lamps: this.#lamps,
    };
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

/** A panel 24 lamps high, with the dots that paper has: each Han character 24 wide, all else 12; bold, to be read from afar. */
export function lampsOf(text: string): DockLedPanel['lamps'] {
  const { width, rows } = drawText(text, 1, true, shippedGlyphs());
  return { width, bits: rows.toString('base64') };
}
