import { Signal, type Unsubscribe } from '../events.ts';
import type { DeviceEnd } from './memory-line.ts';

/**
 * An LED panel above a window, of a made-up maker: `02 ADDR LENGTH text XOR 03`, LENGTH and XOR over the text in GB 18030
 * and, for XOR, what stands before it from ADDR on. It only listens. `docs/frame-tables/led-panel.json` teaches it.
 */
export class FakeLedPanel {
  readonly address: number;
  readonly #changes = new Signal<[string]>();
  #held: number[] = [];
  #text = '';

  constructor(address = 1) {
    this.address = address;
  }

  attach(end: DeviceEnd): () => void {
    let attached = true;
    end.onData((bytes) => {
      if (attached) this.#hear(bytes);
    });
    return () => {
      attached = false;
    };
  }

  get text(): string {
    return this.#text;
  }

  onText(listener: (text: string) => void): Unsubscribe {
    return this.#changes.on(listener);
  }

  #hear(bytes: Uint8Array): void {
    this.#held.push(...bytes);
    for (;;) {
      const start = this.#held.indexOf(0x02);
      this.#held.splice(0, start < 0 ? this.#held.length : start);
      const length = this.#held[2];
      if (length === undefined || this.#held.length < length + 5) return;
      const checked = this.#held.slice(1, 3 + length);
      const check = checked.reduce((all, byte) => all ^ byte, 0);
      if (this.#held[3 + length] !== check || this.#held[4 + length] !== 0x03) {
        this.#held.splice(0, 1);
        continue;
      }
      this.#held.splice(0, length + 5);
      if (checked[0] !== this.address) continue;
      this.#text = new TextDecoder('gb18030').decode(Uint8Array.from(checked.slice(2))).trimEnd();
      this.#changes.emit(this.#text);
    }
  }
}
