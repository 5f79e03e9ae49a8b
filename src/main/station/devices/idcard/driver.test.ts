import { beforeEach, describe, expect, test } from 'vitest';
import type { IdCard } from '../../../../shared/identity/card.ts';
import { IdReaderConfig } from '../config.ts';
import type { IdReader } from '../device.ts';
import { FakeIdReader, ManualClock, MemoryLine, madeUpCards, settle } from '../fakes/index.ts';
import { openIdReader } from '../index.ts';

let clock: ManualClock;
let line: MemoryLine;
let fake: FakeIdReader;
let logged: string[];

beforeEach(() => {
  clock = new ManualClock();
  line = new MemoryLine();
  fake = new FakeIdReader();
  fake.attach(line.device);
  logged = [];
});

function open(settings: Record<string, unknown> = {}): IdReader {
  const config = IdReaderConfig.parse({ url: 'serial:/dev/ttyUSB0', ...settings });
  const log = (event: string, facts: object = {}) => logged.push(`${event} ${JSON.stringify(facts)}`);
  return openIdReader(config, { clock, log, transport: line.make });
}

function heard(reader: IdReader): { cards: IdCard[]; troubles: string[] } {
  const box: { cards: IdCard[]; troubles: string[] } = { cards: [], troubles: [] };
  reader.onCard((card) => box.cards.push(card));
  reader.onTrouble((trouble) => box.troubles.push(trouble));
  return box;
}

describe('reading', () => {
  test.each(Object.entries(madeUpCards))(
    '%s is read once while it lies there, and again when laid down again',
    async (_, card) => {
      const reader = open();
      const box = heard(reader);
      await clock.advance(1000);
      expect(box.cards).toEqual([]);
      fake.lay(card);
      await clock.advance(5000);
      expect(box.cards).toEqual([card]);
      fake.lift();
      await clock.advance(1000);
      fake.lay(card);
      await clock.advance(1000);
      expect(box.cards).toEqual([card, card]);
    },
  );

  test('the photo comes along whole, though it holds the preamble', async () => {
    const reader = open();
    let photo = new Uint8Array(0);
    reader.onCard((_, { photo: bytes }) => {
      photo = Uint8Array.from(bytes);
    });
    fake.setPieces(7);
    fake.lay(madeUpCards.citizen);
    await clock.advance(1000);
    expect(photo).toHaveLength(1024);
    expect([...photo.subarray(100, 105)]).toEqual([0xaa, 0xaa, 0xaa, 0x96, 0x69]);
  });

  test('a wrong checksum costs one look, not the card', async () => {
    const reader = open({ commandTimeoutMs: 500 });
    const box = heard(reader);
    await clock.advance(450);
    fake.wrongChecksumOnce();
    fake.lay(madeUpCards.citizen);
    await clock.advance(3000);
    expect(box.cards).toHaveLength(1);
    expect(reader.health()).toMatchObject({ state: 'ready' });
  });

  test('glued replies are two replies', async () => {
    const reader = open();
    const box = heard(reader);
    await clock.advance(450);
    fake.glueOnce();
    fake.lay(madeUpCards.citizen);
    await clock.advance(3000);
    expect(box.cards).toHaveLength(1);
  });

  test('a card that lies badly is said so', async () => {
    const reader = open();
    const box = heard(reader);
    fake.setUnreadable(true);
    fake.lay(madeUpCards.citizen);
    await clock.advance(500);
    expect(box).toEqual({ cards: [], troubles: expect.arrayContaining(['unreadable']) });
  });

  test('a kind of card nobody knows is said so', async () => {
    const reader = open();
    const box = heard(reader);
    const text = new Uint8Array(256).fill(0x20);
    text[248] = 0x51;
    for (let at = 1; at < 256; at += 2) text[at] = 0;
    fake.layText(text);
    await clock.advance(500);
    expect(box).toEqual({ cards: [], troubles: ['unsupported'] });
  });
});

