import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import type { CaseOutcome } from '../../../src/shared/protocol/case-contract.ts';
import type { StationProcess } from '../../support/station-process.ts';
import type { Wire } from '../../support/wire.ts';
import { done, layWire, openCounter, openHall } from './floor.ts';

const ITEM = sampleHall.items.find((item) => item.name === '失业登记')!;
const MATERIAL = ITEM.materials[0]!.id;

/** Begins like a picture; what follows is nobody's. */
function picture(bytes: number): { data: string; purpose: 'page'; material: string; hash: string } {
  const all = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), randomBytes(bytes - 3)]);
  const hash = createHash('sha256').update(all).digest('hex');
  return { data: all.toString('base64'), purpose: 'page', material: MATERIAL, hash };
}

function must(outcome: CaseOutcome) {
  if (!outcome.ok) throw new Error(`was refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.case;
}

const see = (counter: StationProcess, caseId: string, hash: string) =>
  counter.client.cases.picture({ caseId, hash }) as Promise<{ state: string; data?: string; window?: number }>;

/** Files below a folder, by their names. */
function filesIn(...path: string[]): string[] {
  const folder = join(...path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  );
}

/** The hall has taken a part of an attachment, and not all of it. */
function partAtTheHall(wire: Wire): Promise<void> {
  return new Promise((resolve) => {
    const stop = wire.onPassing((from, bytes) => {
      if (from !== 'far' || !/"t":"wanted","hash":"\w+","from":[1-9]/.test(bytes.toString('latin1'))) return;
      stop();
      wire.cut();
      resolve();
    });
  });
}

test('pages of a case outlive the kill of station and hall in the middle of their way, and a destroyed database; each is at the hall once', async () => {
  const hall = await openHall();
  const wire = await layWire(hall);
  const one = await openCounter(hall, 1, { wire });
  const two = await openCounter(hall, 2);
  const { caseId, number } = must(
    await one.client.cases.receive({ itemId: ITEM.id, taken: [MATERIAL], accept: false }),
  );
  const pictures = [picture(700_000), picture(90_000), picture(1_048_576)];
  const sent = pictures.map(({ hash: _, ...rest }) => rest);
  const parted = partAtTheHall(wire);
  const { attachments } = must(await one.client.cases.attach({ caseId, pictures: sent }));
  expect(attachments.map(({ hash, material }) => [hash, material])).toEqual(
    pictures.map(({ hash }) => [hash, MATERIAL]),
  );
  await parted;

  // Seen where they were made; elsewhere it is known where they are.
  for (const { hash, data } of pictures) expect(await see(one, caseId, hash)).toMatchObject({ state: 'here', data });
  await expect.poll(async () => (await two.client.cases.find({ text: number }))[0]?.attachments.length).toBe(3);
  expect(await see(two, caseId, pictures[2]!.hash)).toMatchObject({ state: 'not-yet', window: 1 });

  await Promise.all([hall.kill(), one.kill()]);
  expect(await see(two, caseId, pictures[2]!.hash)).toMatchObject({ state: 'hall-away' });
  writeFileSync(join(one.dataDir, 'station.db'), 'no database any more');
  await hall.again();
  wire.mend();
  await one.again();
  await one.settled();
  await two.settled();
  for (const { hash, data } of pictures) {
    await expect.poll(() => see(two, caseId, hash), { timeout: 20_000 }).toMatchObject({ state: 'here', data });
  }
  // Once each, and whole; the station holds them as what the hall has.
  const [at, ...more] = [filesIn(hall.data, 'attachments').sort(), filesIn(one.dataDir, 'attachments', 'waiting')];
  expect([at, more.flat()]).toEqual([pictures.map(({ hash }) => hash).sort(), []]);
  expect((await one.client.cases.find({ text: number }))[0]?.attachments.map(({ unsent }) => unsent)).toEqual([
    false,
    false,
    false,
  ]);

  // What lies on a station's disk cannot be read there.
  const [name] = filesIn(two.dataDir, 'attachments', 'kept');
  const sealed = readFileSync(join(two.dataDir, 'attachments', 'kept', name!));
  const plain = Buffer.from(pictures.find(({ hash }) => name!.startsWith(hash))!.data, 'base64');
  expect(sealed.includes(plain.subarray(100, 132))).toBe(false);
  // Seen there once, they are seen there without the hall.
  await hall.kill();
  await two.untilCounter((view) => view.link.state === 'offline');
  for (const { hash, data } of pictures) expect(await see(two, caseId, hash)).toMatchObject({ state: 'here', data });
  // Nor does anybody look at papers whose window is closed.
  done(await two.client.counter.signOff({}));
  expect(await see(two, caseId, pictures[0]!.hash)).toEqual({ state: 'no-clerk' });
});

test('pages of an accepted case come to the other counters by themselves, so that they are there for its decision without the hall', async () => {
  const hall = await openHall();
  const one = await openCounter(hall, 1);
  const two = await openCounter(hall, 2);
  const taken = ITEM.materials.filter((m) => m.need === 'necessary').map((m) => m.id);
  const { caseId } = must(await one.client.cases.receive({ itemId: ITEM.id, taken, accept: true }));
  const page = picture(60_000);
  const { hash: _, ...sent } = page;
  must(await one.client.cases.attach({ caseId, pictures: [sent] }));
  const there = () => filesIn(two.dataDir, 'attachments').some((name) => name.startsWith(page.hash));
  await expect.poll(there, { timeout: 10_000 }).toBe(true);
  await hall.kill();
  await two.untilCounter((view) => view.link.state === 'offline');
  expect(await see(two, caseId, page.hash)).toMatchObject({ state: 'here', data: page.data });
});

test('a file that is no picture, and one that is too large, are refused and leave nothing behind', async () => {
  const hall = await openHall();
  const one = await openCounter(hall, 1);
  const { caseId } = must(await one.client.cases.receive({ itemId: ITEM.id, taken: [], accept: false }));
  const text = { ...picture(100), data: Buffer.from('<svg onload="x()"/>').toString('base64') };
  expect(await one.client.cases.attach({ caseId, pictures: [text] })).toMatchObject({
    refusal: { code: 'attachment-unfit' },
  });
  const elsewhere = { ...picture(100), material: 'no-such' };
  expect(await one.client.cases.attach({ caseId, pictures: [elsewhere] })).toMatchObject({
    refusal: { code: 'unknown-material' },
  });
  expect(filesIn(one.dataDir, 'attachments')).toEqual([]);
});

test('a page that was taken away at a counter that is cut off is erased everywhere, and its way to the hall ends; killed in between, the hall erases it at its next start', async () => {
  const hall = await openHall();
  const wire = await layWire(hall);
  const one = await openCounter(hall, 1, { wire });
  const two = await openCounter(hall, 2);
  const taken = ITEM.materials.filter((m) => m.need === 'necessary').map((m) => m.id);
  const { caseId, number } = must(await one.client.cases.receive({ itemId: ITEM.id, taken, accept: true }));
  const [wrong, right] = [picture(50_000), picture(60_000)];
  const sent = ({ hash: _, ...rest }: typeof wrong) => rest;
  must(await one.client.cases.attach({ caseId, pictures: [sent(wrong), sent(right)] }));
  const lying = (data: string) =>
    filesIn(data, 'attachments')
      .map((name) => name.split('.')[0]!)
      .sort();
  const both = [wrong.hash, right.hash].sort();
  await expect.poll(() => [lying(hall.data), lying(two.dataDir)], { timeout: 20_000 }).toEqual([both, both]);

  // Cut off: a third page is scanned, and that one and the wrong one are taken away before the hall hears of it.
  wire.cut();
  await one.untilCounter((view) => view.link.state === 'offline');
  const unsent = picture(30_000);
  must(await one.client.cases.attach({ caseId, pictures: [sent(unsent)] }));
  const away = (hash: string) => one.client.cases.detach({ caseId, hash, material: MATERIAL, reason: 'wrong-case' });
  for (const { hash } of [wrong, unsent])
    expect(must(await away(hash)).attachments.map((a) => a.hash)).not.toContain(hash);
  expect(must(await away(wrong.hash)).detached).toHaveLength(2); // pressed twice
  expect(await see(one, caseId, wrong.hash)).toMatchObject({ state: 'lost' });
  expect(lying(one.dataDir)).toContain(wrong.hash); // the hall may still say no

  wire.mend();
  await one.settled();
  await expect
    .poll(() => [hall.data, one.dataDir, two.dataDir].map(lying), { timeout: 20_000 })
    .toEqual([[right.hash], [right.hash], [right.hash]]);
  const seen = (await two.client.cases.find({ text: number }))[0]!;
  expect(seen.attachments.map(({ hash }) => hash)).toEqual([right.hash]);
  expect(seen.detached.map(({ reason, clerk }) => [reason, clerk !== ''])).toEqual([
    ['wrong-case', true],
    ['wrong-case', true],
  ]);

  // As if the hall had been killed after the line and before the file: at its next start the journal tells what is owed.
  await hall.kill();
  const db = new Database(join(hall.data, 'hall.db'));
  db.prepare("DELETE FROM setting WHERE key = 'attachments-erased-to'").run();
  db.prepare('INSERT INTO attachment_claim VALUES (?, ?)').run(wrong.hash, caseId);
  db.close();
  const folder = join(hall.data, 'attachments', wrong.hash.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, wrong.hash), Buffer.from(wrong.data, 'base64'));
  await hall.again();
  await expect.poll(() => lying(hall.data), { timeout: 10_000 }).toEqual([right.hash]);
});
