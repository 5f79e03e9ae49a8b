// A small station, written from docs/protocol.md alone: nothing is imported from the program.
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { WebSocket } from 'ws';

type Json = Record<string, unknown>;
type Line = Json & { seq: number; hash: string };
interface Advance {
  readonly from: number;
  readonly to: number;
  readonly records: readonly { type: string; id: string; body: Json | null }[];
  readonly after: number;
  readonly settled: number;
  readonly refusals: readonly { seq: number; code: string }[];
}

const BEAT_MS = 400; // the page's two seconds, in the time of a test
const PUSH_LIMIT = 500;

export class MinimalClient extends EventEmitter {
  readonly journal: Line[] = [];
  readonly records = new Map<string, Json>();
  readonly refusals = new Map<number, string>();
  settled = 0;
  #cursor = 0;
  #hallHas = 0; // lines of the journal the hall has, as far as it said
  #hall: string | null = null;
  #lead = 0; // the hall's clock minus ours
  #missed = 0;
  #welcomed = false;
  #closed = false;
  #socket!: WebSocket;
  readonly #at: { url: string; station: string; code: string };
  readonly #keys = generateKeyPairSync('ed25519');
  readonly #beat = setInterval(() => this.#pulse(), BEAT_MS);

  constructor(at: { url: string; station: string; code: string }) {
    super();
    this.#at = at;
    this.#dial();
  }

  /** Seals the next line. The first `welcome` must have come: a line names its hall, and its time is the hall's. */
  write(kind: string, body: Json): Line {
    const prev = this.journal.at(-1)?.hash ?? '0'.repeat(64);
    const [id, seq, at] = [randomUUID(), this.journal.length + 1, Date.now() + this.#lead];
    const { station } = this.#at;
    const text = JSON.stringify([prev, id, kind, 1, this.#hall, station, seq, ['citizen', ''], at, sorted(body)]);
    const hash = createHash('sha256').update(text).digest('hex');
    const actor = { kind: 'citizen', id: '' };
    const line = { id, kind, version: 1, hall: this.#hall, station, seq, actor, at, body, prev, hash };
    this.journal.push(line);
    return line;
  }

  /** Hands over what the hall has not: sending a line twice is always safe. */
  push(): void {
    this.send(this.journal.slice(this.#hallHas, this.#hallHas + PUSH_LIMIT));
  }

  send(lines: readonly Line[]): void {
    if (this.#welcomed && lines.length > 0) this.#say({ t: 'push', intents: lines });
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#beat);
    this.#socket.terminate();
  }

  #dial(): void {
    if (this.#closed) return;
    this.#welcomed = false;
    this.#missed = 0;
    const socket = new WebSocket(`${this.#at.url}/station`, { perMessageDeflate: false });
    this.#socket = socket;
    socket.on('error', () => undefined); // `close` follows
    socket.on('close', () => setTimeout(() => this.#dial(), 50));
    socket.on('message', (data) => this.#receive(JSON.parse(String(data))));
    socket.on('pong', () => {
      if (this.#welcomed) this.#missed = 0;
    });
  }

  #pulse(): void {
    if (++this.#missed > 3) this.#socket.terminate();
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#socket.ping();
    this.push();
  }

  #say(message: Json): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #receive(message: Json): void {
    if (typeof message.time === 'number') this.#lead = message.time - Date.now();
    switch (message.t) {
      case 'challenge':
        this.#hello(String(message.nonce), String(message.hall));
        break;
      case 'welcome':
        this.#welcomed = true;
        this.#hallHas = message.lastSeq as number;
        if (message.anew) this.#cursor = 0;
        this.push();
        break;
      case 'gap':
        this.#hallHas = (message.expected as number) - 1;
        this.push();
        break;
      case 'advance':
        this.#take(message as unknown as Advance);
    }
    this.emit('news', message);
  }

  #hello(nonce: string, hall: string): void {
    this.#hall ??= hall;
    const { station, code: enrolCode } = this.#at;
    const { privateKey, publicKey } = this.#keys;
    const proof = `onewindow-hello-2\n${nonce}\n${hall}\n${station}\nplain`;
    const signature = sign(null, Buffer.from(proof), privateKey).toString('base64');
    const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const who = { protocol: 2, hall: this.#hall, station, name: station, roles: ['dispenser'], version: 'minimal' };
    const where = { cursor: this.#cursor, lastSeq: this.journal.length, settled: this.settled };
    this.#say({ t: 'hello', ...who, ...where, publicKey: key, signature, enrolCode });
  }

  #take({ from, to, records, after = this.settled, settled, refusals }: Advance): void {
    if (from > this.#cursor || after > this.settled) {
      this.#say({ t: 'pull', cursor: this.#cursor, settled: this.settled });
      return;
    }
    if (to >= this.#cursor && after >= this.settled) {
      for (const { type, id, body } of records) {
        if (body === null) this.records.delete(`${type} ${id}`);
        else this.records.set(`${type} ${id}`, body);
      }
      this.#cursor = to;
    }
    for (const { seq, code } of refusals) this.refusals.set(seq, code);
    this.settled = Math.max(this.settled, settled);
    this.#hallHas = Math.max(this.#hallHas, settled);
  }
}

/** The page's canonical form: keys in order of their code units at every depth. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
