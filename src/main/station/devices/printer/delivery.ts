import type { Clock } from '../clock.ts';
import { PortClosedError } from '../transport/transport.ts';
import type { EncodedDocument } from './encode.ts';
import { AnswerGroup } from './order.ts';
import type { PrinterProfile } from './profiles.ts';
import { ASK_IN_ORDER, askProcessId } from './status.ts';

/** How the way of one printout to the printer ended. `lost` comes with the reason: the line, or no word in time. */
export type DeliveryEnd = 'confirmed' | 'taken' | 'nothing-left' | 'line-lost' | 'no-word';

interface DeliveryDeps {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly drain: () => Promise<void>;
  readonly clock: Clock;
  /** Longest time without a word from the printer. */
  readonly timeoutMs: number;
  readonly ended: (end: DeliveryEnd) => void;
  /** Takes back what waits outside the printer; true when nothing of it had begun to come out. */
  readonly takeBack: () => Promise<boolean>;
}

/** Room for the questions between the pieces and for status questions of the moment. */
const MARGIN_BYTES = 256;

/**
 * One printout on its way. What fits the printer's buffer goes in one write, so that nothing can get between the slip
 * and the question that confirms it. A longer one goes in pieces, each with a question behind it: of the pieces not yet
 * answered for there is never more under way than the buffer holds, whatever flow control the wiring has.
 */
export class Delivery {
  readonly #deps: DeliveryDeps;
  readonly #profile: PrinterProfile;
  readonly #id: string;
  readonly #pieces: Buffer[];
  readonly #answers: AnswerGroup;
  /** Sizes of the pieces sent and not answered for, oldest first. */
  readonly #open: number[] = [];
  #started = false;
  #over = false;
  #givenUp = false;
  #cancel: () => void = () => undefined;

  /** `id`: four characters (20h–7Eh) that name this printout to a printer that can tell. */
  constructor(encoded: EncodedDocument, profile: PrinterProfile, id: string, deps: DeliveryDeps) {
    this.#deps = deps;
    this.#profile = profile;
    this.#id = id;
    this.#answers = new AnswerGroup(deps.clock);
    const bytes = profile.answers ? pieceBytes(encoded, profile) : [encoded.bytes];
    this.#pieces = bytes.map((piece, at) => this.#withQuestion(piece, at === bytes.length - 1));
  }

  /** The first byte is at the port before this returns. */
  start(): void {
    this.#rearm();
    this.#sendMore();
  }

  /** One answer to GS r; all of a question's, close together, say that the oldest open piece is on paper. */
  inOrder(): void {
    if (this.#over || this.#open.length === 0 || !this.#answers.isWhole()) return;
    const last = this.#pieces.length === 0 && this.#open.length === 1;
    // The last piece is confirmed by its name alone where the printer knows names.
    if (last && this.#profile.confirms === 'process-id') return;
    this.#open.shift();
    if (last) this.end('confirmed');
    else {
      this.#rearm();
      this.#sendMore();
    }
  }

  /** The printer named a printout; true when it was this one, to its end. */
  named(id: string): void {
    if (id === this.#id && this.#pieces.length === 0) this.end('confirmed');
  }

  end(end: DeliveryEnd): void {
    if (this.#over) return;
    this.#over = true;
    this.#cancel();
    this.#deps.ended(end);
  }

  #rearm(): void {
    this.#cancel();
    this.#cancel = this.#deps.clock.after(this.#deps.timeoutMs, () => void this.#giveUp());
  }

  /** Nothing of it shall come out tomorrow. */
  async #giveUp(): Promise<void> {
    this.#givenUp = true;
    const back = await this.#deps.takeBack();
    this.end(back ? 'nothing-left' : 'no-word');
  }

  #sendMore(): void {
    const room = this.#profile.bufferBytes - MARGIN_BYTES;
    for (;;) {
      const next = this.#pieces[0];
      const under = this.#open.reduce((sum, size) => sum + size, 0);
      if (!next || (this.#open.length > 0 && under + next.length > room)) return;
      this.#pieces.shift();
      this.#open.push(next.length);
      this.#write(next);
    }
  }

  #write(piece: Buffer): void {
    const first = !this.#started;
    this.#started = true;
    this.#deps
      .write(piece)
      .then(() => (this.#profile.answers ? undefined : this.#deps.drain()))
      .then(() => {
        if (!this.#profile.answers && !this.#givenUp) this.end('taken');
      })
      .catch((error: unknown) => {
        if (this.#givenUp) return; // its end is being found out
        // Only a line that was closed before the first byte is certain not to have printed anything.
        this.end(first && error instanceof PortClosedError ? 'nothing-left' : 'line-lost');
      });
  }

  #withQuestion(piece: Buffer, last: boolean): Buffer {
    if (!this.#profile.answers) return piece;
    const byName = last && this.#profile.confirms === 'process-id';
    return Buffer.concat([piece, byName ? askProcessId(this.#id) : ASK_IN_ORDER]);
  }
}

/** Cut at ends of lines, so that of two pieces together never more than the buffer is under way. */
function pieceBytes({ bytes, breaks }: EncodedDocument, { bufferBytes }: PrinterProfile): Buffer[] {
  const room = bufferBytes - MARGIN_BYTES;
  if (bytes.length <= room) return [bytes];
  const pieces: Buffer[] = [];
  let from = 0;
  let to = 0;
  for (const at of breaks) {
    if (at - from > room / 2 && to > from) {
      pieces.push(bytes.subarray(from, to));
      from = to;
    }
    to = at;
  }
  pieces.push(bytes.subarray(from));
  return pieces;
}