describe('privacy', () => {
  test('a card read while nobody listens is given to who listens in time', async () => {
    const reader = open();
    fake.lay(madeUpCards.citizen);
    await clock.advance(900);
    expect(heard(reader).cards).toHaveLength(1);
    expect(heard(reader).cards).toHaveLength(0);
  });

  test('and is gone after a moment, before the next citizen', async () => {
    const reader = open();
    fake.lay(madeUpCards.citizen);
    await clock.advance(3000);
    expect(heard(reader).cards).toEqual([]);
  });

  test('nothing of a card reaches the log', async () => {
    const reader = open();
    heard(reader);
    for (const card of Object.values(madeUpCards)) {
      fake.lay(card);
      await clock.advance(1000);
      fake.lift();
      await clock.advance(1000);
    }
    fake.layText(new Uint8Array(256));
    await clock.advance(1000);
    expect(logged.filter((entry) => entry.startsWith('card-read'))).toHaveLength(4);
    expect(logged.join('\n')).not.toMatch(/李秀英|11010519|朝阳|EXAMPLE|8100001990|9311241981/);
  });
});

describe('health', () => {
  test('ready by the security module’s own word', async () => {
    const reader = open();
    expect(reader.health()).toMatchObject({ state: 'down', code: 'connecting' });
    await settle();
    expect(reader.health()).toMatchObject({ state: 'ready' });
  });

  test('a broken module is named, and its recovery noticed', async () => {
    fake.setFault(0x66);
    const reader = open();
    await settle();
    expect(reader.health()).toMatchObject({ state: 'down', code: 'reader-fault' });
    fake.setFault(null);
    await clock.advance(1000);
    expect(reader.health()).toMatchObject({ state: 'ready' });
  });

  test('silence, and back', async () => {
    const reader = open({ commandTimeoutMs: 1000 });
    await settle();
    fake.setSilent(true);
    await clock.advance(1500);
    expect(reader.health()).toMatchObject({ state: 'ready' });
    await clock.advance(2000);
    expect(reader.health()).toMatchObject({ state: 'down', code: 'no-answer' });
    fake.setSilent(false);
    await clock.advance(10_000);
    expect(reader.health()).toMatchObject({ state: 'ready' });
  });

  test('noise instead of frames', async () => {
    fake.setSilent(true);
    const reader = open({ commandTimeoutMs: 1000 });
    await settle();
    line.device.write(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
    await clock.advance(1100);
    expect(reader.health()).toMatchObject({ state: 'down', code: 'garbled' });
  });

  test('unplugged and plugged in again', async () => {
    const reader = open();
    const box = heard(reader);
    await settle();
    line.unplug();
    expect(reader.health()).toMatchObject({ state: 'down', code: 'port-lost' });
    await clock.advance(1000);
    expect(reader.health()).toMatchObject({ state: 'down', code: 'port-missing' });
    line.plug();
    fake.lay(madeUpCards.citizen);
    await clock.advance(6000);
    expect(reader.health()).toMatchObject({ state: 'ready' });
    expect(box.cards).toHaveLength(1);
  });

  test('closing leaves no timer behind', async () => {
    const reader = open();
    await settle();
    await reader.close();
    await clock.advance(60_000);
    expect(clock.pending).toBe(0);
  });
});

describe('addresses added to a card later', () => {
  const extras = (reader: IdReader): string[][] => {
    const heard: string[][] = [];
    reader.onCard((_, { appendedAddresses }) => heard.push([...appendedAddresses]));
    return heard;
  };

  test('come with the card where they are asked for', async () => {
    fake.setAppended(['北京市海淀区示例路 2 号', '北京市西城区示例街 3 号']);
    const heard = extras(open({ appendedAddress: true }));
    await clock.advance(1000);
    fake.lay(madeUpCards.citizen);
    await clock.advance(1000);
    expect(heard).toEqual([['北京市海淀区示例路 2 号', '北京市西城区示例街 3 号']]);
    expect(logged.join()).not.toContain('示例');
  });

  test('are none on most cards, and the card is read all the same', async () => {
    const heard = extras(open({ appendedAddress: true }));
    await clock.advance(1000);
    fake.lay(madeUpCards.citizen);
    await clock.advance(1000);
    expect(heard).toEqual([[]]);
  });
});
