import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ticketText } from '../../../src/main/station/devices/fakes/index.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import type { CaseOutcome } from '../../../src/shared/protocol/case-contract.ts';
import { newFolder } from '../../support/folder.ts';
import type { StationProcess } from '../../support/station-process.ts';
import { done, layWire, openCounter, openHall, openPrinter, openStation } from './floor.ts';

const ITEM = sampleHall.items.find((item) => item.name === '失业登记')!;
const NECESSARY = ITEM.materials.filter((m) => m.need === 'necessary').map((m) => m.id);

function must(outcome: CaseOutcome) {
  if (!outcome.ok) throw new Error(`was refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome;
}

const receive = (counter: StationProcess, accept = true) =>
  counter.client.cases.receive({ itemId: ITEM.id, taken: NECESSARY, accept });

test('a case from the papers to the hand-over: receipt printed, decided by somebody else, found by code at the kiosk', async () => {
  const hall = await openHall();
  const printer = await openPrinter();
  const one = await openCounter(hall, 1, { printerUrl: printer.url });
  const two = await openCounter(hall, 2);
  const kiosk = await openStation({
    station: 'kiosk-1',
    roles: ['kiosk'],
    hallUrl: hall.stationUrl,
    enrolCode: hall.enrolCode,
  });

  const { case: the, receipt, notAccepted } = must(await receive(one));
  expect([receipt !== null, notAccepted, the.status]).toEqual([true, null, 'accepted']);
  expect(the.number).toMatch(new RegExp(`^${ITEM.id}\\d{8}01\\d{3}0001$`));
  await expect.poll(() => printer.device.tickets.length).toBe(1);
  const slip = ticketText(printer.device.tickets[0]!).replace(/\s/g, '');
  for (const words of ['收件凭证', '容缺待补', the.number, ITEM.name, the.code, '陈静']) expect(slip).toContain(words);

  // Who accepted does not decide, here or anywhere.
  expect(await one.client.cases.decide({ caseId: the.caseId, outcome: 'granted', reason: null })).toMatchObject({
    ok: false,
    refusal: { code: 'same-person-decides' },
  });
  done(await two.client.counter.signOff({}));
  done(await two.client.counter.signOn({ clerkId: 'staff-wu' }));
  await expect.poll(async () => (await two.client.cases.find({ text: the.number })).length).toBe(1);
  // What may follow was not there: it is owed, and comes before the case is granted.
  const grant = () => two.client.cases.decide({ caseId: the.caseId, outcome: 'granted', reason: null });
  expect(await grant()).toMatchObject({ ok: false, refusal: { code: 'materials-owed' } });
  must(await two.client.cases.supplemented({ caseId: the.caseId, taken: the.owed.map(({ id }) => id) }));
  must(await grant());
  must(await two.client.cases.ready({ caseId: the.caseId }));

  const progress = async () => {
    const found = await kiosk.client.kiosk.progress({ code: the.code });
    return found.state === 'case' ? found.case.status : found.state;
  };
  await expect.poll(progress).toBe('ready');
  await expect
    .poll(async () => (await one.client.cases.list({ before: null, limit: 10 })).cases[0]?.status)
    .toBe('ready');
  must(await one.client.cases.handOver({ caseId: the.caseId, receiver: '李*国' }));
  expect(await one.client.cases.handOver({ caseId: the.caseId, receiver: '李*国' })).toMatchObject({ ok: false });
  await expect.poll(progress).toBe('handed-over');
  expect((await one.client.cases.list({ before: null, limit: 10 })).cases).toEqual([]);
  // A kiosk holds no more of a case than its code shows.
  expect(JSON.stringify(hall.records('case'))).toContain('陈静');
  expect(JSON.stringify(await kiosk.client.kiosk.progress({ code: the.code }))).not.toContain('陈静');
});

test('two counters cut off give out case numbers for as long as it lasts, none twice, and killed in the middle lose none', async () => {
  const hall = await openHall();
  const [wire, other] = [await layWire(hall), await layWire(hall)];
  const one = await openCounter(hall, 1, { wire });
  const two = await openCounter(hall, 2, { wire: other });
  must(await receive(one));
  for (const cable of [wire, other]) cable.cut();
  for (const counter of [one, two]) await counter.untilCounter((view) => view.link.state === 'offline');

  const numbers: string[] = [];
  for (let i = 0; i < 5; i++) for (const counter of [one, two]) numbers.push(must(await receive(counter)).case.number);
  await one.kill();
  await one.again();
  await one.untilCounter((view) => view.link.state === 'offline');
  const last = must(await receive(one)).case;
  numbers.push(last.number);
  expect(new Set(numbers).size).toBe(numbers.length);
  // Found and worked on without the hall, by number and by code.
  expect((await one.client.cases.find({ text: last.code }))[0]?.number).toBe(last.number);
  must(await one.client.cases.withdraw({ caseId: last.caseId, reason: '不办了' }));

  for (const cable of [wire, other]) cable.mend();
  for (const counter of [one, two]) await counter.settled();
  const cases = hall.records('case');
  expect(
    cases
      .map((each) => each.number)
      .sort()
      .slice(),
  ).toEqual(expect.arrayContaining([...numbers].sort()));
  expect(cases).toHaveLength(12);
  expect(cases.every((each) => each.conflict === 'none')).toBe(true);
  expect(hall.journal().filter((line) => line.refusal !== null)).toEqual([]);
  // Page by page every open case of the hall, at the other counter too.
  await expect.poll(async () => (await two.client.cases.list({ before: null, limit: 100 })).cases.length).toBe(11);
  const first = await two.client.cases.list({ before: null, limit: 7 });
  const rest = await two.client.cases.list({ before: first.next, limit: 7 });
  const seen = [...first.cases, ...rest.cases].map((each) => each.number);
  expect([seen.length, new Set(seen).size]).toEqual([11, 11]);
});

test('a number that stood on paper is not given out again, though the hall refused the case', async () => {
  const folder = newFolder('cases-hall');
  const file = join(folder.path, 'hall.json');
  const offers = (items: typeof sampleHall.items) => writeFileSync(file, JSON.stringify({ ...sampleHall, items }));
  try {
    offers(sampleHall.items);
    const hall = await openHall({ args: ['--demo', '--hall', file] });
    const wire = await layWire(hall);
    const one = await openCounter(hall, 1, { wire });
    wire.cut();
    await one.untilCounter((view) => view.link.state === 'offline');
    const lost = must(await receive(one, false)).case;
    expect(lost.number.endsWith('0001')).toBe(true);

    // While it was away, the hall stopped offering this item.
    await hall.stop();
    offers(sampleHall.items.filter((item) => item.id !== ITEM.id));
    await hall.again();
    wire.mend();
    const { refused } = await one.untilStation((view) => view.refused.length > 0);
    expect(refused[0]).toMatchObject({ kind: 'case.receive', refusal: { code: 'unknown-item' } });
    const other = sampleHall.items.find((item) => item.id !== ITEM.id)!;
    const next = must(await one.client.cases.receive({ itemId: other.id, taken: [], accept: false })).case;
    expect(next.number.endsWith('0002')).toBe(true);
  } finally {
    folder.remove();
  }
});
