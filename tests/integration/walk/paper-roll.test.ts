import { expect, test } from 'vitest';
import type { RollView } from '../../../src/shared/device/paper-roll.ts';
import { done, openDispenser, openHall, openPrinter, ticketInHand } from './floor.ts';

test('slips are counted since the roll was changed, also over a restart; a new roll and the keeper’s press, there or at the desk, begin anew', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer);
  const counted = async (slips: number): Promise<RollView> => {
    const { stations } = await hall.untilDesk((view) => view.stations[0]?.devices[0]?.roll?.slips === slips);
    return stations[0]!.devices[0]!.roll!;
  };
  await ticketInHand(dispenser);
  await ticketInHand(dispenser);
  expect(await counted(2)).toEqual({ change: 'fine', slips: 2, left: null }); // begun before it was counted
  await dispenser.settled();
  await dispenser.stop();
  await dispenser.again();
  await counted(2);
  printer.device.setPaper('end');
  await dispenser.untilHealth((view) => view.devices[0]?.roll?.change === 'today');
  printer.device.setPaper('ok');
  await counted(0);
  await ticketInHand(dispenser);
  const { left } = await counted(1);
  expect(left).toBeGreaterThan(200);
  expect(left).toBeLessThan(1000);
  done(await dispenser.client.keeper.changedRoll({}));
  await counted(0);
  await ticketInHand(dispenser);
  await counted(1);
  const { desk } = await hall.desk();
  done(await desk.newRoll({ stationId: dispenser.station }));
  await counted(0);
  await ticketInHand(dispenser); // told once, counted on
  await counted(1);
});
