import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { Signal, type Unsubscribe } from '../events.ts';
import type { DeviceEnd } from './memory-line.ts';
import { PacedMouth } from './paced.ts';

/** FUNC and DATA of the keys, as this keypad sends them. */
export const KEYPAD_KEYS = {
  call: [0x00, 0x0c],
  recall: [0x00, 0x0d],
  evaluate: [0x00, 0x0b],
  pause: [0x00, 0x12],
  transfer: [0x00, 0x13],
  miss: [0x00, 0x06, 0x0f],
  suspend: [0x00, 0x00, 0x0f],
  callback: [0x00, 0x03, 0x0f],
} as const satisfies Record<string, readonly number[]>;
export type KeypadKey = keyof typeof KEYPAD_KEYS;

export interface KeypadShows {
  /** As on its six places; a blank is a space. */
  readonly waiting: string;
  readonly ticket: string;
  readonly stars: number | null;
  /** Its four lamps are lit: rate, please. */
  readonly asking: boolean;
  readonly beeps: number;
}

const EVALUATION = 0x11;
export const RESEND_MS = 300;

/**
 * A window keypad with four answer keys of the documented family, on a line that others may share. Written from the
 * family's sheet, not from our frame table, so that one can be held against the other.
 */
export class FakeKeypad {
  readonly address: number;
  readonly #clock: Clock;
  readonly #mouth: PacedMouth;
  readonly #changes = new Signal<[KeypadShows]>();
  readonly #acks = new Signal<[string]>();
  #held: number[] = [];
  #shows: KeypadShows = { waiting: '   ', ticket: '   ', stars: null, asking: false, beeps: 0 };
  #silent = false;
  #spoil = false;
  #wrongSums = false;
  #resends = 0;
  #waiting: { frame: Uint8Array; ack: string } | null = null;
  #cancelResend: () => void = () => undefined;
  /** Whole frames with a wrong sum, of any address; a test of an encoder wants none. */
  spoilt = 0;

  constructor(address = 1, clock: Clock = systemClock) {
    this.address = address;
    this.#clock = clock;
    this.#mouth = new PacedMouth(clock);
  }

  attach(end: DeviceEnd): () => void {
    end.onData((bytes) => this.#hear(bytes));
    return this.#mouth.attach(end);
  }

  get shows(): KeypadShows {
    return this.#shows;
  }

  onShows(listener: (shows: KeypadShows) => void): Unsubscribe {
    return this.#changes.on(listener);
  }

  /** The host has heard what was pressed: its frame in hexadecimal. */
  onAcknowledged(listener: (frame: string) => void): Unsubscribe {
    return this.#acks.on(listener);
  }

  /** Gives back the frame it sends. */
  press(key: KeypadKey): Uint8Array {
    const frame = keypadFrame(this.address, KEYPAD_KEYS[key]);
    this.#send(frame, hex(frame));
    return frame;
  }

  /** 0 (worst) to 3 (best). Gives back the frame it sends. */
  answer(key: 0 | 1 | 2 | 3): Uint8Array {
    const frame = keypadFrame(this.address, [EVALUATION, key]);
    this.#send(frame, hex(keypadFrame(this.address, [0x01, key])));
    return frame;
  }

  /** What nobody acknowledges is sent again so many times. */
  setResends(times: number): void {
    this.#resends = times;
  }

  setSilent(silent: boolean): void {
    this.#silent = silent;
  }

  /** The next frame has a wrong sum. */
  spoilOnce(): void {
    this.#spoil = true;
  }

  /** Every frame has a wrong sum, until this ends. */
  setWrongSums(wrong: boolean): void {
    this.#wrongSums = wrong;
  }

  setPieces(size: number | null): void {
    this.#mouth.setPieces(size);
  }

  setPace(bytesPerSecond: number | null): void {
    this.#mouth.setPace(bytesPerSecond);
  }

  say(bytes: Uint8Array): void {
    this.#mouth.say(bytes);
  }

  #send(frame: Uint8Array, ack: string): void {
    if (this.#silent) return;
    this.#cancelResend();
    this.#waiting = { frame, ack };
    this.#sendAgain(this.#resends);
  }

  #sendAgain(left: number): void {
    if (!this.#waiting) return;
    const frame = this.#waiting.frame.slice();
    if (this.#spoil || this.#wrongSums) frame[frame.length - 2] = (frame[frame.length - 2] as number) ^ 0x55;
    this.#spoil = false;
    this.say(frame);
    if (left > 0) this.#cancelResend = this.#clock.after(RESEND_MS, () => this.#sendAgain(left - 1));
  }

  #hear(bytes: Uint8Array): void {
    if (this.#silent) return;
    this.#held.push(...bytes);
    for (;;) {
      const start = this.#held.findIndex((byte, at) => byte === 0xff && (this.#held[at + 1] ?? 0x68) === 0x68);
      this.#held.splice(0, start < 0 ? this.#held.length : start);
      const length = this.#held[2];
      if (length === undefined || this.#held.length < length + 7) return;
      const frame = this.#held.slice(0, length + 7);
      const inside = frame.slice(5, 5 + length);
      const sum = inside.reduce((all, byte) => (all + byte) & 0xff, 0);
      const whole = frame[3] === length && frame[4] === 0x68 && frame.at(-1) === 0x16;
      if (!whole || frame[5 + length] !== sum) {
        this.spoilt += whole ? 1 : 0;
        this.#held.splice(0, 1);
        continue;
      }
      this.#held.splice(0, frame.length);
      if (inside[0] === this.address) this.#obey(inside, hex(Uint8Array.from(frame)));
    }
  }

  #obey([, func, ...data]: number[], frame: string): void {
    if (this.#waiting?.ack === frame) {
      this.#waiting = null;
      this.#cancelResend();
      if (func === 0x01) this.#become({ asking: false });
      this.#acks.emit(frame);
      return;
    }
    const places = data.map((digit) => (digit === 0x0a ? ' ' : String(digit))).join('');
    if (func === 0x02 && data.length === 6) this.#showNumbers(places.slice(0, 3), places.slice(3));
    else if (func === 0x02 && data.length === 1) this.#become({ stars: data[0] ?? null });
    else if (func === 0x03) this.#become({ beeps: this.#shows.beeps + 1 });
    else if (func === 0x01 && data[0] === 0x0b) this.#become({ asking: true });
  }

  /** No order puts the lamps out. With the next person's number the time to rate the service before is over. */
  #showNumbers(waiting: string, ticket: string): void {
    const nextPerson = ticket !== this.#shows.ticket && ticket.trim() !== '';
    this.#become({ waiting, ticket, asking: this.#shows.asking && !nextPerson });
  }

  #become(change: Partial<KeypadShows>): void {
    this.#shows = { ...this.#shows, ...change };
    this.#changes.emit(this.#shows);
  }
}

/** `inside` is FUNC and DATA. */
export function keypadFrame(address: number, inside: readonly number[]): Uint8Array {
  const counted = [address, ...inside];
  const sum = counted.reduce((all, byte) => (all + byte) & 0xff, 0);
  return Uint8Array.of(0xff, 0x68, counted.length, counted.length, 0x68, ...counted, sum, 0x16);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
