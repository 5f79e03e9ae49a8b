import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { Signal, type Unsubscribe } from '../events.ts';
import { type PrinterCommand, takeCommand } from '../printer/preview/commands.ts';
import type { DeviceEnd } from './memory-line.ts';
import { type FakeTicket, PaperRoll } from './paper-roll.ts';

const PACE_MS = 20;
/** As most printers have it. */
const BUFFER_BYTES = 4096;

/** What is wrong, apart from paper and cover. */
export type FakeFault = 'offline' | 'cutter' | 'jam' | 'hot' | 'broken';

/**
 * A thermal printer that speaks ESC/POS: takes bytes into its buffer, carries commands out in order while it can print,
 * answers DLE EOT at once and GS r and GS ( H in their turn, tells changes by itself when asked to (GS a), empties its
 * buffer on DLE DC4 8, and misbehaves on request.
 */
export class FakePrinter {
  readonly tickets: FakeTicket[] = [];
  /** Commands it did not understand; a test of an encoder wants none. */
  readonly unknown: Buffer[] = [];
  /** Bytes that came when the buffer was full, and are lost. */
  overflowed = 0;
  readonly #tickets = new Signal<[FakeTicket]>();
  readonly #clock: Clock;
  readonly #roll = new PaperRoll();
  readonly #faults = new Set<FakeFault>();
  readonly #released = new Set<FakeFault>();
  #ends: DeviceEnd[] = [];
  #buffer = Buffer.alloc(0);
  #recent: number[] = [];
  #waiting: Buffer[] = [];
  #bytesPerSecond: number | null = null;
  #lineMs = 0;
  #busy = false;
  #paper: 'ok' | 'near-end' | 'end' = 'ok';
  #linesLeft = Number.POSITIVE_INFINITY;
  #cover: 'closed' | 'open' = 'closed';
  #silent = false;
  #automatic = false;

  constructor(options: { clock?: Clock } = {}) {
    this.#clock = options.clock ?? systemClock;
  }

