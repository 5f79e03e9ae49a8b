import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { Signal, type Unsubscribe } from '../events.ts';
import { type PrinterCommand, takeCommand } from './escpos-commands.ts';
import type { DeviceEnd } from './memory-line.ts';

export type FakeLine =
  | { kind: 'text'; text: string; width: number; height: number; bold: boolean; align: 'left' | 'center' | 'right' }
  | { kind: 'qr'; data: string }
  | { kind: 'image'; widthDots: number; heightDots: number };

/** A slip that left the printer. */
export interface FakeTicket {
  /** The bytes that made it, status questions left out. */
  readonly raw: Buffer;
  readonly lines: readonly FakeLine[];
  readonly cut: 'full' | 'partial';
}

/** The lines as plain text, for a test or a panel. */
export function ticketText(ticket: FakeTicket): string {
  return ticket.lines
    .map((line) => {
      if (line.kind === 'text') return line.text;
      return line.kind === 'qr' ? `[QR ${line.data}]` : `[image ${line.widthDots}×${line.heightDots}]`;
    })
    .join('\n');
}

const PACE_MS = 20;

/**
 * A thermal printer that speaks ESC/POS: takes bytes into its buffer, carries commands out in order while it can print,
 * answers DLE EOT at once and GS r in its turn, and misbehaves on request.
 */
export class FakePrinter {
  readonly tickets: FakeTicket[] = [];
  /** Commands it did not understand; a test of an encoder wants none. */
  readonly unknown: Buffer[] = [];
  readonly #tickets = new Signal<[FakeTicket]>();
  readonly #clock: Clock;
  #ends: DeviceEnd[] = [];
  #buffer = Buffer.alloc(0);
  #realTime: number[] = [];
  #waiting: Buffer[] = [];
  #bytesPerSecond: number | null = null;
  #paper: 'ok' | 'near-end' | 'end' = 'ok';
  #linesLeft = Number.POSITIVE_INFINITY;
  #cover: 'closed' | 'open' = 'closed';
  #offline = false;
  #jammed = false;
  #hot = false;
  #silent = false;
  #automatic = false;
  #align: 'left' | 'center' | 'right' = 'left';
  #bold = false;
  #size = { width: 1, height: 1 };
  #text: Buffer[] = [];
  #qr = '';
  #lines: FakeLine[] = [];
  #raw: Buffer[] = [];

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

