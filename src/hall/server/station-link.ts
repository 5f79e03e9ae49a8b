import { randomBytes } from 'node:crypto';
import type { Refusal } from '../../shared/intent/decision.ts';
import type { RecordChange, WireRecord } from '../../shared/intent/records.ts';
import {
  type DispenserPlace,
  type FromHall,
  FromStation,
  type LinkRole,
  PAGE_LIMIT,
  PROTOCOL_VERSION,
  PUSH_LIMIT,
  type RefusedReason,
} from '../../shared/protocol/link.ts';
import { type FeedReader, SharedRecords } from '../feed/feed.ts';
import { told } from '../feed/packs.ts';
import { isVisible, type Sight, sightOf } from '../feed/visible.ts';
import { isDiskTrouble } from '../store/disk.ts';
import type { HallLine, StationReport } from '../store/types.ts';
import { AttachmentExchange } from './attachment-exchange.ts';
import type { LinkDeps, LinkSocket } from './link-deps.ts';

/** A station that takes so little is told no more until it has taken this; then it catches up from the store. */
const UNSENT_LIMIT = 4 * 1024 * 1024;
/** More changes than one station's deeds of a moment make. */
const ANSWERED_AT_ONCE = 100;

const NOTHING_SAID = { devices: [], pending: 0, refused: 0 } as const;

/** One station's connection, from the challenge to the end. */
export class StationLink implements FeedReader {
  station = '';
  /** Who it says it is, until it has shown it. */
  #claimed = '-';
  roles: readonly LinkRole[] = [];
  version = '';
  #report: Omit<StationReport, 'cursor'> | null = null;
  /** When it was let in; until then, when it dialled. */
  since: number;
  readonly #socket: LinkSocket;
  readonly #deps: LinkDeps<StationLink>;
  readonly #nonce = randomBytes(24).toString('base64');
  sight: Sight = sightOf([], '');
  #stage: 'hello' | 'catching-up' | 'live' | 'slow' | 'over' = 'hello';
  #stopListening: (() => void) | null = null;
  /** Refusals of its intents the station has not been told of. */
  #refusals: { seq: number; refusal: Refusal }[] = [];
  #attachments: AttachmentExchange | null = null;
  #wantsDispensers = false;
  #dispensersTold = '[]';
  /** Where the station's copy stands when everything sent has arrived. */
  #cursor = 0;
  /** Its last line of which it was told, with everything that line did. */
  #told: { seq: number; hash: string | undefined } = { seq: 0, hash: undefined };
  #round = 0;
  /** Whether anything was said since `remind`. */
  #said = true;
  /** Nothing that came over this connection is taken any more, also what waits to be settled. */
  #putOut = false;

  constructor(socket: LinkSocket, deps: LinkDeps<StationLink>) {
    this.#socket = socket;
    this.#deps = deps;
    this.since = deps.authority.now();
    this.#send({ t: 'challenge', protocol: PROTOCOL_VERSION, hall: this.#hallId(), nonce: this.#nonce });
  }

  close(): void {
    this.#socket.close();
    this.gone();
  }

