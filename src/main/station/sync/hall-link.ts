import { ZodError } from 'zod';
import {
  type AttachmentWord,
  FromHall,
  type FromStation,
  type LinkTrouble,
  PROTOCOL_VERSION,
  PUSH_LIMIT,
  type RefusedReason,
} from '../../../shared/protocol/link.ts';
import type { LinkView } from '../../../shared/protocol/views.ts';
import type { HallSocket, Runtime } from '../runtime.ts';
import type { Advance, LinkOptions, LinkOwner } from './link-owner.ts';

const RETRY_FIRST_MS = 200;
const RETRY_LAST_MS = 5000;
/** After the hall refused us, asking again rarely is enough: a person must act. */
const RETRY_REFUSED_MS = 15_000;
/** A connection that did not last so long counts as one that failed. */
const LASTED_MS = 5000;
const PULSE_MS = 2000;
const REPORT_MS = 500;
const BEATS_MISSED = 3;

/** The station's line to the hall: dials, proves itself, hands over its intents in order, takes what changed. */
export class HallLink {
  readonly #options: LinkOptions;
  readonly #owner: LinkOwner;
  readonly #runtime: Runtime;
  #socket: HallSocket | null = null;
  #state: LinkView['state'] = 'connecting';
  #since: number;
  #refused: LinkTrouble | null = null;
  /** Which of the addresses. */
  #at = 0;
  #sentUpTo = 0;
  #heard = true;
  #missed = 0;
  #welcomed = false;
  #settledAtBeat = -1;
  #retryMs = RETRY_FIRST_MS;
  #cancelRetry: (() => void) | null = null;
  #cancelBeat: (() => void) | null = null;
  #cancelReport: (() => void) | null = null;
  /** Uptime at which this connection first was of use. */
  #usefulSince: number | null = null;
  #connections = 0;
  #closed = false;
  #takesPacks = true;
  #attachments = false;
  /** Why an address could not be reached, as it was last logged. */
  readonly #unreachable = new Map<string, string>();
  /** Why the last address that was tried could not be reached. */
  #why: string | null = null;

  constructor(options: LinkOptions, owner: LinkOwner, runtime: Runtime) {
    this.#options = options;
    this.#owner = owner;
    this.#runtime = runtime;
    this.#since = runtime.now();
  }

  get online(): boolean {
    return this.#state === 'online';
  }

  /** Whether the hall at the other end takes and gives the bytes of attachments. */
  get attachments(): boolean {
    return this.#attachments;
  }

  /** Another number for each connection that was let in. */
  get connection(): number {
    return this.#connections;
  }

