import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { HallNode } from './hall-node.ts';
import { CALM, type Faults, Network } from './network.ts';
import { StationNode } from './station-node.ts';
import { World } from './world.ts';

/** 23:50 at the hall. */
const LATE = Date.parse('2026-11-21T15:50:00Z');
const MIDNIGHT = LATE + 10 * 60_000;
const HOUR = 3_600_000;

const folder = mkdtempSync(join(tmpdir(), 'onewindow-midnight-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('who was served in the last minute of a day rates after midnight, and it counts for the day of the service', async () => {
  const world = new World(1, LATE);
  const hall = new HallNode(world, folder, null);
  const opening = hall.start();
  await world.runUntil(world.now + 1000);
  await opening;
  const { code: enrolCode } = await hall.service!.newEnrolCode(true);
  const network = new Network(world, [hall], CALM, { partitions: 0 } as Faults);
  const node = new StationNode(world, network, {
    id: 'counter-1',
    roles: ['counter', 'pad'],
    window: 'window-1',
    folder,
    slips: [],
    lists: [],
    enrolCode,
    urls: ['ws://hall-0'],
  });
  node.start();
  await world.runUntil(world.now + 5000);
  const { core, counter, rating } = node as { [K in 'core' | 'counter' | 'rating']: NonNullable<StationNode[K]> };

  // No dispenser gives a number at this hour: whoever is there has one from before.
  network.partition('counter-1', false);
  await world.runUntil(MIDNIGHT - 60_000);
  expect(counter.signOn('staff-chen', null)).toMatchObject({ ok: true });
  expect(await counter.take('A801', '出示小票')).toMatchObject({ ok: true });
  expect(counter.start()).toMatchObject({ ok: true });
  await world.runUntil(MIDNIGHT - 10_000);
  expect(counter.finish()).toMatchObject({ ok: true });
  network.heal('counter-1');

  await world.runUntil(MIDNIGHT + 10_000);
  core.forgetBefore(core.firstDay());
  const stage = rating.padView()?.stage;
  const serviceId = stage?.stage === 'rate' ? stage.serviceId : '';
  expect(rating.rate({ serviceId, level: 5, reasons: [], text: '' })).toMatchObject({ ok: true });
  await world.runUntil(MIDNIGHT + 60_000);
  expect(core.refused).toEqual([]);
  expect([...hall.service!.authority.state.all('evaluation')]).toMatchObject([
    { serviceId, level: 5, day: '2026-11-21' },
  ]);

  await world.runUntil(MIDNIGHT + 4 * HOUR);
  core.forgetBefore(core.firstDay());
  expect(core.state.get('service', serviceId)).toBeUndefined();
});
