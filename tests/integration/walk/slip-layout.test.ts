import { expect, test } from 'vitest';
import { ticketText } from '../../../src/main/station/devices/fakes/index.ts';
import { done, openDispenser, openHall, openPrinter, ticketInHand } from './floor.ts';

const draft = (text: string) => ({
  version: 1,
  lines: [{ kind: 'text', text: '{number}', size: 4 }, { kind: 'text', text }, { kind: 'cut' }],
});

test('a layout changed at the desk is printed from then on, also after the hall started again; a wrong one is not', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const dispenser = await openDispenser(hall, printer);
  const { desk } = await hall.desk();
  expect(await desk.saveSlip({ slip: 'ticket', template: draft('{numer}') })).toMatchObject({
    ok: false,
    mistakes: [{ line: 2, code: 'unknown-field' }],
  });
  const saved = await desk.saveSlip({ slip: 'ticket', template: draft('请在{area}等候') });
  done(saved);
  const lines = async () => {
    await ticketInHand(dispenser);
    return ticketText(printer.device.tickets.at(-1)!);
  };
  // The station hears of it before anything that comes after.
  await dispenser.untilDispenser((view) => view.link.state === 'online');
  await dispenser.client.session.catalogue().then(async (configs) => {
    for await (const config of configs) if (config?.paper?.ticket) return;
  });
  expect(await lines()).toMatch(/请在.+等候/);

  await hall.stop();
  await hall.again();
  await dispenser.settled();
  expect((await (await hall.desk()).desk.slipLayouts()).ticket).toMatchObject({ own: true });
  expect(await lines()).toMatch(/请在.+等候/);
  done(await (await hall.desk()).desk.saveSlip({ slip: 'ticket', template: null }));
  await dispenser.client.session.catalogue().then(async (configs) => {
    for await (const config of configs) if (!config?.paper?.ticket) return;
  });
  expect(await lines()).not.toMatch(/请在.+等候/);
});
