// A station in a hundred lines, written from docs/protocol.md alone: nothing is imported from the program.
import { createHash, generateKeyPairSync, randomInt, randomUUID, sign } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { WebSocket } from 'ws';

export type Json = Record<string, unknown>;
export type Line = Json & { id: string; seq: number; kind: string; hash: string };
type Advance = {
  from: number;
  to: number;
  records: { type: string; id: string; body: Json | null }[];
  more: boolean;
  after?: number;
} & {
  settled: number;
  refusals: { seq: number; code: string }[];
};

const BEAT_MS = 400; // the page's two seconds, in the time of a test

export class MinimalClient extends EventEmitter {
  readonly journal: Line[] = [];
  readonly records = new Map<string, Json>();
  readonly refusals = new Map<number, string>();
  readonly seen = { gaps: 0, pulls: 0, resends: 0, connections: 0 };
  refused: string | null = null;
  settled = 0;
  cursor = 0;
  readonly #at: { url: string; station: string; code: string };
  readonly #keys = generateKeyPairSync('ed25519');
  #hall: string | null = null;
  #sent = 0;
  #lead = 0; // hall's clock minus ours
  #missed = 0;
  #settledAtBeat = -1;
  #socket: WebSocket | null = null;
  #welcomed = false;
  #closed = false;
  readonly #beat = setInterval(() => this.#pulse(), BEAT_MS);

  constructor(at: { url: string; station: string; code: string }) {
    super();
    this.#at = at;
    this.#dial();
  }

  /** Writes a line into the journal and hands it over; resolves when it is settled, with the code of its refusal or null. */
  async state(kind: string, body: Json): Promise<string | null> {
    await this.until(() => this.seen.connections > 0); // a line names its hall, and its time is the hall's
    const { seq } = this.write(kind, body);
    this.#push();
    await this.until(() => this.settled >= seq);
    return this.refusals.get(seq) ?? null;
  }

  write(kind: string, body: Json): Line {
    const prev = this.journal.at(-1)?.hash ?? '0'.repeat(64);
    const line = { id: randomUUID(), kind, version: 1, hall: this.#hall, station: this.#at.station } as Json;
    Object.assign(line, {
      seq: this.journal.length + 1,
      actor: { kind: 'citizen', id: '' },
      at: Date.now() + this.#lead,
    });
    const { id, version, hall, station, seq, at } = line;
    const text = JSON.stringify([prev, id, kind, version, hall, station, seq, ['citizen', ''], at, sorted(body)]);
    const sealed = { ...line, body, prev, hash: createHash('sha256').update(text).digest('hex') } as unknown as Line;
    this.journal.push(sealed);
    return sealed;
  }

  /** A ticket as a dispenser gives it out: asked for, answered by its record, said to be on paper. */
  async takeTicket(queueId: string): Promise<Json> {
    const ticketId = randomUUID();
    const code = String(randomInt(1e8)).padStart(8, '0');
    const wanted = { ticketId, code, queueId, itemId: null, priority: 'ordinary', priorityReason: null, person: null };
    const refusal = await this.state('ticket.request', wanted);
    if (refusal) throw new Error(refusal);
    const number = this.record('ticket', ticketId)?.number as string;
    await this.state('ticket.paper', { ticketId, outcome: 'printed', number });
    return this.record('ticket', ticketId)!;
  }

  record(type: string, id: string): Json | undefined {
    return this.records.get(`${type} ${id}`);
  }

  until(wanted: () => boolean): Promise<void> {
    if (wanted()) return Promise.resolve();
    return new Promise((resolve) => {
      const look = () => {
        if (!wanted()) return;
        this.off('news', look);
        resolve();
      };
      this.on('news', look);
    });
  }

  /** Sends lines of the journal as they are, also out of their order. */
  send(lines: readonly Line[]): void {
    if (lines.length > 0) this.#say({ t: 'push', intents: lines });
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#beat);
    this.#socket?.terminate();
  }

  #dial(): void {
    this.#welcomed = false;
    this.#missed = 0;
    const socket = new WebSocket(`${this.#at.url}/station`, { perMessageDeflate: false });
    this.#socket = socket;
    socket.on('error', () => undefined); // `close` follows
    socket.on('pong', () => {
      if (this.#welcomed) this.#missed = 0;
    });
    socket.on('message', (data) => this.#socket === socket && this.#receive(JSON.parse(String(data))));
    socket.on('close', () => this.#closed || setTimeout(() => this.#closed || this.#dial(), 50));
  }

  #pulse(): void {
    if (++this.#missed > 3) this.#socket?.terminate();
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.ping();
    const stuck = this.#welcomed && this.settled === this.#settledAtBeat && this.settled < this.#sent;
    this.#settledAtBeat = this.settled;
    if (!stuck) return;
    this.seen.resends++;
    this.#sent = this.settled;
    this.#push();
  }

  #push(): void {
    for (
      ;
      this.#welcomed && this.#sent < this.journal.length;
      this.#sent = Math.min(this.journal.length, this.#sent + 500)
    )
      this.send(this.journal.slice(this.#sent, this.#sent + 500));
  }

  #say(message: Json): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #receive(message: Json): void {
    if (typeof message.time === 'number') this.#lead = message.time - Date.now();
    if (message.t === 'challenge') this.#hello(String(message.nonce), String(message.hall));
    else if (message.t === 'refused') this.refused = String(message.reason);
    else if (message.t === 'advance') this.#take(message as unknown as Advance);
    else if (message.t === 'welcome' || message.t === 'gap') {
      if (message.t === 'welcome') {
        this.#welcomed = true;
        this.seen.connections++;
        if ((message.position as number) < this.cursor) this.cursor = 0;
      } else this.seen.gaps++;
      this.#sent = message.t === 'gap' ? (message.expected as number) - 1 : (message.lastSeq as number);
      this.#push();
    }
    this.emit('news');
  }

  #hello(nonce: string, hall: string): void {
    this.#hall ??= hall;
    const { station, code } = this.#at;
    const proof = `onewindow-hello-2\n${nonce}\n${hall}\n${station}\nplain`;
    const { privateKey, publicKey } = this.#keys;
    this.#say({
      ...{
        t: 'hello',
        protocol: 2,
        hall: this.#hall,
        station,
        name: station,
        roles: ['dispenser'],
        version: 'minimal',
      },
      publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      signature: sign(null, Buffer.from(proof), privateKey).toString('base64'),
      ...{ enrolCode: code, cursor: this.cursor, lastSeq: this.journal.length, settled: this.settled },
    });
  }

  #take({ from, to, records, after = this.settled, settled, refusals }: Advance): void {
    if (from > this.cursor || after > this.settled) {
      this.seen.pulls++;
      this.#say({ t: 'pull', cursor: this.cursor, settled: this.settled });
      return;
    }
    if (to >= this.cursor && after >= this.settled) {
      for (const { type, id, body } of records) {
        if (body === null) this.records.delete(`${type} ${id}`);
        else this.records.set(`${type} ${id}`, body);
      }
      this.cursor = to;
    }
    for (const { seq, code } of refusals) this.refusals.set(seq, code);
    this.settled = Math.max(this.settled, settled);
  }
}

/** The page's canonical form: keys in order of their code units at every depth. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Json)[key])]));
}
