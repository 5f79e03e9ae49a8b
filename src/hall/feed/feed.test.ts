import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { RecordChange } from '../../shared/intent/records.ts';
import type { LinkRole, Role } from '../../shared/protocol/link.ts';
import type { Advance } from '../authority/writing.ts';
import type { HallLine } from '../store/types.ts';
import { Feed, type FeedReader, type SharedRecords } from './feed.ts';
import { isVisible, sightOf } from './visible.ts';

const ticket = (id: string, number: string): RecordChange =>
  ({ type: 'ticket', id, body: { id, number } }) as unknown as RecordChange;
const range = (stationId: string): RecordChange =>
  ({ type: 'range', id: `r-${stationId}`, body: { id: `r-${stationId}`, stationId } }) as unknown as RecordChange;

/** A hall whose lines are settled by hand, and whose clock is moved by hand. */
class Hall {
  readonly feed: Feed;
  readonly heard: { station: string; what: 'settled' | 'answer' | 'news'; ids: string[] }[] = [];
  readonly shared: SharedRecords[] = [];
  #tell: (advance: Advance) => void = () => undefined;
  #timers = new Set<() => void>();
  #position = 0;

  constructor(stations: Record<string, Role>, packs: ReadonlySet<string> = new Set()) {
    this.feed = new Feed(
      {
        onAdvance: (tell) => {
          this.#tell = tell;
          return () => undefined;
        },
      },
      {
        every: (_, run) => {
          this.#timers.add(run);
          return () => this.#timers.delete(run);
        },
      },
    );
    for (const [station, role] of Object.entries(stations))
      this.feed.join(this.#reader(station, role, packs.has(station)));
  }

  #reader(station: string, role: Role, packs: boolean): FeedReader {
    const note = (what: 'settled' | 'answer' | 'news', ids: string[]) => this.heard.push({ station, what, ids });
    return {
      station,
      sight: sightOf([role], station, packs),
      settled: (lines) =>
        note(
          'settled',
          lines.map(({ intent }) => `${intent.seq}`),
        ),
      answer: (_, changes) =>
        note(
          'answer',
          changes.map(({ id }) => id),
        ),
      news: (records) => {
        this.shared.push(records);
        const {
          from,
          to,
          records: told,
        } = JSON.parse(`${records.head}"end":0}`) as {
          from: number;
          to: number;
          records: { id: string; body: { number?: string } }[];
        };
        note('news', [`${from}-${to}`, ...told.map(({ id, body }) => id + (body.number ?? ''))]);
      },
    };
  }

  settle(station: string, ...changes: RecordChange[]): void {
    const from = this.#position++;
    const lines = [{ intent: { station, seq: from + 1 } } as HallLine];
    this.#tell({ from, to: from + 1, changes, lines, own: new Map([[station, changes]]) });
  }

  get rests(): boolean {
    return this.#timers.size > 0;
  }

  pass(): void {
    for (const run of [...this.#timers]) run();
  }

  take(): string[] {
    return this.heard.splice(0).map(({ station, what, ids }) => `${station} ${what} ${ids.join(' ')}`.trim());
  }
}

const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`c${i}`, 'counter' as const]));

describe('news for connected stations', () => {
  it('in a small hall goes out with every change, to the author before all others', () => {
    const hall = new Hall({ a: 'counter', b: 'counter' });
    hall.settle('a', ticket('t', 'A1'));
    hall.settle('b', ticket('t', 'A2'));
    expect(hall.take()).toEqual([
      'a settled 1',
      'a news 0-1 tA1',
      'b news 0-1 tA1',
      'b settled 2',
      'b news 1-2 tA2',
      'a news 1-2 tA2',
    ]);
    expect(hall.rests).toBe(false);
  });

  it('brings many cases in one pack to the stations that take packs, and one by one to the others', () => {
    const hall = new Hall({ a: 'counter', b: 'counter', c: 'counter' }, new Set(['a', 'b']));
    const cases = Array.from({ length: 60 }, (_, n) => ({ type: 'case', id: `case-${n}`, body: { n } }) as never);
    hall.settle('a', ticket('t', 'A1'), ...cases);
    const heads = hall.shared.map(({ head }) => JSON.parse(`${head}"end":0}`) as { records: []; packs?: string[] });
    expect(heads.map(({ records, packs }) => [records.length, packs?.length])).toEqual([
      [1, 1],
      [1, 1],
      [61, undefined],
    ]);
    expect(hall.shared[0]).toBe(hall.shared[1]);
    expect(JSON.parse(inflateRawSync(Buffer.from(heads[0]!.packs![0]!, 'base64')).toString())).toEqual(cases);
  });

  it('is one text for all of one sight, and of a range only its holder hears', () => {
    const hall = new Hall({ a: 'counter', b: 'counter', d: 'dispenser', e: 'dispenser' });
    hall.settle('hall', range('d'), ticket('t', 'A1'));
    expect(hall.take()).toEqual(['a news 0-1 tA1', 'b news 0-1 tA1', 'd news 0-1 r-d tA1', 'e news 0-1 tA1']);
    expect(hall.shared[0]).toBe(hall.shared[1]);
  });

  it('in a large hall an author is answered at once; the rest hears once for several changes, of each record the last state', () => {
    const hall = new Hall({ ...many, d: 'display' });
    hall.settle('c0', ticket('t', 'A1'));
    hall.take();
    expect(hall.rests).toBe(true);
    hall.settle('c1', ticket('t', 'A2'));
    hall.settle('c2', ticket('t', 'A3'), ticket('u', 'B1'));
    expect(hall.take()).toEqual(['c1 settled 2', 'c1 answer t', 'c2 settled 3', 'c2 answer t u']);
    hall.pass();
    const told = hall.take();
    expect(told).toHaveLength(201);
    expect(told).toContain('d news 1-3 tA3 uB1');
    expect(told).toContain('c1 news 1-3 tA3 uB1');
    hall.pass();
    expect(hall.take()).toEqual([]);
    expect(hall.rests).toBe(false);
  });

  it('ends for who leaves', () => {
    const hall = new Hall({});
    const reader: FeedReader = {
      station: 'a',
      sight: sightOf(['counter'], 'a'),
      settled: () => expect.unreachable(),
      answer: () => expect.unreachable(),
      news: () => expect.unreachable(),
    };
    hall.feed.join(reader)();
    hall.settle('a', ticket('t', 'A1'));
  });

  it('tells a gateway of cases between halls, and at the district each hall of its own ones', () => {
    const between = { type: 'case', body: { hall: 'a', collectHall: 'b' } } as never;
    const inside = { type: 'case', body: { hall: 'a', collectHall: 'a' } } as never;
    const sees = (role: LinkRole, station: string) =>
      [between, inside].map((change) => isVisible(change, sightOf([role], station), station));
    expect(sees('gateway', 'gateway-1')).toEqual([true, false]);
    expect(sees('hall', 'a')).toEqual([true, true]);
    expect(sees('hall', 'b')).toEqual([true, false]);
    expect(sees('hall', 'c')).toEqual([false, false]);
    expect(sees('counter', 'counter-1')).toEqual([true, true]);
    expect(sees('kiosk', 'kiosk-1')).toEqual([false, false]);
    // What two halls see must never be made once for both.
    expect(sightOf(['hall'], 'a').name).not.toBe(sightOf(['hall'], 'b').name);
  });
});
