import { ATTACHMENT_BYTES } from '../../../shared/case/types.ts';
import { type AttachmentAnswer, type AttachmentWord, PIECE_BYTES } from '../../../shared/protocol/link.ts';
import type { Runtime } from '../runtime.ts';
import { type AttachmentFiles, type AttachmentName, hashOf } from '../store/attachment-files.ts';

interface Deps {
  readonly files: AttachmentFiles;
  readonly link: {
    readonly online: boolean;
    /** Whether the hall at the other end takes and gives attachments. */
    readonly attachments: boolean;
    /** Another number for each connection. */
    readonly connection: number;
    sendAttachment(word: AttachmentWord): void;
  };
  /** All lines of this station are settled: pictures go after everything else, and after the line that names them. */
  readonly handedIn: () => boolean;
  /** Whether a case still names it: what was taken away is not brought. */
  readonly wanted: (name: AttachmentName) => boolean;
  readonly runtime: Pick<Runtime, 'after' | 'uptime'>;
  readonly log: (event: string, facts?: Readonly<Record<string, string | number | boolean>>) => void;
  /** The hall has one more. */
  readonly onHeld: () => void;
}

/** The hall did not answer: it is away, or its disk takes nothing. */
const ANSWER_MS = 10_000;
const AGAIN_MS = 20_000;
/** No case of the hall names it: one whose line was refused, or whose hall was put back and will hear of it again. */
const UNWANTED_AGAIN_MS = 600_000;

interface Upload extends AttachmentName {
  readonly connection: number;
  readonly bytes: Buffer;
  /** Bytes up to here are at the hall; null before it answered the offer. */
  at: number | null;
  /** A piece is on its way. */
  awaiting: boolean;
  cancelTimer: () => void;
}

interface Fetch extends AttachmentName {
  readonly connection: number;
  readonly done: (outcome: FetchOutcome) => void;
  bytes: Buffer | null;
  have: number;
  cancelTimer: () => void;
}

/** `missing`: the hall does not have it yet. `away`: there is no hall to ask. */
export type FetchOutcome = Buffer | 'missing' | 'away';

/**
 * Brings pictures to the hall, and those of others from it: one at a time each way, and a piece only when the one before
 * was answered. So the line is never filled: a press waits behind one piece at most. What is interrupted begins again.
 */
export class AttachmentTransfer {
  readonly #deps: Deps;
  /** Those the hall does not have, by file, in the order in which they go. */
  readonly #waiting = new Map<string, AttachmentName>();
  readonly #notBefore = new Map<string, number>();
  #upload: Upload | null = null;
  #opening = false;
  #fetching: Fetch | null = null;
  readonly #toFetch: { name: AttachmentName; done: (outcome: FetchOutcome) => void }[] = [];
  #closed = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  isWaiting(name: AttachmentName): boolean {
    return this.#waiting.has(keyOf(name));
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** This one lies among those that wait. */
  add(name: AttachmentName): void {
    this.#waiting.set(keyOf(name), name);
    this.go();
  }