  attach(end: DeviceEnd): () => void {
    this.#ends.push(end);
    end.onData((bytes) => this.#receive(Buffer.from(bytes)));
    return () => {
      this.#ends = this.#ends.filter((other) => other !== end);
    };
  }

  onTicket(listener: (ticket: FakeTicket) => void): Unsubscribe {
    return this.#tickets.on(listener);
  }

  /** Bytes taken and not carried out. */
  get buffered(): number {
    return this.#buffer.length;
  }

  setPaper(paper: 'ok' | 'near-end' | 'end'): void {
    this.#change(() => {
      this.#paper = paper;
      if (paper !== 'end') this.#linesLeft = Number.POSITIVE_INFINITY;
    });
  }

  /** The roll ends in the middle of what comes. */
  runOutAfter(lines: number): void {
    this.#linesLeft = lines;
  }

  setCover(cover: 'open' | 'closed'): void {
    this.#change(() => {
      this.#cover = cover;
    });
  }

  setFault(fault: FakeFault, on: boolean): void {
    this.#change(() => {
      if (on) this.#faults.add(fault);
      else this.#faults.delete(fault);
    });
  }

  /** What was stuck is out; it stays stopped until it is told (DLE ENQ) or switched off and on. */
  release(fault: 'cutter' | 'jam'): void {
    this.#released.add(fault);
  }

  /** Hangs: swallows everything, answers nothing. */
  setSilent(silent: boolean): void {
    this.#silent = silent;
  }

  /** A serial line's pace; pseudo terminals have none of their own. Null: as fast as it comes. */
  setPace(bytesPerSecond: number | null): void {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** How long the head takes for a line; meanwhile bytes gather in the buffer. */
  setLineTime(ms: number): void {
    this.#lineMs = ms;
  }

  /** Off and on again: the buffer, a slip begun and all it was told are gone. */
  powerCycle(): void {
    this.#buffer = Buffer.alloc(0);
    this.#waiting = [];
    this.#recent = [];
    this.#automatic = false;
    for (const fault of this.#released) this.#faults.delete(fault);
    this.#released.clear();
    this.#roll.tearOff();
  }

  /** Bytes out of nowhere, as from a wrong baud rate. */
  say(bytes: Uint8Array): void {
    for (const end of this.#ends) end.write(bytes);
  }

  #receive(bytes: Buffer): void {
    if (this.#bytesPerSecond === null && this.#waiting.length === 0) {
      this.#take(bytes);
      return;
    }
    this.#waiting.push(bytes);
    if (this.#waiting.length === 1) this.#pace();
  }

  #pace(): void {
    this.#clock.after(PACE_MS, () => {
      let budget = Math.max(1, Math.round(((this.#bytesPerSecond ?? 1e9) * PACE_MS) / 1000));
      while (budget > 0 && this.#waiting.length > 0) {
        const head = this.#waiting[0] as Buffer;
        this.#take(head.subarray(0, budget));
        if (head.length > budget) this.#waiting[0] = head.subarray(budget);
        else this.#waiting.shift();
        budget -= head.length;
      }
      if (this.#waiting.length > 0) this.#pace();
    });
  }

  #take(bytes: Buffer): void {
    if (this.#silent) return;
    // Real-time commands are seen on arrival, wherever they stand, also in an image or when nothing more fits, and are
    // no part of what is to be carried out in order.
    const had = this.#buffer.length;
    const kept = [...this.#buffer];
    for (const byte of bytes) {
      kept.push(byte);
      this.#recent = [...this.#recent.slice(-9), byte];
      const done = this.#obeyRealTime();
      kept.length = done === 'cleared' ? 0 : Math.max(0, kept.length - done);
    }
    this.#buffer = Buffer.from(kept);
    // Printing goes on while bytes come, so only what is left over in the end does not fit.
    this.#work();
    const room = Math.max(BUFFER_BYTES, had);
    // An image that is still coming is printed row by row; only where the head stands still the buffer fills.
    if (this.#buffer.length > room && (this.#busy || this.#blocked())) {
      this.overflowed += this.#buffer.length - room;
      this.#buffer = this.#buffer.subarray(0, room);
    }
  }

  /** Carries out a real-time command whose last byte just came; answers how many bytes it was. */
  #obeyRealTime(): number | 'cleared' {
    const [dle, eot, n = 0] = this.#recent.slice(-3);
    if (dle === 0x10 && eot === 0x04 && n >= 1 && n <= 4) {
      this.#answerRealTime(n);
      return 3;
    }
    if (dle === 0x10 && eot === 0x05 && (n === 1 || n === 2)) return this.#recover(n);
    if (Buffer.from(this.#recent).toString('hex') !== '10140801031401060208') return 0;
    this.#roll.tearOff();
    this.say(Uint8Array.of(0x37, 0x25, 0x00));
    return 'cleared';
  }

  /** 1: goes on in the line where it stopped. 2: throws away what it holds. Neither helps while it is stuck. */
  #recover(n: 1 | 2): number | 'cleared' {
    const healed = [...this.#faults].filter((fault) => this.#released.has(fault));
    if (healed.length === 0) return 3;
    for (const fault of healed) {
      this.#faults.delete(fault);
      this.#released.delete(fault);
    }
    if (this.#automatic) this.#tell();
    if (n === 1) return 3;
    this.#roll.tearOff();
    return 'cleared';
  }

  #answerRealTime(n: number): void {
    const fixed = 0x12;
    const stopped = this.#errorBits() !== 0;
    const answers: Record<number, number> = {
      1: this.#blocked() ? 0x08 : 0,
      2: (this.#cover === 'open' ? 0x04 : 0) | (this.#paper === 'end' ? 0x20 : 0) | (stopped ? 0x40 : 0),
      3: this.#errorBits(),
      4: (this.#paper === 'ok' ? 0 : 0x0c) | (this.#paper === 'end' ? 0x60 : 0),
    };
    const answer = answers[n];
    if (answer !== undefined) this.say(Uint8Array.of(fixed | answer));
  }

  /** Cutter, jam, hot and broken have the same bits in DLE EOT 3 and in the second byte of the automatic status. */
  #errorBits(): number {
    const bits = { jam: 0x04, cutter: 0x08, broken: 0x20, hot: 0x40, offline: 0 } as const;
    return [...this.#faults].reduce((sum, fault) => sum | bits[fault], 0);
  }

  #blocked(): boolean {
    return this.#paper === 'end' || this.#cover === 'open' || this.#faults.size > 0;
  }

  #change(apply: () => void): void {
    apply();
    if (this.#silent) return;
    if (this.#automatic) this.#tell();
    this.#work();
  }

  #tell(): void {
    const paper = (this.#paper === 'ok' ? 0 : 0x03) | (this.#paper === 'end' ? 0x0c : 0);
    const first = 0x10 | (this.#blocked() ? 0x08 : 0) | (this.#cover === 'open' ? 0x20 : 0);
    this.say(Uint8Array.of(first, this.#errorBits(), paper, 0));
  }

  #work(): void {
    while (!this.#blocked() && !this.#busy) {
      const taken = takeCommand(this.#buffer);
      if (!taken) return;
      const bytes = this.#buffer.subarray(0, taken.length);
      this.#buffer = this.#buffer.subarray(taken.length);
      this.#carryOut(taken.command, bytes);
    }
  }

  #carryOut(command: PrinterCommand, bytes: Buffer): void {
    if (command.kind === 'status') this.say(Uint8Array.of(this.#paper === 'near-end' ? 0x03 : 0));
    if (command.kind === 'process-id') {
      this.say(Buffer.concat([Buffer.from([0x37, 0x22]), Buffer.from(command.id, 'latin1'), Buffer.from([0])]));
    }
    if (command.kind === 'unknown') this.unknown.push(command.bytes);
    if (command.kind === 'reset') this.#automatic = false;
    if (command.kind === 'automatic-status') {
      this.#automatic = command.on;
      if (command.on) this.#tell();
    }
    const { lines, ticket } = this.#roll.take(command, bytes);
    if (lines > 0) this.#moved(lines);
    if (!ticket) return;
    this.tickets.push(ticket);
    this.#tickets.emit(ticket);
  }

  #moved(lines: number): void {
    this.#linesLeft -= lines;
    if (this.#linesLeft <= 0 && this.#paper !== 'end') {
      this.#paper = 'end';
      if (this.#automatic) this.#tell();
    }
    if (this.#lineMs === 0) return;
    this.#busy = true;
    this.#clock.after(this.#lineMs * lines, () => {
      this.#busy = false;
      this.#work();
    });
  }
}
