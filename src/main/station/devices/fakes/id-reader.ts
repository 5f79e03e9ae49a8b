import type { IdCard } from '../../../../shared/identity/card.ts';
import { encodeFrame, FrameDecoder, PREAMBLE } from '../idcard/frame.ts';
import { buildCardText } from './card-text.ts';
import type { DeviceEnd } from './memory-line.ts';

const OK = 0x90;
const FOUND = 0x9f;
const FIND_FAILED = 0x80;
const SELECT_FAILED = 0x81;
const READ_FAILED = 0x41;
const NO_SUCH_ITEM = 0x91;
const COMMAND_ERROR = 0x21;

/** A second-generation ID-card reader on a line: lay a card, lift it, and have it misbehave. */
export class FakeIdReader {
  readonly #decoder = new FrameDecoder();
  #ends: DeviceEnd[] = [];
  #text: Uint8Array | null = null;
  #appended: Uint8Array | null = null;
  /** After a read, find fails until the card was lifted and laid down again. */
  #stage: 'laid' | 'found' | 'selected' | 'read' = 'laid';
  #silent = false;
  #fault: number | null = null;
  #wrongChecksum = false;
  #glue = false;
  #unreadable = false;
  #piece: number | null = null;
  #photo = new Uint8Array(1024);

  constructor() {
    // A photo may contain the preamble; this one does.
    this.#photo.set(PREAMBLE, 100);
    this.#photo.set(PREAMBLE, 1019);
  }

  attach(end: DeviceEnd): () => void {
    this.#ends.push(end);
    end.onData((bytes) => {
      if (this.#silent) return;
      for (const body of this.#decoder.push(bytes)) this.#answer(body);
    });
    return () => {
      this.#ends = this.#ends.filter((other) => other !== end);
    };
  }

  lay(card: IdCard): void {
    this.layText(buildCardText(card));
  }

  /** Addresses added to the card later, 4 × 70 bytes. */
  setAppended(addresses: readonly string[]): void {
    const bytes = Buffer.alloc(280);
    for (let at = 0; at < bytes.length; at += 2) bytes[at] = 0x20;
    for (const [index, address] of addresses.slice(0, 4).entries()) {
      bytes.write(address.slice(0, 35), index * 70, 'utf16le');
    }
    this.#appended = bytes;
  }

  /** The 1024 packed bytes of the photo on every card. */
  setPhoto(photo: Uint8Array<ArrayBuffer>): void {
    this.#photo = photo;
  }

  /** For cards no builder makes. */
  layText(text: Uint8Array): void {
    this.#text = text;
    this.#stage = 'laid';
  }

  lift(): void {
    this.#text = null;
  }

  setSilent(silent: boolean): void {
    this.#silent = silent;
  }

  /** The security module is broken: every status says this code. Null: well again. */
  setFault(sw3: number | null): void {
    this.#fault = sw3;
  }

  /** The card lies badly: reading fails until it is laid down again. */
  setUnreadable(unreadable: boolean): void {
    this.#unreadable = unreadable;
  }

  wrongChecksumOnce(): void {
    this.#wrongChecksum = true;
  }

  /** The next reply arrives together with the one before, in one piece. */
  glueOnce(): void {
    this.#glue = true;
  }

  /** Replies arrive in pieces of so many bytes. Null: whole. */
  setPieces(size: number | null): void {
    this.#piece = size;
  }

  say(bytes: Uint8Array): void {
    for (const end of this.#ends) end.write(bytes);
  }

  #answer(body: Uint8Array): void {
    const key = ((body[0] as number) << 8) | (body[1] as number);
    switch (key) {
      case 0x10ff:
      case 0x11ff:
        this.#reply(this.#fault ?? OK);
        return;
      case 0x12ff:
        this.#reply(OK, new Uint8Array(16));
        return;
      case 0x2001: {
        const found = this.#text !== null && this.#stage !== 'read';
        if (found) this.#stage = 'found';
        if (found) this.#reply(FOUND, new Uint8Array(4));
        else this.#reply(FIND_FAILED);
        return;
      }
      case 0x2002: {
        const selected = this.#text !== null && this.#stage === 'found';
        if (selected) this.#stage = 'selected';
        if (selected) this.#reply(OK, new Uint8Array(8));
        else this.#reply(SELECT_FAILED);
        return;
      }
      case 0x3001:
        this.#read();
        return;
      case 0x3003:
        if (this.#appended === null || this.#stage !== 'read') this.#reply(NO_SUCH_ITEM);
        else this.#reply(OK, this.#appended);
        return;
      default:
        this.#reply(COMMAND_ERROR);
    }
  }

  #read(): void {
    if (this.#text === null || this.#stage !== 'selected' || this.#unreadable) {
      this.#reply(READ_FAILED);
      return;
    }
    this.#stage = 'read';
    this.#reply(OK, Uint8Array.of(0x01, 0x00, 0x04, 0x00, ...this.#text, ...this.#photo));
  }

  #reply(sw3: number, data: Uint8Array = new Uint8Array(0)): void {
    let frame = encodeFrame(Uint8Array.of(0, 0, sw3, ...data));
    if (this.#wrongChecksum) {
      this.#wrongChecksum = false;
      frame = frame.slice();
      frame[frame.length - 1] = (frame.at(-1) as number) ^ 0xff;
    }
    if (this.#glue) {
      this.#glue = false;
      frame = Uint8Array.of(...frame, ...frame);
    }
    const size = this.#piece ?? frame.length;
    for (let at = 0; at < frame.length; at += size) this.say(frame.subarray(at, at + size));
  }
}
