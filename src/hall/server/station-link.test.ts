import { describe, expect, it } from 'vitest';
import { sampleHall } from '../../shared/catalogue/sample/hall.ts';
import type { RecordChange, WireRecord } from '../../shared/intent/records.ts';
import { PLAIN, PROTOCOL_VERSION } from '../../shared/protocol/link.ts';
import { SharedRecords } from '../feed/feed.ts';
import type { HallLine, Page } from '../store/types.ts';
import type { LinkDeps } from './link-deps.ts';
import { StationLink } from './station-link.ts';

interface Said {
  t: string;
  from: number;
  to: number;
  more: boolean;
  after?: number;
  settled: number;
  refusals: { seq: number }[];
  records: { id: string }[];
}

const line = (seq: number, refused = false) =>
  ({ intent: { seq }, refusal: refused ? { code: 'nobody-waiting' } : null }) as unknown as HallLine;
const ticket = (id: string) => ({ type: 'ticket', id, body: {} }) as unknown as RecordChange;

/** A hall moved by hand: where it stands, how many of the station's lines are settled, and what happens while its store reads. */
class Hall {
  position = 5;
  settled = 2;
  pages: Page[] = [];
  refused: number[] = [];
  whileReading: { hash?: () => void; refusals?: () => void } = {};
  readonly said: Said[] = [];
  readonly link: StationLink;

  constructor() {
    const state = { config: () => sampleHall, get: () => undefined };
    const deps = {
      authority: {
        state,
        firstDay: '2026-03-01',
        now: () => 0,
        settled: () => this.settled,
        settledHash: () => `hash-${this.settled}`,
        refresh: async () => undefined,
        submit: async () => ({ kind: 'settled', upTo: this.settled, refusals: [] }),
      },
      feed: { join: () => () => undefined },
      store: {
        changedSince: async () => this.pages.shift() ?? { records: [], to: this.position, more: false },
        hashAt: async () => {
          this.#once('hash');
          return 'hash';
        },
        refusalsAfter: async () => {
          const refusals = this.refused.map((seq) => ({ seq, refusal: { code: 'nobody-waiting' } }));
          this.#once('refusals');
          return refusals;
        },
      },
      enrolment: { admit: async () => ({ ok: true, row: { since: 0 }, byCode: false }) },
      personKey: 'k'.repeat(32),
      pins: [],
      log: (_: string, facts: { error?: string }) => facts.error && expect.unreachable(facts.error),
      onAdmitted: async () => undefined,
      onCopy: async () => undefined,
      onJoined: () => undefined,
      onGone: () => undefined,
    };
    Object.defineProperty(deps.authority, 'position', { get: () => this.position });
    const say = (text: string) => void this.said.push(JSON.parse(text) as Said);
    this.link = new StationLink(
      {
        channel: PLAIN,
        send: say,
        sendShared: ({ head }, end) => say(head + end),
        unsent: () => 0,
        close: () => undefined,
      },
      deps as unknown as LinkDeps<StationLink>,
    );
  }

  #once(what: 'hash' | 'refusals'): void {
    const happens = this.whileReading[what];
    this.whileReading[what] = undefined as never;
    happens?.();
  }

  async greet(settled = 2): Promise<void> {
    const { id } = sampleHall;
    const hello = { t: 'hello', protocol: PROTOCOL_VERSION, hall: id, station: 'c-1', name: 'c', roles: ['counter'] };
    const rest = {
      window: null,
      version: '1',
      publicKey: '',
      signature: '',
      enrolCode: null,
      cursor: 3,
      lastSeq: 4,
      settled,
    };
    await this.link.receive(JSON.stringify({ ...hello, ...rest }));
  }

  /** The station hands in a line that is settled already. */
  async pushAgain(): Promise<void> {
    const actor = { kind: 'citizen', id: '' };
    const intent = {
      id: 'i',
      kind: 'help.call',
      version: 1,
      hall: 'h',
      station: 'c-1',
      seq: 1,
      actor,
      at: 0,
      body: {},
    };
    await this.link.receive(JSON.stringify({ t: 'push', intents: [{ ...intent, prev: '', hash: '' }] }));
  }

  /** One more line of the station is settled. */
  settle(refused = false): HallLine {
    this.position++;
    this.settled++;
    if (refused) this.refused.push(this.settled);
    const settled = line(this.settled, refused);
    this.link.settled([settled]);
    return settled;
  }

  /** `after>settled from-to ids`, and a `+` when more follows. */
  advances(): string[] {
    return this.said
      .splice(0)
      .filter(({ t }) => t === 'advance')
      .map(({ after = '', settled, from, to, more, records, refusals }) =>
        `${after}>${settled} ${from}-${to} ${records.map(({ id }) => id).join()}${refusals.map(({ seq }) => `!${seq}`).join('')}${more ? '+' : ''}`.trimEnd(),
      );
  }
}

describe('a line is told as settled with what it did, or after that', () => {
  it('also when it is settled while the last page is made', async () => {
    const hall = new Hall();
    hall.pages = [
      { records: [ticket('old')] as WireRecord[], to: 5, more: false },
      { records: [ticket('own')] as WireRecord[], to: 6, more: false },
    ];
    hall.whileReading.hash = () => void hall.settle();
    await hall.greet();
    expect(hall.advances()).toEqual(['>2 3-5 old+', '>3 5-6 own']);
  });

  it('also over several pages, where it is told with the last', async () => {
    const hall = new Hall();
    hall.settled = 4;
    hall.pages = [
      { records: [ticket('a')] as WireRecord[], to: 4, more: true },
      { records: [ticket('b')] as WireRecord[], to: 5, more: false },
    ];
    await hall.greet();
    expect(hall.advances()).toEqual(['>2 3-4 a+', '>4 4-5 b']);
  });

  it('also before the news of others, where an answer to many lines was left to the news', async () => {
    const hall = new Hall();
    await hall.greet();
    hall.advances();
    hall.link.answer([hall.settle()], [ticket('one')]);
    const many = Array.from({ length: 100 }, (_, n) => ticket(`many-${n}`));
    hall.link.answer([hall.settle()], many);
    hall.link.answer([hall.settle()], [ticket('three')]); // its forerunner is not told yet
    await hall.pushAgain();
    expect(hall.advances()).toEqual(['2>3 5-5 one', '3>3 5-5']);
    hall.link.news(new SharedRecords(5, 8, { loose: [ticket('all')], packs: null }, null));
    expect(hall.advances()).toEqual(['>5 5-8 all']);
  });

  it('with its refusal, also when it is refused while the refusals are read', async () => {
    const hall = new Hall();
    hall.whileReading.refusals = () => void hall.settle(true);
    await hall.greet();
    expect(hall.advances()).toEqual(['>3 3-6 !3']);
    hall.settle(true);
    hall.link.news(new SharedRecords(6, 7, { loose: [], packs: null }, null));
    expect(hall.advances()).toEqual(['>4 6-7 !4']);
  });
});

it('in a quiet hall is told where it stands, and not while there is news', async () => {
  const hall = new Hall();
  hall.link.remind();
  await hall.greet();
  hall.advances();
  hall.link.remind();
  expect(hall.advances()).toEqual([]);
  hall.link.remind();
  expect(hall.advances()).toEqual(['2>2 5-5']);
  hall.link.news(new SharedRecords(5, 6, { loose: [], packs: null }, null));
  hall.link.remind();
  expect(hall.advances()).toEqual(['>2 5-6']);
});
