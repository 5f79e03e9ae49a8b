import { expect, it } from 'vitest';
import type { Runtime, SocketEvents } from '../runtime.ts';
import { HallLink } from './hall-link.ts';
import type { LinkOptions, LinkOwner } from './link-owner.ts';

/** A hall that welcomes, tells where it stands, and ends the connection at the first push. Answers the waits between dials. */
function waits(settles: boolean, dials: number): number[] {
  const told: number[] = [];
  let events: SocketEvents | null = null;
  let redial: (() => void) | null = null;
  let settled = 0;
  const runtime = {
    now: () => 0,
    random: () => 0.5,
    after: (ms: number, then: () => void) => {
      if (ms !== 2000 && ms !== 500) {
        told.push(ms);
        redial = then;
      }
      return () => undefined;
    },
    dial: (_url: string, _trusts: unknown, given: SocketEvents) => {
      events = given;
      return { channel: 'plain', send: () => undefined, ping: () => undefined, end: () => undefined };
    },
  } as unknown as Runtime;
  const owner = {
    cursor: () => 0,
    cursorHash: () => null,
    recovers: () => false,
    lastHash: () => null,
    isOwn: () => true,
    lastSeq: () => 100,
    settledSeq: () => settled,
    hallId: () => 'hall',
    pendingAfter: () => [],
    report: () => ({}),
    onAdvance: (advance: { settled: number }) => {
      settled = advance.settled;
    },
    onWelcome: () => undefined,
    onState: () => undefined,
    onHallTime: () => undefined,
    onPersonKey: () => undefined,
    onPins: () => undefined,
  } as unknown as LinkOwner;
  const options = { urls: ['ws://hall'], log: () => undefined } as unknown as LinkOptions;
  new HallLink({ ...options, hallKey: { known: true, trusts: () => true } as never }, owner, runtime).start();
  for (let n = 0; n < dials; n++) {
    const say = (message: unknown) => events!.message(JSON.stringify(message));
    say({ t: 'welcome', lastSeq: settled, position: 0, personKey: 'k'.repeat(32), pins: [], time: 0 });
    say({
      t: 'advance',
      from: 0,
      to: 0,
      records: [],
      more: false,
      settled: settles ? settled + 1 : settled,
      refusals: [],
      time: 0,
    });
    events!.closed();
    redial!();
  }
  return told;
}

/** A station at position 7 with three settled lines is told what its lines above `after` did. */
function toldAfter(after: number): { pulled: unknown[]; records: number | null } {
  let events: SocketEvents | null = null;
  const pulled: unknown[] = [];
  let records: number | null = null;
  const runtime = {
    now: () => 0,
    random: () => 0.5,
    after: () => () => undefined,
    dial: (_url: string, _trusts: unknown, given: SocketEvents) => {
      events = given;
      const send = (text: string) => void pulled.push(JSON.parse(text));
      return { channel: 'plain', send, ping: () => undefined, end: () => undefined };
    },
  } as unknown as Runtime;
  const owner = {
    cursor: () => 7,
    isOwn: () => true,
    lastSeq: () => 5,
    settledSeq: () => 3,
    onHallTime: () => undefined,
    onAdvance: (advance: { records: unknown[] }) => {
      records = advance.records.length;
    },
  } as unknown as LinkOwner;
  const options = { urls: ['ws://hall'], log: () => undefined } as unknown as LinkOptions;
  new HallLink({ ...options, hallKey: { known: true, trusts: () => true } as never }, owner, runtime).start();
  const record = { type: 'ticket', id: 't', body: null };
  const advance = { t: 'advance', from: 7, to: 7, records: [record], more: false, after, settled: after + 1 };
  events!.message(JSON.stringify({ ...advance, refusals: [], time: 0 }));
  return { pulled, records };
}

it('what own lines did counts only when the lines before are settled here: a lost answer is asked for, an old one changes nothing', () => {
  expect(toldAfter(3)).toEqual({ pulled: [], records: 1 });
  expect(toldAfter(4)).toEqual({ pulled: [{ t: 'pull', cursor: 7, settled: 3 }], records: null });
  expect(toldAfter(2)).toEqual({ pulled: [], records: 0 });
});

it('a hall that cannot write what it is handed is dialled less and less often', () => {
  expect(waits(false, 7)).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
});

it('a hall that took something before the line broke is dialled again at once', () => {
  expect(waits(true, 3)).toEqual([200, 200, 200]);
});
