import type { PrinterCommand } from '../printer/preview/commands.ts';

export type FakeLine =
  | { kind: 'text'; text: string; width: number; height: number; bold: boolean; align: 'left' | 'center' | 'right' }
  | { kind: 'qr'; data: string }
  | { kind: 'image'; widthDots: number; heightDots: number };

/** A slip that left the printer. */
export interface FakeTicket {
  /** The bytes that made it, questions left out. */
  readonly raw: Buffer;
  readonly lines: readonly FakeLine[];
  readonly cut: 'full' | 'partial';
}

/** Stands in a line's text for a character that came as dots. */
export const DRAWN = '▨';

/** The lines as plain text, for a test or a panel. */
export function ticketText(ticket: FakeTicket): string {
  return ticket.lines
    .map((line) => {
      if (line.kind === 'text') return line.text;
      return line.kind === 'qr' ? `[QR ${line.data}]` : `[image ${line.widthDots}×${line.heightDots}]`;
    })
    .join('\n');
}

/** The paper end of a printer: takes commands in order and keeps what would stand on the slip. */
export class PaperRoll {
  #align: 'left' | 'center' | 'right' = 'left';
  #bold = false;
  #size = { width: 1, height: 1 };
  #text = '';
  #qr = '';
  #lines: FakeLine[] = [];
  #raw: Buffer[] = [];

  /** Carries a command out; answers how many lines the paper moved, and the slip if it was cut off. */
  take(command: PrinterCommand, bytes: Buffer): { lines: number; ticket: FakeTicket | null } {
    if (isOfPaper(command)) this.#raw.push(bytes);
    const lines = this.#carryOut(command);
    return { lines, ticket: command.kind === 'cut' ? this.#cut(command.full ? 'full' : 'partial') : null };
  }

  /** Modes as after power on; a line begun is gone. */
  reset(): void {
    this.#align = 'left';
    this.#bold = false;
    this.#size = { width: 1, height: 1 };
    this.#text = '';
  }

  /** The slip begun is torn off and nobody's. */
  tearOff(): void {
    this.reset();
    this.#lines = [];
    this.#raw = [];
  }

  #carryOut(command: PrinterCommand): number {
    switch (command.kind) {
      case 'text':
        // Node's own decoder, so that the encoder is not checked by itself.
        this.#text += new TextDecoder('gb18030').decode(command.bytes);
        return 0;
      case 'inline-image':
        this.#text += DRAWN;
        return 0;
      case 'line-feed':
        this.#endLine();
        return 1;
      case 'feed':
        for (let line = 0; line < command.lines; line += 1) this.#endLine();
        return command.lines;
      case 'reset':
        this.reset();
        return 0;
      case 'align':
        this.#align = command.align;
        return 0;
      case 'bold':
        this.#bold = command.on;
        return 0;
      case 'size':
        this.#size = { width: command.width, height: command.height };
        return 0;
      case 'qr':
        // fn 80 stores (after m), fn 81 prints.
        if (command.function === 0x50) this.#qr = command.data.toString('latin1', 1);
        if (command.function === 0x51) this.#lines.push({ kind: 'qr', data: this.#qr });
        return 0;
      case 'image':
        this.#lines.push({ kind: 'image', widthDots: command.rowBytes * 8, heightDots: command.rows });
        return 1;
      case 'cut':
      case 'feed-dots':
      case 'status':
      case 'process-id':
      case 'automatic-status':
      case 'real-time':
      case 'other':
      case 'unknown':
        return 0;
    }
  }

  #endLine(): void {
    this.#lines.push({ kind: 'text', text: this.#text, ...this.#size, bold: this.#bold, align: this.#align });
    this.#text = '';
  }

  #cut(cut: 'full' | 'partial'): FakeTicket {
    const ticket: FakeTicket = { raw: Buffer.concat(this.#raw), lines: this.#lines, cut };
    this.#raw = [];
    this.#lines = [];
    return ticket;
  }
}

function isOfPaper(command: PrinterCommand): boolean {
  return !['real-time', 'status', 'process-id', 'automatic-status'].includes(command.kind);
}
