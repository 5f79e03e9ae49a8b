import { randomBytes } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sightOf } from '../../../src/hall/feed/visible.ts';
import { AttachmentExchange } from '../../../src/hall/server/attachment-exchange.ts';
import { Attachments } from '../../../src/main/station/service/attachments.ts';
import type { StationCore } from '../../../src/main/station/service/core.ts';
import { AttachmentFiles, hashOf } from '../../../src/main/station/store/attachment-files.ts';
import { AttachmentTransfer } from '../../../src/main/station/sync/attachment-transfer.ts';
import type { Case } from '../../../src/shared/case/types.ts';
import type { RecordKey } from '../../../src/shared/intent/records.ts';
import { type AttachmentWord, PIECE_BYTES } from '../../../src/shared/protocol/link.ts';
import { type Folder, newFolder } from '../../support/folder.ts';

const KEY = '1f'.repeat(32);
const CASE = 'case-1';

let folder: Folder;
let files: AttachmentFiles;
beforeEach(() => {
  folder = newFolder('attachments');
  files = new AttachmentFiles(folder.path, KEY);
});
afterEach(() => folder.remove());

const picture = (bytes: number) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), randomBytes(bytes - 3)]);
const lying = (shelf: string) => readdirSync(join(folder.path, 'attachments', shelf));

/** A station's end and a hall's, with a line between them on which nothing moves by itself. */
function line(kept: Map<string, Buffer>, named: readonly Buffer[]) {
  const said: AttachmentWord[] = [];
  const settled = { all: true };
  const detached = new Set<string>();
  const later: (() => void)[] = [];
  let uptime = 0;
  const link = { online: true, attachments: true, connection: 1, sendAttachment: (w: AttachmentWord) => said.push(w) };
  const transfer = new AttachmentTransfer({
    files,
    link,
    handedIn: () => settled.all,
    wanted: (name) => !detached.has(name.hash),
    runtime: {
      uptime: () => uptime,
      after: (_ms, run) => {
        later.push(run);
        return () => later.splice(later.indexOf(run), 1);
      },
    },
    log: () => undefined,
    onHeld: () => undefined,
  });
  const the = () =>
    ({ attachments: named.map((bytes) => ({ hash: hashOf(bytes), bytes: bytes.length })) }) as unknown as Case;
  const newExchange = () =>
    new AttachmentExchange({
      store: {
        records: async (keys: readonly RecordKey[]) => keys.map(({ id }) => ({ type: 'case', id, body: the() })),
        attachment: async (hash) => kept.get(hash) ?? null,
        claimAttachment: async () => undefined,
        giveUpAttachment: async (hash) => void kept.delete(hash),
        putAttachment: async (hash, bytes) => void kept.set(hash, Buffer.from(bytes)),
      },
      sight: sightOf(['counter'], 'counter-1'),
      send: (answer) => transfer.heard(answer),
      log: () => undefined,
      onDiskTrouble: () => undefined,
    });
  let exchange = newExchange();
  return {
    transfer,
    said,
    settled,
    detached,
    /** The station's next word arrives, and the hall's answer. False when it said none. */
    async carry(change: (word: AttachmentWord) => AttachmentWord = (word) => word): Promise<boolean> {
      const word = said.shift();
      if (word) await exchange.receive(change(word));
      return word !== undefined;
    },
    /** The connection ends and another stands. */
    reconnect() {
      said.length = 0;
      link.connection++;
      exchange = newExchange();
      transfer.go();
    },
    time: {
      passes: () => {
        uptime += 3_600_000;
      },
    },
    /** Nothing was heard for as long as it waits. */
    patienceEnds: () => {
      for (const run of later.splice(0)) run();
    },
  };
}