  #hallId(): string {
    return this.#deps.authority.state.config().id;
  }

  /** A message from the station; null when it was no text. */
  async receive(text: string | null): Promise<void> {
    if (this.#stage === 'over') return;
    const message = FromStation.safeParse(text === null ? null : parseJson(text));
    if (!message.success) return this.#refuse('malformed', message.error.issues[0]?.path.join('.') || 'message');
    try {
      switch (message.data.t) {
        case 'hello':
          return await this.#hello(message.data);
        case 'pull':
          return await this.#pull(message.data);
        case 'recall':
          return await this.#recall(message.data);
        case 'push':
          return await this.#push(message.data);
        case 'offer':
        case 'piece':
        case 'fetch':
          if (!this.#attachments) return this.#refuse('malformed', `${message.data.t} before hello`);
          return await this.#attachments.receive(message.data);
        case 'report':
          if (this.#stage === 'hello') return this.#refuse('malformed', 'report before hello');
          this.#report = {
            devices: message.data.devices,
            area: message.data.area,
            pending: message.data.pending,
            refused: message.data.refused,
            rebuilt: message.data.rebuilt,
          };
          return this.#deps.onReport(this, message.data.changes);
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  /** The store could not write or read: the station keeps its intents and comes again. */
  #failed(error: unknown): void {
    if (isDiskTrouble(error)) this.#deps.onDiskTrouble();
    this.#deps.log('link-failed', {
      station: this.station || this.#claimed,
      error: error instanceof Error ? error.message : 'unknown',
    });
    this.close();
  }

  async #hello(hello: Extract<FromStation, { t: 'hello' }>): Promise<void> {
    if (this.#stage !== 'hello') return this.#refuse('malformed', 'hello twice');
    // Not proven yet: for the log alone, and only as the name it may be.
    if (/^[a-z0-9-]{1,40}$/.test(hello.station)) this.#claimed = hello.station;
    if (hello.protocol < PROTOCOL_VERSION) return this.#refuse('protocol-too-old', String(PROTOCOL_VERSION));
    if (hello.protocol > PROTOCOL_VERSION) return this.#refuse('protocol-too-new', String(PROTOCOL_VERSION));
    if (hello.hall !== null && hello.hall !== this.#hallId()) return this.#refuse('other-hall', this.#hallId());
    const { authority } = this.#deps;
    // The station may come from another server process, with work this one has not heard of yet.
    await authority.refresh();
    const admission = await this.#deps.enrolment.admit(hello, {
      nonce: this.#nonce,
      hallId: this.#hallId(),
      channel: this.#socket.channel,
      record: authority.state.get('station', hello.station),
      lastSeq: authority.settled(hello.station),
    });
    if (!admission.ok) return this.#refuse(admission.reason, admission.detail ?? hello.station);
    await this.#deps.onAdmitted(admission, hello.window);
    const anew = !(await this.#isOurHistory(hello));
    await this.#deps.onCopy(hello.station, hello.numbers, anew);
    const refusals = await this.#refusalsOf(hello.station, hello.settled);
    if (!this.#isOpen()) return;
    const lastSeq = authority.settled(hello.station);
    // The hall has heard more from this station than its journal holds: an old copy of the database, not the station.
    // One that was made again from its copies says so, and asks for the lines it lacks; so does a machine that takes the
    // place of another, until it has stated a line of its own.
    const record = authority.state.get('station', hello.station);
    const adopts = hello.lastSeq === 0 && lastSeq > 0 && record?.replacedAt === lastSeq;
    if (hello.lastSeq < lastSeq && hello.recovers !== true && !adopts)
      return this.#refuse('journal-behind', `${hello.lastSeq} < ${lastSeq}`);
    const settledHash = authority.settledHash(hello.station);
    // As many lines, and not the same: another machine has this one's name and key.
    if (hello.lastSeq === lastSeq && (hello.lastHash ?? settledHash) !== settledHash && lastSeq > 0)
      return this.#refuse('journal-behind', `line ${lastSeq} is another`);
    if (record?.revoked) return this.#refuse('revoked', hello.station);
    this.station = hello.station;
    this.since = Math.max(authority.now(), admission.row.since + 1);
    this.roles = hello.roles;
    this.version = hello.version;
    this.#wantsDispensers = hello.dispensers && hello.roles.includes('dispenser');
    this.sight = sightOf(hello.roles, hello.station, hello.packs);
    this.#refusals = refusals;
    const { store, log, onDiskTrouble } = this.#deps;
    const send = (message: FromHall) => this.#isOpen() && this.#send(message);
    this.#attachments = new AttachmentExchange({ store, sight: this.sight, send, log, onDiskTrouble });
    this.#toldUpTo(hello.settled);
    this.#send({
      t: 'welcome',
      attachments: true,
      lastSeq,
      settledHash,
      position: authority.position,
      anew,
      ...(adopts ? { adopts } : {}),
      personKey: this.#deps.personKey,
      pins: [...this.#deps.pins],
      time: authority.now(),
    });
    this.#stopListening = this.#deps.feed.join(this);
    this.#deps.onJoined(this);
    this.#deps.log('station-joined', { station: this.station });
    await this.#catchUp(anew ? 0 : hello.cursor);
  }

  /** Whether the station's copy of the records was taken from this journal; a hall that was put back from an older copy has another one. */
  async #isOurHistory({ cursor, cursorHash }: Extract<FromStation, { t: 'hello' }>): Promise<boolean> {
    if (cursor > this.#deps.authority.position) return false;
    return cursor === 0 || cursorHash === undefined || cursorHash === (await this.#deps.store.hashAt(cursor));
  }

  async #recall({ after }: Extract<FromStation, { t: 'recall' }>): Promise<void> {
    if (this.#stage === 'hello') return this.#refuse('malformed', 'recall before hello');
    const lines = await this.#deps.store.linesOf(this.station, after, PUSH_LIMIT);
    if (this.#isOpen()) this.#send({ t: 'recalled', lines });
  }

  /** The station missed something: from there again. */
  async #pull(pull: Extract<FromStation, { t: 'pull' }>): Promise<void> {
    if (this.#stage === 'hello') return this.#refuse('malformed', 'pull before hello');
    this.#refusals = await this.#refusalsOf(this.station, pull.settled);
    this.#toldUpTo(pull.settled);
    await this.#catchUp(pull.cursor);
  }

  /** Also those that were written while the store was read: of a line that is told as settled, its refusal is told too. */
  async #refusalsOf(station: string, after: number): Promise<{ seq: number; refusal: Refusal }[]> {
    for (;;) {
      const settled = this.#deps.authority.settled(station);
      const refusals = await this.#deps.store.refusalsAfter(station, after);
      if (this.#deps.authority.settled(station) === settled) return refusals;
    }
  }

  /** What the station itself knows to be settled. */
  #toldUpTo(settled: number): void {
    const last = this.#deps.authority.settled(this.station);
    if (settled >= last) this.#toldAll();
    else this.#told = { seq: settled, hash: undefined };
  }

  #toldAll(): void {
    const { authority } = this.#deps;
    this.#told = { seq: authority.settled(this.station), hash: authority.settledHash(this.station) };
  }

  async #catchUp(from: number): Promise<void> {
    const { authority, store } = this.#deps;
    this.#stage = 'catching-up';
    this.#cursor = from;
    const wanted = { types: [...this.sight.types], gone: from > 0 };
    const round = ++this.#round;
    do {
      const page = await store.changedSince(this.#cursor, authority.firstDay, PAGE_LIMIT, wanted);
      if (!this.#isOpen() || round !== this.#round) return;
      const isLast = () => !page.more && page.to >= authority.position;
      const hash = isLast() ? await store.hashAt(page.to) : null;
      if (!this.#isOpen() || round !== this.#round) return;
      // Asked again: while the hash was read, lines may have been settled whose records are on no page yet.
      if (isLast()) this.#sendWhole(page.records, page.to, hash);
      else this.#sendAdvance(page.records, page.to, { more: true });
    } while (this.#cursor < authority.position);
    this.#stage = 'live';
  }

  #isOpen(): boolean {
    return this.#stage !== 'over';
  }

  settled(lines: readonly HallLine[]): void {
    for (const { intent, refusal } of lines) if (refusal !== null) this.#refusals.push({ seq: intent.seq, refusal });
  }

  /** What its own lines did, before the news of others: its copy stays where it stands, and gets all of it again. */
  answer(lines: readonly HallLine[], changes: readonly RecordChange[]): void {
    // Hundreds of lines are no press that somebody waits for.
    if (this.#stage !== 'live' || changes.length >= ANSWERED_AT_ONCE) return;
    // Earlier lines whose records it has not: all of it comes with the news.
    if (lines[0]!.intent.seq === this.#told.seq + 1) this.#sendWhole(changes, this.#cursor);
  }

  news(records: SharedRecords): void {
    // While catching up the pages bring it; and they may be ahead of what this process takes up of another's work.
    if (this.#stage !== 'live') return;
    if (this.#socket.unsent() > UNSENT_LIMIT) {
      this.#stage = 'slow';
      return;
    }
    if (records.to <= this.#cursor) {
      this.#sendWhole([], this.#cursor);
    } else {
      this.#toldAll();
      this.#said = true;
      this.#socket.sendShared(records, this.#end());
      this.#cursor = records.to;
    }
  }

  /** Everything that was sent is on the wire. */
  async drained(): Promise<void> {
    if (this.#stage !== 'slow') return;
    try {
      await this.#catchUp(this.#cursor);
    } catch (error) {
      this.#failed(error);
    }
  }

  /**
   * Says once more where the station stands when nothing was said since the last call: of what was lost on its way it
   * would hear only with the next news, and in a quiet hall that may be long.
   */
  remind(): void {
    if (this.#stage === 'live' && !this.#said) this.#sendAdvance([], this.#cursor, { after: this.#told.seq });
    this.#said = false;
  }

  async #push(push: Extract<FromStation, { t: 'push' }>): Promise<void> {
    if (this.#stage === 'hello') return this.#refuse('malformed', 'push before hello');
    const { authority } = this.#deps;
    const before = authority.settled(this.station);
    const settled = await authority.submit(this.station, push.intents, () => !this.#putOut);
    if (settled.kind === 'gap') return this.#send({ t: 'gap', expected: settled.expected });
    if (settled.kind === 'revoked') return this.revoke();
    if (settled.kind === 'forked') return this.#refuse('journal-behind', `line ${settled.seq} does not follow`);
    // Fresh lines were answered by the advance they caused; a push that brought nothing new is acknowledged here.
    if (push.intents.at(-1)!.seq <= before && this.#stage === 'live')
      this.#sendAdvance([], this.#cursor, { after: this.#told.seq });
  }

  /** With these records it has everything its settled lines did. */
  #sendWhole(records: readonly WireRecord[], to: number, hash: string | null = null): void {
    const after = to === this.#cursor ? this.#told.seq : undefined;
    this.#toldAll();
    this.#sendAdvance(records, to, { hash, after });
  }

  #sendAdvance(
    records: readonly WireRecord[],
    to: number,
    { hash = null, ...end }: { more?: boolean; after?: number | undefined; hash?: string | null },
  ): void {
    this.#said = true;
    const visible = records.filter((r) => isVisible(r as never, this.sight, this.station));
    this.#socket.send(new SharedRecords(this.#cursor, to, told(visible, this.sight), hash).head + this.#end(end));
    this.#cursor = to;
  }

  /** The rest of an `advance`, after its records. A line is told as settled only with all it did, or after that. */
  #end({ more = false, after }: { more?: boolean; after?: number | undefined } = {}): string {
    const { seq: settled, hash } = this.#told;
    const refusals = this.#refusals.filter(({ seq }) => seq <= settled);
    if (refusals.length > 0) this.#refusals = this.#refusals.filter(({ seq }) => seq > settled);
    const rest = {
      more,
      after,
      settled,
      settledHash: hash,
      refusals: refusals.map(({ seq, refusal }) => ({ seq, code: refusal.code, params: refusal.params })),
      time: this.#deps.authority.now(),
    };
    return JSON.stringify(rest).slice(1);
  }

  /** Where tickets are printed now; told when it differs from what was told last. */
  tellDispensers(places: ReadonlyMap<string, DispenserPlace>): void {
    if (!this.#wantsDispensers || !this.#isOpen()) return;
    const list = [...places].flatMap(([id, place]) => (id === this.station ? [] : [place]));
    const text = JSON.stringify(list);
    if (text === this.#dispensersTold) return;
    this.#dispensersTold = text;
    this.#send({ t: 'dispensers', list });
  }

  /** The keeper put the station out. */
  revoke(): void {
    this.#putOut = true;
    if (this.#isOpen()) this.#refuse('revoked', this.station);
  }

  /** What it last said of itself, and how far its copy was brought, which the hall knows before it says anything. */
  stationReport(): StationReport {
    return { ...(this.#report ?? NOTHING_SAID), cursor: this.#cursor };
  }

  #refuse(reason: RefusedReason, detail: string): void {
    const station = this.station || this.#claimed;
    this.#deps.log('station-refused', { station, reason });
    this.#deps.onRefused(station, reason);
    this.#send({ t: 'refused', reason, detail });
    this.close();
  }

  #send(message: FromHall): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** The connection ended. */
  gone(): void {
    if (this.#stage === 'over') return;
    this.#stage = 'over';
    this.#stopListening?.();
    this.#deps.onGone(this);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
