import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { IdCard } from '../../../../shared/identity/card.ts';
import { PluginReaderConfig } from '../config.ts';
import { buildCardText, ManualClock, madeUpCards } from '../fakes/index.ts';
import { openReaderPlugin } from '../index.ts';
import { PluginReader, type ReaderHost } from './plugin.ts';

const logged: string[] = [];
const log = (event: string, facts: object = {}) => logged.push(`${event} ${JSON.stringify(facts)}`);

async function withHost(discardMs = 1500) {
  const clock = new ManualClock();
  let host: ReaderHost | undefined;
  let closed = false;
  const config = PluginReaderConfig.parse({ plugin: 'reader.mjs', discardMs });
  const reader = new PluginReader(config, { clock, log }, async () => ({
    open: (given) => {
      host = given;
      return {
        close: () => {
          closed = true;
        },
      };
    },
  }));
  await clock.advance(0);
  if (!host) throw new Error('the plug-in was not opened');
  return { reader, clock, host, isClosed: () => closed };
}

test('the sample plug-in, loaded from its file, gives a card', async () => {
  const text = [...buildCardText(madeUpCards.citizen)];
  const plugin = join(process.cwd(), 'tests/fixtures/reader-plugin/reader.mjs');
  const reader = openReaderPlugin(PluginReaderConfig.parse({ plugin, options: { text } }), { log });
  const card = await new Promise<IdCard>((resolve) => reader.onCard((read) => resolve(read)));
  expect(card).toEqual(madeUpCards.citizen);
  expect(reader.health().state).toBe('ready');
  await reader.close();
});

test('a plug-in that does not load is a state, and the log says why', async () => {
  const clock = new ManualClock();
  const config = PluginReaderConfig.parse({ plugin: '/does/not/exist.mjs' });
  const down = openReaderPlugin(config, { clock, log });
  await new Promise<void>((resolve) => down.onHealth(() => resolve()));
  expect(down.health()).toMatchObject({ state: 'down', code: 'port-error' });
  expect(logged.join()).toContain('exist.mjs');
  await down.close();
});

test('a card nobody listened to is forgotten; what it says after closing is not heard', async () => {
  const { reader, clock, host, isClosed } = await withHost();
  const cards: IdCard[] = [];
  host.card(buildCardText(madeUpCards.citizen));
  await clock.advance(2000);
  reader.onCard((card) => cards.push(card));
  expect(cards).toEqual([]);
  host.card(buildCardText(madeUpCards.citizen));
  expect(cards).toHaveLength(1);
  await reader.close();
  host.card(buildCardText(madeUpCards.citizen));
  expect(cards).toHaveLength(1);
  expect(isClosed()).toBe(true);
});

test('its troubles and states are told; nothing of a card is logged', async () => {
  const { reader, host } = await withHost();
  const troubles: string[] = [];
  reader.onTrouble((trouble) => troubles.push(trouble));
  host.health('ready');
  host.trouble('refused');
  host.card(new Uint8Array(256));
  host.card(new Uint8Array(3));
  expect(troubles[0]).toBe('refused');
  expect(troubles).toHaveLength(3);
  host.health('no-answer');
  expect(reader.health()).toMatchObject({ state: 'down', code: 'no-answer' });
  host.card(buildCardText(madeUpCards.citizen));
  const { name, number, address } = madeUpCards.citizen;
  for (const value of [name, number, address]) expect(logged.join()).not.toContain(value);
  await reader.close();
});
