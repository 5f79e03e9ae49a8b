import { expect, test } from 'vitest';
import { layWire, openDispenser, openHall, openPrinter } from './floor.ts';

test('a dispenser out of paper knows which other one prints, first in its own area, and nothing of them while it is cut off', async () => {
  const hall = await openHall();
  const wire = await layWire(hall);
  const [mine, far, near] = [await openPrinter(), await openPrinter(), await openPrinter()];
  const here = await openDispenser(hall, mine, { wire, config: { area: 'area-a' } });
  await openDispenser(hall, far, { station: 'dispenser-2', config: { area: 'area-b' } });
  const elsewhere = async (name: string | null) =>
    (await here.untilDispenser((view) => (view.elsewhere?.name ?? null) === name)).elsewhere;
  expect(await elsewhere('dispenser-2')).toEqual({ name: 'dispenser-2', areaName: 'B 区', areaNameEn: 'Area B' });
  await openDispenser(hall, near, { station: 'dispenser-3', config: { area: 'area-a' } });
  expect(await elsewhere('dispenser-3')).toEqual({ name: 'dispenser-3', areaName: null, areaNameEn: null });
  mine.device.setPaper('end');
  await here.untilDispenser((view) => view.ready === 'printer-down' && view.elsewhere?.name === 'dispenser-3');
  near.device.setPaper('end');
  await elsewhere('dispenser-2');
  wire.cut();
  await elsewhere(null);
  wire.mend();
  await elsewhere('dispenser-2');
  far.device.setCover('open');
  await elsewhere(null);
});