test('a picture goes piece by piece, each when the one before was answered, and none while a line of the journal waits', async () => {
  const bytes = picture(PIECE_BYTES * 3 + 5);
  const name = { caseId: CASE, hash: hashOf(bytes) };
  await files.put('waiting', name, bytes);
  const kept = new Map<string, Buffer>();
  const { transfer, said, settled, carry } = line(kept, [bytes]);
  settled.all = false;
  transfer.add(name);
  await expect.poll(() => said.length).toBe(0); // the line that names it goes first
  settled.all = true;
  transfer.go();
  await expect.poll(() => said.map(({ t }) => t)).toEqual(['offer']);
  await carry();
  for (let n = 0; n < 20; n++) transfer.go();
  expect(said.map(({ t }) => t)).toEqual(['piece']); // one under way, whatever else happens
  settled.all = false; // somebody pressed
  await carry();
  transfer.go();
  expect(said).toEqual([]);
  settled.all = true; // and the hall has it
  transfer.go();
  expect(said).toMatchObject([{ t: 'piece', at: PIECE_BYTES }]);
  while (await carry()) expect(said.length).toBeLessThan(2);
  expect(kept.get(name.hash)?.equals(bytes)).toBe(true);
  await expect.poll(() => [lying('waiting').length, lying('kept').length]).toEqual([0, 1]);
});

test('a connection that ends in the middle, an answer that is lost and one that comes twice: the picture arrives whole', async () => {
  const bytes = picture(PIECE_BYTES * 4);
  const name = { caseId: CASE, hash: hashOf(bytes) };
  await files.put('waiting', name, bytes);
  const kept = new Map<string, Buffer>();
  const { transfer, said, carry, reconnect, patienceEnds, time } = line(kept, [bytes]);
  transfer.add(name);
  await expect.poll(() => said.length).toBe(1);
  await carry();
  await carry();
  reconnect();
  await expect.poll(() => said.map(({ t }) => t)).toEqual(['offer']);
  await carry();
  transfer.heard({ t: 'wanted', hash: name.hash, from: 0 }); // an old one, late
  expect(said).toHaveLength(1);
  said.length = 0; // lost
  patienceEnds();
  expect(said).toEqual([]); // not at once: the hall may have its reasons
  time.passes();
  transfer.go();
  await expect.poll(() => said.map(({ t }) => t)).toEqual(['offer']);
  while (await carry());
  expect(kept.get(name.hash)?.equals(bytes)).toBe(true);
});

test('a picture no case names is not taken, waits, and is brought once a case does', async () => {
  const bytes = picture(100);
  const name = { caseId: CASE, hash: hashOf(bytes) };
  await files.put('waiting', name, bytes);
  const kept = new Map<string, Buffer>();
  const names: Buffer[] = [];
  const { transfer, said, carry, time } = line(kept, names);
  transfer.add(name);
  await expect.poll(() => said.length).toBe(1);
  while (await carry());
  expect([kept.size, lying('waiting').length, transfer.isWaiting(name)]).toEqual([0, 1, true]);
  names.push(bytes); // a hall that was put back hears of the case again
  time.passes();
  transfer.go();
  await expect.poll(() => said.length).toBe(1);
  while (await carry());
  expect(kept.get(name.hash)?.equals(bytes)).toBe(true);
});

test('a picture that was spoilt on its way is not kept by the hall, and one that comes spoilt is not shown', async () => {
  const bytes = picture(PIECE_BYTES + 9);
  const name = { caseId: CASE, hash: hashOf(bytes) };
  await files.put('waiting', name, bytes);
  const kept = new Map<string, Buffer>();
  const { transfer, said, carry } = line(kept, [bytes]);
  transfer.add(name);
  await expect.poll(() => said.length).toBe(1);
  await carry();
  await carry();
  const last = Buffer.alloc(9, 1).toString('base64');
  await carry((word) => (word.t === 'piece' ? { ...word, data: last } : word));
  expect([kept.size, transfer.isWaiting(name)]).toEqual([0, true]);

  kept.set(name.hash, Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1)! ^ 1])]));
  const fetched = transfer.fetch(name);
  while (await carry());
  expect(await fetched).toBe('missing');
  kept.set(name.hash, bytes);
  const whole = transfer.fetch(name);
  while (await carry());
  expect(await whole).toEqual(bytes);
});