  /** Its file is gone. */
  forget(name: AttachmentName): void {
    this.#waiting.delete(keyOf(name));
    this.#notBefore.delete(keyOf(name));
    if (this.#upload && keyOf(this.#upload) === keyOf(name)) this.#giveUp();
    this.go();
  }

  /** Something changed that may let the next piece go, or some seconds have passed. */
  go(): void {
    const { link } = this.#deps;
    if (this.#closed) return;
    if (this.#upload && (this.#upload.connection !== link.connection || !this.#deps.wanted(this.#upload)))
      this.#giveUp();
    if (this.#fetching && this.#fetching.connection !== link.connection) this.#fetched('away');
    if (!link.online || !link.attachments) return;
    this.#nextFetch();
    if (this.#upload) this.#send();
    else void this.#offerNext();
  }

  /** What the hall answered. */
  heard(answer: AttachmentAnswer): void {
    if (answer.t === 'wanted') this.#wanted(answer.hash, answer.from);
    else this.#came(answer);
  }

  /** From the hall, checked; resolves with why not. */
  fetch(name: AttachmentName): Promise<FetchOutcome> {
    const { link } = this.#deps;
    if (this.#closed || !link.online || !link.attachments) return Promise.resolve('away');
    return new Promise((done) => {
      this.#toFetch.push({ name, done });
      this.#nextFetch();
    });
  }

  close(): void {
    this.#closed = true;
    this.#giveUp();
    if (this.#fetching) this.#fetched('away');
    for (const { done } of this.#toFetch.splice(0)) done('away');
  }

  async #offerNext(): Promise<void> {
    const { files, link, handedIn, wanted, runtime, log } = this.#deps;
    const now = runtime.uptime();
    const due = (each: AttachmentName) => (this.#notBefore.get(keyOf(each)) ?? 0) <= now && wanted(each);
    const name = [...this.#waiting.values()].find(due);
    if (this.#opening || !name || !handedIn()) return;
    this.#opening = true;
    const bytes = await files.read(name).catch(() => 'spoilt' as const); // or a disk that gives it later
    this.#opening = false;
    if (this.#closed) return;
    if (bytes === null || bytes === 'spoilt') {
      log('attachment-unreadable', { state: bytes === null ? 'missing' : 'spoilt' });
      if (bytes === null) this.#waiting.delete(keyOf(name));
      else this.#later(name, UNWANTED_AGAIN_MS);
      return this.go();
    }
    if (!link.online) return;
    const { connection } = link;
    const idle = () => undefined;
    this.#upload = { ...name, connection, bytes, at: null, awaiting: true, cancelTimer: idle };
    this.#await(this.#upload);
    link.sendAttachment({ t: 'offer', hash: name.hash, caseId: name.caseId });
  }

  #wanted(hash: string, from: number | null): void {
    const upload = this.#upload;
    if (upload?.hash !== hash || !upload.awaiting) return;
    // An answer to something sent before: the one to what was sent last is still to come.
    const expected = upload.at === null ? from : Math.min(upload.at + PIECE_BYTES, upload.bytes.length);
    if (from !== expected) return;
    upload.cancelTimer();
    upload.awaiting = false;
    if (from === null) {
      this.#deps.log('attachment-unwanted');
      this.#upload = null;
      this.#later(upload, UNWANTED_AGAIN_MS);
      this.go();
      return;
    }
    upload.at = from;
    if (from >= upload.bytes.length) void this.#held(upload);
    else this.#send();
  }

  #send(): void {
    const { link, handedIn } = this.#deps;
    const upload = this.#upload;
    if (!upload || upload.awaiting || upload.at === null || upload.at >= upload.bytes.length || !handedIn()) return;
    const { hash, at } = upload;
    upload.awaiting = true;
    this.#await(upload);
    const data = upload.bytes.subarray(at, at + PIECE_BYTES).toString('base64');
    link.sendAttachment({ t: 'piece', hash, at, data });
  }

  async #held(upload: Upload): Promise<void> {
    try {
      await this.#deps.files.held(upload);
    } catch {
      // It is offered again after the next start, and the hall says that it has it.
    }
    this.#waiting.delete(keyOf(upload));
    if (this.#upload === upload) this.#upload = null;
    this.#deps.onHeld();
    this.go();
  }

  #await(upload: Upload): void {
    upload.cancelTimer = this.#deps.runtime.after(ANSWER_MS, () => {
      this.#giveUp();
      this.#later(upload, AGAIN_MS);
      this.go();
    });
  }

  #giveUp(): void {
    this.#upload?.cancelTimer();
    this.#upload = null;
  }

  #later(name: AttachmentName, ms: number): void {
    this.#notBefore.set(keyOf(name), this.#deps.runtime.uptime() + ms);
  }

  #nextFetch(): void {
    const { link, runtime } = this.#deps;
    if (this.#fetching) return;
    const next = this.#toFetch.shift();
    if (!next) return;
    const cancelTimer = runtime.after(ANSWER_MS, () => this.#fetched('away'));
    this.#fetching = { ...next.name, connection: link.connection, done: next.done, bytes: null, have: 0, cancelTimer };
    link.sendAttachment({ t: 'fetch', ...next.name, at: 0 });
  }

  #came(answer: Extract<AttachmentAnswer, { t: 'piece' | 'missing' }>): void {
    const fetching = this.#fetching;
    if (fetching?.hash !== answer.hash) return;
    if (answer.t === 'missing') {
      this.#fetched('missing');
      return;
    }
    const piece = Buffer.from(answer.data, 'base64');
    fetching.bytes ??= Buffer.alloc(Math.min(answer.bytes, ATTACHMENT_BYTES));
    if (answer.at !== fetching.have || piece.length === 0 || answer.at + piece.length > fetching.bytes.length) return;
    piece.copy(fetching.bytes, answer.at);
    fetching.have += piece.length;
    if (fetching.have === fetching.bytes.length) {
      const whole = hashOf(fetching.bytes) === fetching.hash;
      if (!whole) this.#deps.log('attachment-spoilt');
      this.#fetched(whole ? fetching.bytes : 'missing');
      return;
    }
    fetching.cancelTimer();
    fetching.cancelTimer = this.#deps.runtime.after(ANSWER_MS, () => this.#fetched('away'));
    this.#deps.link.sendAttachment({
      t: 'fetch',
      hash: fetching.hash,
      caseId: fetching.caseId,
      at: fetching.have,
    });
  }

  #fetched(outcome: FetchOutcome): void {
    const fetching = this.#fetching;
    if (!fetching) return;
    this.#fetching = null;
    fetching.cancelTimer();
    fetching.done(outcome);
    if (this.#deps.link.online) this.#nextFetch();
    else for (const { done } of this.#toFetch.splice(0)) done('away');
  }
}

function keyOf({ caseId, hash }: AttachmentName): string {
  return `${hash}.${caseId}`;
}
