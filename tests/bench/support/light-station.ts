import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { WebSocket } from 'ws';
import { uuidv7 } from '../../../src/shared/identity/uuid.ts';
import type { Refusal } from '../../../src/shared/intent/decision.ts';
import { chainText, FIRST_HASH, type Intent } from '../../../src/shared/intent/envelope.ts';
import type { WireRecord } from '../../../src/shared/intent/records.ts';
import { type BodyOf, KINDS, type KindName } from '../../../src/shared/intent/registry.ts';
import { type FromHall, PLAIN, PROTOCOL_VERSION, proofText, type Role } from '../../../src/shared/protocol/link.ts';
import { instant } from './peer.ts';

type Advance = Extract<FromHall, { t: 'advance' }>;

export interface Answer {
  readonly refusal: Refusal | null;
  /** What came with the settlement. */
  readonly records: readonly WireRecord[];
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** News of others is read only this far: enough to know what it settles. */
const READ_WHOLE = 32 * 1024;
const TAIL = 4096;

/**
 * A station as far as the hall can tell: it enrols with a key of its own, proves itself, seals and numbers its lines,
 * takes what the hall sends and asks again for what it missed. It keeps nothing: no database, no journal on disk, no
 * copy of the records, so that hundreds fit into one process and the hall is what is measured.
 */
export class LightStation {
  readonly name: string;
  readonly #roles: readonly Role[];
  readonly #window: string | null;
  readonly #publicKey: string;
  readonly #privateKey: KeyObject;
  readonly #open = new Map<number, { sentAt: number; done: (answer: Answer) => void }>();
  #socket: WebSocket | null = null;
  #hall = '';
  #seq = 0;
  #prev = FIRST_HASH;
  #cursor = 0;
  #settled = 0;
  /** The hall's clock against this machine's. */
  #ahead = 0;
  #live: { done: () => void; failed: (error: Error) => void } | null = null;

  constructor(name: string, roles: readonly Role[], window: string | null = null) {
    this.name = name;
    this.#window = window;
    this.#roles = roles;
    const pair = generateKeyPairSync('ed25519');
    this.#publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    this.#privateKey = pair.privateKey;
  }

  /** Lines it ever stated. */
  get stated(): number {
    return this.#seq;
  }

  /** Dials `address` (the hall's `/station`). Resolves when it has the hall's records; rejects when it is refused or cut off before that. */
  connect(address: string, enrolCode: string | null): Promise<void> {
    return new Promise((done, failed) => {
      this.#live = { done, failed };
      const socket = new WebSocket(address, { perMessageDeflate: false });
      this.#socket = socket;
      socket.on('message', (data: Buffer) => this.#receive(data, enrolCode));
      socket.on('error', (error) => failed(error));
      socket.on('close', () => failed(new Error(`${this.name}: the hall closed the connection`)));
    });
  }

  /** States one line and resolves with what the hall says of it. */
  state<K extends KindName>(kind: K, body: BodyOf<K>): Promise<Answer> {
    const line = this.#seal(kind, body);
    return new Promise((done) => {
      const sentAt = instant();
      this.#open.set(line.seq, { sentAt, done });
      this.#socket!.send(JSON.stringify({ t: 'push', intents: [line] }));
    });
  }

  /** States many lines in one push; resolves when the last is settled. */
  async stateAll<K extends KindName>(lines: readonly { kind: K; body: BodyOf<K> }[]): Promise<Answer> {
    const sealed = lines.map(({ kind, body }) => this.#seal(kind, body));
    const last = sealed.at(-1)!.seq;
    return new Promise((done) => {
      this.#open.set(last, { sentAt: instant(), done });
      this.#socket!.send(JSON.stringify({ t: 'push', intents: sealed }));
    });
  }

  end(): void {
    this.#live = null;
    this.#socket?.terminate();
  }

  #seal(kind: KindName, body: unknown) {
    this.#seq += 1;
    const intent: Intent = {
      id: uuidv7(Date.now(), randomBytes(10)),
      kind,
      version: KINDS[kind].version,
      hall: this.#hall,
      station: this.name,
      seq: this.#seq,
      actor: { kind: 'clerk', id: 'bench' },
      at: Date.now() + this.#ahead,
      body,
    };
    const prev = this.#prev;
    this.#prev = createHash('sha256').update(chainText(intent, prev)).digest('hex');
    return { ...intent, prev, hash: this.#prev };
  }

  #receive(data: Buffer, enrolCode: string | null): void {
    const at = instant();
    if (data.length > READ_WHOLE && this.#live === null) {
      const settled = Number(/"settled":(\d+)/.exec(data.toString('utf8', data.length - TAIL))?.[1] ?? Number.NaN);
      if (!this.#open.has(settled) && settled <= this.#settled) {
        this.#cursor = Number(/"to":(\d+)/.exec(data.toString('utf8', 0, 200))![1]);
        return;
      }
    }
    const message = JSON.parse(data.toString('utf8')) as FromHall;
    switch (message.t) {
      case 'challenge':
        this.#hall = message.hall;
        this.#send({
          t: 'hello',
          protocol: PROTOCOL_VERSION,
          hall: null,
          station: this.name,
          name: this.name,
          roles: this.#roles,
          window: this.#window,
          version: 'bench',
          publicKey: this.#publicKey,
          signature: sign(
            null,
            Buffer.from(proofText(message.nonce, message.hall, this.name, PLAIN)),
            this.#privateKey,
          ).toString('base64'),
          enrolCode,
          cursor: this.#cursor,
          lastSeq: this.#seq,
          settled: this.#settled,
        });
        break;
      case 'advance':
        this.#advance(message, at);
        break;
      case 'refused':
        this.#live?.failed(new Error(`${this.name}: ${message.reason} ${message.detail}`));
        break;
      case 'gap':
        throw new Error(`${this.name}: the hall misses lines from ${message.expected} on`);
      case 'welcome':
        this.#ahead = message.time - Date.now();
        break;
    }
  }

  #advance(advance: Advance, at: number): void {
    if (advance.from > this.#cursor) {
      this.#send({ t: 'pull', cursor: this.#cursor, settled: this.#settled });
      return;
    }
    this.#cursor = Math.max(this.#cursor, advance.to);
    this.#settled = Math.max(this.#settled, advance.settled);
    for (const [seq, { sentAt, done }] of this.#open) {
      if (seq > advance.settled) break;
      this.#open.delete(seq);
      const refused = advance.refusals.find((each) => each.seq === seq);
      done({ refusal: refused ?? null, records: advance.records, sentAt, answeredAt: at });
    }
    if (!advance.more) {
      this.#live?.done();
      this.#live = null;
    }
  }

  #send(message: object): void {
    this.#socket?.send(JSON.stringify(message));
  }
}