  sendAttachment(word: AttachmentWord): void {
    if (this.#welcomed) this.#send(word);
  }

  view(): LinkView {
    return { state: this.#state, since: this.#since, refused: this.#refused, unreachable: this.#why };
  }

  start(): void {
    this.#dial();
    this.#beatLater();
  }

  close(): void {
    this.#closed = true;
    this.#cancelBeat?.();
    this.#cancelRetry?.();
    this.#cancelReport?.();
    this.#socket?.end();
  }

  /** Hands over what is new in the journal; nothing happens while the hall is away, the next welcome sends it all. */
  push(): void {
    if (this.#state !== 'online' && this.#state !== 'silent') return;
    for (;;) {
      const lines = this.#owner.pendingAfter(this.#sentUpTo).slice(0, PUSH_LIMIT);
      if (lines.length === 0) return;
      this.#send({ t: 'push', intents: [...lines] });
      this.#sentUpTo = lines.at(-1)!.seq;
    }
  }

  /** What came as a pack could not be read: once more, and record by record. */
  refusePacks(): void {
    this.#takesPacks = false;
    this.#socket?.end();
  }

  /** Devices or the number of waiting intents changed: the hall's keeper sees it within a moment. */
  reportSoon(): void {
    if (this.#cancelReport || this.#closed) return;
    this.#cancelReport = this.#runtime.after(REPORT_MS, () => {
      this.#cancelReport = null;
      if (this.online) this.#send({ t: 'report', ...this.#owner.report(this.#connections), time: this.#runtime.now() });
    });
  }

  /** Asks for own lines the hall has and this station lacks. */
  recall(after: number): void {
    this.#send({ t: 'recall', after });
  }

  /** Its journal and the hall's are not one any more: a person must act. */
  forked(detail: string): void {
    this.#refuse('journal-behind', detail);
    const socket = this.#socket;
    if (!socket) return;
    this.#lost(); // what it still says counts no more
    socket.end();
  }

  /** An answer did not come in time: treat the hall as away until it is heard again. */
  gaveUpWaiting(): void {
    if (this.#state === 'online') this.#become('silent');
    this.#heard = false;
    this.#socket?.ping();
  }

  #dial(): void {
    if (this.#closed) return;
    this.#cancelRetry = null;
    this.#heard = true;
    this.#missed = 0;
    this.#welcomed = false;
    const { hallKey, urls, log } = this.#options;
    const url = urls[this.#at]!;
    if (url.startsWith('wss:') && !hallKey.known) {
      if (this.#refused !== 'hall-key-unknown') log('hall-key-unknown', { url });
      this.#trouble('hall-key-unknown');
      this.#lost();
      return;
    }
    const socket: HallSocket = this.#runtime.dial(url, (pin) => hallKey.trusts(pin), {
      message: (text) => {
        if (this.#socket === socket) this.#receive(text);
      },
      alive: () => {
        if (this.#socket === socket) this.#alive();
      },
      stranger: () => {
        if (this.#socket !== socket) return;
        log('hall-key-wrong', { url });
        this.#trouble('hall-key-wrong');
      },
      closed: (why) => {
        if (this.#socket !== socket) return;
        if (!this.#welcomed && this.#state !== 'refused') this.#notReached(url, why ?? 'no-welcome');
        this.#lost();
      },
    });
    this.#socket = socket;
  }

  #beatLater(): void {
    this.#cancelBeat = this.#runtime.after(PULSE_MS, () => {
      this.#beat();
      if (!this.#closed) this.#beatLater();
    });
  }

  #lost(): void {
    this.#socket = null;
    // Two machines with one name end each other's connection as soon as it stands.
    if (this.#usefulSince !== null && this.#runtime.uptime() - this.#usefulSince > LASTED_MS)
      this.#retryMs = RETRY_FIRST_MS;
    this.#usefulSince = null;
    if (this.#closed) return;
    if (this.#state !== 'refused') this.#become('offline');
    this.#at = (this.#at + 1) % this.#options.urls.length;
    // The others are tried at once, and only then is it worth waiting.
    const again = this.#at === 0;
    const wait = !again ? RETRY_FIRST_MS : this.#state === 'refused' ? RETRY_REFUSED_MS : this.#retryMs;
    if (again) this.#retryMs = Math.min(RETRY_LAST_MS, this.#retryMs * 2);
    this.#cancelRetry = this.#runtime.after(wait * (0.75 + this.#runtime.random() / 2), () => this.#dial());
  }

  #beat(): void {
    const socket = this.#socket;
    if (!socket) return;
    // Signs of life are not enough: who has not welcomed us after a while will not.
    if (this.#heard && (this.#welcomed || this.#state === 'refused')) this.#missed = 0;
    else if (++this.#missed >= BEATS_MISSED) {
      socket.end(); // the wire is dead though nobody said so
      return;
    } else if (this.#state === 'online') this.#become('silent');
    this.#heard = false;
    this.#sendAgain();
    socket.ping();
  }

  /** Intents sent two beats ago and still not settled: whatever became of them, the hall takes each only once. */
  #sendAgain(): void {
    const oldest = this.#owner.settledSeq();
    const stuck = this.#state === 'online' && oldest === this.#settledAtBeat && oldest < this.#sentUpTo;
    this.#settledAtBeat = oldest;
    if (!stuck) return;
    this.#sentUpTo = oldest;
    this.push();
  }

  #alive(): void {
    this.#heard = true;
    if (this.#state === 'silent' && this.#welcomed) this.#become('online');
  }

  #receive(text: string): void {
    this.#alive();
    const message = FromHall.safeParse(parseJson(text));
    if (!message.success) {
      this.#nonsense(message.error);
      return;
    }
    switch (message.data.t) {
      case 'challenge':
        this.#hello(message.data);
        break;
      case 'welcome':
        if (message.data.adopts === true && !this.#owner.adopt()) {
          this.#socket?.end(); // its disk takes nothing: it comes again
          break;
        }
        if (!this.#owner.isOwn(message.data.lastSeq, message.data.settledHash)) {
          this.forked(`line ${message.data.lastSeq} at the hall is another`);
          break;
        }
        this.#welcomed = true;
        this.#unreachable.clear();
        this.#why = null;
        this.#connections++;
        this.#attachments = message.data.attachments === true;
        this.#sentUpTo = message.data.lastSeq;
        if (message.data.anew === true || message.data.position < this.#owner.cursor()) this.#owner.onHallPutBack();
        this.#owner.onHallTime(message.data.time);
        this.#owner.onPersonKey(message.data.personKey);
        this.#owner.onPins(message.data.pins);
        this.#become('online');
        this.#owner.onWelcome(message.data.lastSeq);
        this.push();
        this.reportSoon();
        break;
      case 'refused':
        this.#refuse(message.data.reason, message.data.detail);
        break;
      case 'gap':
        this.#sentUpTo = message.data.expected - 1;
        this.push();
        break;
      case 'dispensers':
        this.#owner.onDispensers(message.data.list);
        break;
      case 'wanted':
      case 'piece':
      case 'missing':
        this.#owner.onAttachment(message.data);
        break;
      case 'recalled':
        this.#owner.onRecalled(message.data.lines);
        break;
      case 'advance':
        if (!this.#owner.isOwn(message.data.settled, message.data.settledHash)) {
          this.forked(`line ${message.data.settled} at the hall is another`);
          break;
        }
        this.#owner.onHallTime(message.data.time);
        try {
          const settled = this.#owner.settledSeq();
          this.#take(message.data);
          // Only now has the connection been of use; a hall whose words we cannot take, or that cannot write ours (its
          // disk is full), must not be dialled again at once.
          if (this.#owner.settledSeq() > settled) this.#retryMs = RETRY_FIRST_MS;
          else if (!message.data.more && settled >= this.#owner.lastSeq()) this.#usefulSince ??= this.#runtime.uptime();
        } catch (error) {
          if (!(error instanceof ZodError)) throw error;
          this.#nonsense(error); // a record that is none; nothing of this message was taken
        }
        break;
    }
  }

  /** Logged once for each reason: an address is tried every few seconds. */
  #notReached(url: string, reason: string): void {
    if (this.#why !== reason) {
      this.#why = reason;
      this.#owner.onState();
    }
    if (this.#closed || this.#unreachable.get(url) === reason) return;
    this.#unreachable.set(url, reason);
    this.#options.log('hall-unreachable', { url, reason });
  }

  #refuse(reason: RefusedReason, detail: string): void {
    this.#options.log('hall-refused-station', { reason, detail });
    this.#owner.onRefused(reason);
    this.#trouble(reason);
  }

  #nonsense(error: ZodError): void {
    this.#options.log('hall-said-nonsense', { where: error.issues[0]?.path.join('.') ?? '' });
    this.#socket?.end();
  }

  #take(advance: Advance): void {
    const cursor = this.#owner.cursor();
    const settled = this.#owner.settledSeq();
    const { after = settled } = advance;
    if (advance.from > cursor || after > settled) {
      // Something between is missing: nothing of this counts before it is here.
      this.#send({ t: 'pull', cursor, settled });
      return;
    }
    // A message that was overtaken tells of records as they were; what it settles is as true as ever.
    const late = advance.to < cursor || after < settled;
    this.#owner.onAdvance(late ? { ...advance, records: [], packs: undefined } : advance);
  }

  #hello(challenge: Extract<FromHall, { t: 'challenge' }>): void {
    const { station, name, roles, window, version, hallKey, identity } = this.#options;
    this.#send({
      t: 'hello',
      protocol: PROTOCOL_VERSION,
      hall: this.#owner.hallId(),
      station,
      name,
      roles: [...roles],
      window,
      version,
      publicKey: identity.publicKey,
      signature: identity.prove(challenge.nonce, challenge.hall, station, this.#socket?.channel ?? ''),
      enrolCode: hallKey.secret,
      cursor: this.#owner.cursor(),
      ...(this.#owner.cursorHash() === null ? {} : { cursorHash: this.#owner.cursorHash() as string }),
      ...(this.#owner.recovers() ? { recovers: true } : {}),
      lastSeq: this.#owner.lastSeq(),
      ...(this.#owner.lastHash() === null ? {} : { lastHash: this.#owner.lastHash() as string }),
      numbers: this.#owner.numbers(),
      settled: this.#owner.settledSeq(),
      packs: this.#takesPacks,
      dispensers: true,
    });
  }

  #send(message: FromStation): void {
    this.#socket?.send(JSON.stringify(message));
  }

  /** No line until a person acts; asked again rarely. */
  #trouble(why: LinkTrouble): void {
    const changed = this.#refused !== why;
    this.#refused = why;
    if (this.#state === 'refused' && changed) this.#owner.onState();
    this.#become('refused');
  }

  #become(state: LinkView['state']): void {
    if (state !== 'refused') this.#refused = null;
    if (this.#state === state) return;
    this.#state = state;
    this.#since = this.#runtime.now();
    this.#owner.onState();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