test('a page that is taken away while it is on its way is not brought; the hall keeps nothing of it', async () => {
  const bytes = picture(PIECE_BYTES * 2 + 5);
  const name = { caseId: CASE, hash: hashOf(bytes) };
  await files.put('waiting', name, bytes);
  const kept = new Map<string, Buffer>();
  const names = [bytes];
  const { transfer, said, detached, carry } = line(kept, names);
  transfer.add(name);
  await expect.poll(() => said.length).toBe(1);
  await carry();
  await carry();
  detached.add(name.hash); // known here
  transfer.go();
  await carry();
  transfer.go();
  expect([said, kept.size]).toEqual([[], 0]);

  detached.clear(); // and here not yet, but at the hall, between the last piece and its answer
  transfer.go();
  await expect.poll(() => said.map(({ t }) => t)).toEqual(['offer']);
  await carry();
  await carry();
  await carry();
  expect(said).toMatchObject([{ t: 'piece', at: PIECE_BYTES * 2 }]);
  names.length = 0;
  await carry();
  expect([kept.size, transfer.isWaiting(name)]).toEqual([0, true]);
});

test('a file that was changed, or lies under another case’s name, is not shown', async () => {
  const bytes = picture(1000);
  const name = { caseId: CASE, hash: hashOf(bytes) };
  await files.put('kept', name, bytes);
  expect(await files.read(name)).toEqual(bytes);
  const at = (caseId: string) => join(folder.path, 'attachments', 'kept', `${name.hash}.${caseId}`);
  copyFileSync(at(CASE), at('case-2'));
  expect(await files.read({ ...name, caseId: 'case-2' })).toBe('spoilt');
  const sealed = readFileSync(at(CASE));
  sealed[100]! ^= 1;
  writeFileSync(at(CASE), sealed);
  expect(await files.read(name)).toBe('spoilt');
  expect(await new AttachmentFiles(folder.path, '2e'.repeat(32)).read(name)).toBe('spoilt');
  renameSync(at(CASE), `${at(CASE)}.gone`);
  expect(await files.read(name)).toBeNull();
});

test('pictures the hall has go with their case, and those it has not never go', async () => {
  const [over, open, mine] = [picture(100), picture(200), picture(300)];
  await files.put('kept', { caseId: 'over', hash: hashOf(over) }, over);
  await files.put('kept', { caseId: 'open', hash: hashOf(open) }, open);
  await files.put('waiting', { caseId: 'over', hash: hashOf(mine) }, mine);
  const core = {
    known: true,
    state: { get: (_type: string, id: string) => ({ status: id === 'over' ? 'handed-over' : 'accepted' }) },
    link: { online: false },
    runtime: {},
    onAttachments: () => undefined,
    onAdvance: () => undefined,
    onPictures: () => undefined,
  } as unknown as StationCore;
  const attachments = new Attachments({ core, files, station: 'counter-1', log: () => undefined });
  await attachments.tidy();
  expect([lying('kept'), lying('waiting')]).toEqual([[`${hashOf(open)}.open`], [`${hashOf(mine)}.over`]]);
});

test('cases in packs are not looked into for their pictures before they are unpacked', async () => {
  const looked: string[] = [];
  let told: (named: readonly string[], detached: readonly string[]) => void = () => undefined;
  const soon: (() => void)[] = [];
  const core = {
    known: true,
    packed: true,
    handedIn: true,
    state: { get: (_type: string, id: string) => void looked.push(id) },
    link: { online: true },
    runtime: {
      after: (_ms: number, run: () => void) => {
        soon.push(run);
        return () => undefined;
      },
    },
    onAttachments: () => undefined,
    onAdvance: () => undefined,
    onPictures: (listener: typeof told) => (told = listener),
  };
  const attachments = new Attachments({
    core: core as unknown as StationCore,
    files,
    station: 'counter-1',
    log: () => undefined,
  });
  told(['one', 'two'], []);
  for (const run of soon.splice(0)) run();
  attachments.tick();
  expect(looked).toEqual([]);
  core.packed = false;
  attachments.tick();
  await expect.poll(() => looked).toEqual(['one', 'two']);
});
