import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import type { CaseOutcome } from '../../../src/shared/protocol/case-contract.ts';
import { newFolder } from '../../support/folder.ts';
import { GatewayProcess } from '../../support/gateway-process.ts';
import { HallProcess } from '../../support/hall-process.ts';
import { newDatabase } from '../../support/postgres.ts';
import { Program } from '../../support/program.ts';
import { StationProcess } from '../../support/station-process.ts';
import { type Door, done } from '../walk/floor.ts';

/** Two street halls of one district (made up), each with a counter, and the district's own server. */
const A = { id: 'hall-guiyuan', name: '桂园街道政务服务大厅', number: '01' };
const B = { id: 'hall-cuizhu', name: '翠竹街道政务服务大厅', number: '02' };
const DISTRICT = { id: 'district-luohu', name: '罗湖区政务服务平台', number: '00' };
const ITEM = sampleHall.items.find((item) => item.materials.every((m) => m.need === 'necessary'))!;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A hall's configuration in a file, with the other as its partner. */
function described(hall: typeof A): string {
  const folder = newFolder('hall-config');
  closing.push(folder.remove);
  const file = join(folder.path, 'hall.json');
  const partners = [A, B].filter(({ id }) => id !== hall.id).map(({ id, name }) => ({ id, name }));
  const cases = { hallNumber: hall.number, keptDays: 30, partners };
  writeFileSync(file, JSON.stringify({ ...sampleHall, id: hall.id, name: hall.name, cases }));
  return file;
}

async function openServer(hall: typeof A): Promise<HallProcess> {
  const server = await HallProcess.start({ args: ['--demo', '--hall', described(hall)] });
  closing.push(() => server.close());
  return server;
}

async function openGateway(hallId: string, hall: Door, district: Door): Promise<GatewayProcess> {
  const gateway = await GatewayProcess.start(hallId, hall, district);
  closing.push(() => gateway.close());
  return gateway;
}

async function openCounter(hall: Door, clerkId: string): Promise<StationProcess> {
  const counter = await StationProcess.start({
    station: `counter-${clerkId}`,
    roles: ['counter'],
    hallUrl: hall.stationUrl,
    enrolCode: hall.enrolCode,
    window: clerkId === 'staff-wu' ? 'window-2' : 'window-1',
  });
  closing.push(() => counter.close());
  await counter.untilCounter((view) => view.link.state === 'online');
  done(await counter.client.counter.signOn({ clerkId }));
  await counter.settled();
  return counter;
}

function must(outcome: CaseOutcome) {
  if (!outcome.ok) throw new Error(`was refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.case;
}

/** Received, accepted and decided at A, for collection at B. */
async function decidedAtA(accepts: StationProcess, decides: StationProcess) {
  const taken = ITEM.materials.map(({ id }) => id);
  const the = must(await accepts.client.cases.receive({ itemId: ITEM.id, taken, accept: true, collectHall: B.id }));
  expect(the).toMatchObject({ status: 'accepted', collect: { here: false, name: B.name } });
  await expect
    .poll(async () => (await decides.client.cases.find({ text: the.number })).map(({ status }) => status))
    .toEqual(['accepted']);
  return must(await decides.client.cases.decide({ caseId: the.caseId, outcome: 'granted', reason: null }));
}

const seen = async (counter: StationProcess, number: string) =>
  (await counter.client.cases.find({ text: number })).map(({ status, holder }) => [status, holder.here]);

test('a case accepted at one hall is collected at the other, with the district and a gateway killed on the way', async () => {
  const [a, b, district] = await Promise.all([A, B, DISTRICT].map(openServer));
  const atA = await openGateway(A.id, a!, district!);
  await openGateway(B.id, b!, district!);
  const [accepts, decides, hands] = await Promise.all([
    openCounter(a!, 'staff-chen'),
    openCounter(a!, 'staff-wu'),
    openCounter(b!, 'staff-chen'),
  ]);
  const { number, caseId, code } = await decidedAtA(accepts, decides);
  await expect.poll(() => seen(hands, number), { timeout: 20_000 }).toEqual([['decided', false]]);
  // What is not here yet cannot be handed over, and says where it is.
  expect(await hands.client.cases.ready({ caseId })).toMatchObject({
    ok: false,
    refusal: { code: 'case-elsewhere', params: { number, hall: A.name } },
  });

  await district!.kill();
  must(await accepts.client.cases.send({ caseId }));
  await atA.kill();
  await district!.again();
  await atA.again();
  await expect.poll(() => seen(hands, number), { timeout: 20_000 }).toEqual([['sent', true]]);
  expect(await accepts.client.cases.ready({ caseId })).toMatchObject({
    ok: false,
    refusal: { code: 'case-elsewhere' },
  });

  must(await hands.client.cases.ready({ caseId }));
  must(await hands.client.cases.handOver({ caseId, receiver: '李*英' }));
  await expect.poll(() => seen(accepts, number), { timeout: 20_000 }).toEqual([['handed-over', false]]);
  // By the code on the receipt it is found in either hall.
  for (const counter of [accepts, hands])
    expect((await counter.client.cases.find({ text: code })).map((the) => the.number)).toEqual([number]);

  for (const station of [accepts, decides, hands]) await station.close();
  for (const server of [a!, b!, district!]) {
    await server.stop();
    const verify = new Program('hall', { args: ['verify-journal', '--data', server.data], attached: false });
    expect(await verify.ended).toMatchObject({ code: 0 });
  }
});

test('the same with halls and district in one PostgreSQL', async () => {
  const database = await newDatabase();
  closing.push(() => database.remove());
  const open = async (hall: typeof A): Promise<Door> => {
    const program = new Program('hall', {
      args: ['--database-url', database.url, '--hall-id', hall.id, '--hall', described(hall), '--demo', '--port', '0'],
    });
    closing.push(() => program.kill());
    const { url, demoEnrolCode } = await program.ready<{ url: string; demoEnrolCode: string }>();
    return { stationUrl: url.replace('http:', 'ws:'), enrolCode: demoEnrolCode };
  };
  const a = await open(A);
  const b = await open(B);
  const district = await open(DISTRICT);
  await openGateway(A.id, a, district);
  await openGateway(B.id, b, district);
  const [accepts, decides, hands] = await Promise.all([
    openCounter(a, 'staff-chen'),
    openCounter(a, 'staff-wu'),
    openCounter(b, 'staff-chen'),
  ]);
  const { number, caseId } = await decidedAtA(accepts, decides);
  must(await decides.client.cases.send({ caseId }));
  await expect.poll(() => seen(hands, number), { timeout: 20_000 }).toEqual([['sent', true]]);
  must(await hands.client.cases.ready({ caseId }));
  must(await hands.client.cases.handOver({ caseId, receiver: '李*英' }));
  await expect.poll(() => seen(accepts, number), { timeout: 20_000 }).toEqual([['handed-over', false]]);
});