  setOffline(offline: boolean): void {
    this.#change(() => {
      this.#offline = offline;
    });
  }

  setCutterJammed(jammed: boolean): void {
    this.#change(() => {
      this.#jammed = jammed;
    });
  }

  setOverheated(hot: boolean): void {
    this.#change(() => {
      this.#hot = hot;
    });
  }

  /** Hangs: swallows everything, answers nothing. */
  setSilent(silent: boolean): void {
    this.#silent = silent;
  }

  /** A serial line's pace; pseudo terminals have none of their own. Null: as fast as it comes. */
  setPace(bytesPerSecond: number | null): void {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Off and on again: the buffer and a slip begun are gone. */
  powerCycle(): void {
    this.#buffer = Buffer.alloc(0);
    this.#waiting = [];
    this.#realTime = [];
    this.#automatic = false;
    this.#reset();
    this.#lines = [];
    this.#raw = [];
  }

  /** Bytes out of nowhere, as from a wrong baud rate. */
  say(bytes: Uint8Array): void {
    for (const end of this.#ends) end.write(bytes);
  }

  #receive(bytes: Buffer): void {
    if (this.#bytesPerSecond === null) {
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
    // Real-time commands are seen on arrival, wherever they stand; printing goes on up to that place first.
    for (const byte of bytes) this.#watch(byte);
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    this.#work();
  }

  #watch(byte: number): void {
    this.#realTime = [...this.#realTime.slice(-2), byte];
    const [dle, eot, n] = this.#realTime;
    if (dle === 0x10 && eot === 0x04 && n !== undefined) this.#answerRealTime(n);
  }

  #answerRealTime(n: number): void {
    const fixed = 0x12;
    const answers: Record<number, number> = {
      1: this.#blocked() ? 0x08 : 0,
      2:
        (this.#cover === 'open' ? 0x04 : 0) |
        (this.#paper === 'end' ? 0x20 : 0) |
        (this.#jammed || this.#hot ? 0x40 : 0),
      3: (this.#jammed ? 0x08 : 0) | (this.#hot ? 0x40 : 0),
      4: (this.#paper === 'ok' ? 0 : 0x0c) | (this.#paper === 'end' ? 0x60 : 0),
    };
    const answer = answers[n];
    if (answer !== undefined) this.say(Uint8Array.of(fixed | answer));
  }

  #blocked(): boolean {
    return this.#paper === 'end' || this.#cover === 'open' || this.#offline || this.#jammed || this.#hot;
  }

  #change(apply: () => void): void {
    apply();
    if (this.#silent) return;
    if (this.#automatic) {
      const paper = (this.#paper === 'ok' ? 0 : 0x03) | (this.#paper === 'end' ? 0x0c : 0);
      const first = 0x10 | (this.#blocked() ? 0x08 : 0) | (this.#cover === 'open' ? 0x20 : 0);
      this.say(Uint8Array.of(first, (this.#jammed ? 0x08 : 0) | (this.#hot ? 0x40 : 0), paper, 0));
    }
    this.#work();
  }

  #work(): void {
    while (!this.#blocked()) {
      const taken = takeCommand(this.#buffer);
      if (!taken) return;
      const bytes = this.#buffer.subarray(0, taken.length);
      this.#buffer = this.#buffer.subarray(taken.length);
      if (taken.command.kind !== 'real-time' && taken.command.kind !== 'status') this.#raw.push(bytes);
      this.#carryOut(taken.command);
    }
  }

  #carryOut(command: PrinterCommand): void {
    switch (command.kind) {
      case 'text':
        this.#text.push(command.bytes);
        return;
      case 'line-feed':
        this.#endLine();
        return;
      case 'feed':
        for (let line = 0; line < command.lines; line += 1) this.#endLine();
        return;
      case 'reset':
        this.#reset();
        return;
      case 'align':
        this.#align = command.align;
        return;
      case 'bold':
        this.#bold = command.on;
        return;
      case 'size':
        this.#size = { width: command.width, height: command.height };
        return;
      case 'cut':
        this.#cut(command.full ? 'full' : 'partial');
        return;
      case 'status':
        this.say(Uint8Array.of(this.#paper === 'near-end' ? 0x03 : 0));
        return;
      case 'automatic-status':
        this.#automatic = command.on;
        return;
      case 'qr':
        // fn 80 stores (after m), fn 81 prints.
        if (command.function === 0x50) this.#qr = command.data.toString('latin1');
        if (command.function === 0x51) this.#lines.push({ kind: 'qr', data: this.#qr });
        return;
      case 'image':
        this.#lines.push({ kind: 'image', widthDots: command.rowBytes * 8, heightDots: command.rows });
        return;
      case 'unknown':
        this.unknown.push(command.bytes);
        return;
      case 'real-time':
      case 'other':
        return;
    }
  }

  #endLine(): void {
    // Node's own decoder, so that the encoder is not checked by itself.
    const text = new TextDecoder('gb18030').decode(Buffer.concat(this.#text));
    this.#text = [];
    this.#lines.push({ kind: 'text', text, ...this.#size, bold: this.#bold, align: this.#align });
    this.#linesLeft -= 1;
    if (this.#linesLeft <= 0) this.#paper = 'end';
  }

  #cut(cut: 'full' | 'partial'): void {
    const ticket: FakeTicket = { raw: Buffer.concat(this.#raw), lines: this.#lines, cut };
    this.#raw = [];
    this.#lines = [];
    this.tickets.push(ticket);
    this.#tickets.emit(ticket);
  }

  #reset(): void {
    this.#align = 'left';
    this.#bold = false;
    this.#size = { width: 1, height: 1 };
    this.#text = [];
  }
}
