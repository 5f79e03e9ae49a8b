import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import { type Folder, newFolder } from '../../support/folder.ts';
import { type Ended, Program } from '../../support/program.ts';
import { openHall, openStation } from './floor.ts';

const folders: Folder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function folder(): string {
  const made = newFolder('start');
  folders.push(made);
  return made.path;
}

/** As somebody would start it in a terminal. */
function run(name: 'hall' | 'station', ...args: string[]): Promise<Ended> {
  return new Program(name, { args, attached: false }).ended;
}

/** Exit code 78 tells whoever restarts services that a person must mend something first. */
function expectMendable(ended: Ended, ...words: (string | RegExp)[]): void {
  expect(ended).toMatchObject({ code: 78, signal: null });
  for (const word of words) expect(ended.output).toMatch(word);
  expect(ended.output).not.toMatch(/\n\s+at /); // words for the keeper, not a stack
}

const good = {
  station: 'kiosk-1',
  name: '自助终端',
  roles: ['kiosk'],
  hall: { url: 'ws://127.0.0.1:9' },
  data: 'data',
  keyFile: 'station.key',
};

function description(content: unknown): string {
  const file = join(folder(), 'station.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('a hall that cannot start says why, and how to go on', () => {
  test('a port that is taken', async () => {
    const hall = await openHall();
    expectMendable(
      await run('hall', '--demo', '--data', folder(), '--port', String(hall.port)),
      `--port ${hall.port}`,
      'another program',
    );
    expect((await hall.untilDesk(() => true)).counts.issued).toBe(0);
  });

  test.each([
    ['an option nobody knows', ['--prot', '7080']],
    ['no folder', []],
    ['a port that is none', ['--data', '/tmp/x', '--port', 'abc']],
    ['an address that leaves the machine', ['--data', '/tmp/x', '--host', '0.0.0.0']],
  ])('%s', async (_, args) => {
    expectMendable(await run('hall', ...args), '--help');
  });

  test.each([
    ['is not there', null, /cannot be read/],
    ['is no JSON', '{"id":', /cannot be read as JSON/],
    ['lacks what a hall needs', '{"id":"h"}', /queues/],
  ])('a hall file that %s', async (_, content, words) => {
    const file = join(folder(), 'hall.json');
    if (content !== null) writeFileSync(file, content);
    expectMendable(await run('hall', '--data', folder(), '--port', '0', '--hall', file), file, words);
  });

  test('a database that is garbage is named and left as it is', async () => {
    const data = folder();
    const file = join(data, 'hall.db');
    const garbage = Buffer.from('this is no database\n'.repeat(500));
    writeFileSync(file, garbage);
    expectMendable(await run('hall', '--demo', '--data', data, '--port', '0'), file);
    expect(readFileSync(file).equals(garbage)).toBe(true);
  });

  test('a database of a newer program', async () => {
    const data = folder();
    const db = new Database(join(data, 'hall.db'));
    db.pragma('user_version = 99');
    db.close();
    expectMendable(await run('hall', '--demo', '--data', data, '--port', '0'), 'newer program');
  });

  test('a database with a damaged page', async () => {
    const hall = await openHall();
    await hall.stop();
    const file = join(hall.data, 'hall.db');
    const bytes = readFileSync(file);
    for (let page = 1; page < bytes.length / 4096; page++) bytes.fill(0x5a, page * 4096, page * 4096 + 64);
    writeFileSync(file, bytes);
    expectMendable(await run('hall', '--demo', '--data', hall.data, '--port', '0'), file);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  test('the file of another hall than the one in the folder', async () => {
    const hall = await openHall();
    await hall.stop();
    const file = join(folder(), 'hall.json');
    writeFileSync(file, JSON.stringify({ ...sampleHall, id: 'other-hall' }));
    expectMendable(
      await run('hall', '--data', hall.data, '--port', '0', '--hall', file),
      'other-hall',
      sampleHall.id,
      hall.data,
    );
    await hall.again();
    expect(hall.records('config').map(({ id }) => id)).toEqual([sampleHall.id]);
  });

  test.each(['is gone', 'is empty'])('a folder where a hall was and its database %s', async (how) => {
    const hall = await openHall();
    await hall.stop();
    mkdirSync(join(hall.data, 'copies'));
    writeFileSync(join(hall.data, 'copies', 'hall-20261122T010000Z.db'), 'a copy');
    const file = join(hall.data, 'hall.db');
    rmSync(file);
    if (how === 'is empty') writeFileSync(file, '');
    expectMendable(await run('hall', '--demo', '--data', hall.data, '--port', '0'), file, 'copies', 'empty folder');
    expect(existsSync(file) && readFileSync(file).length > 0).toBe(false);
  });

  test.skipIf(process.platform === 'win32')('the hall’s files are its owner’s alone', async () => {
    const data = join(folder(), 'of-the-hall');
    const hall = await openHall({ data });
    const modes = ['.', 'hall.db', 'hall.db-wal', 'hall.db-shm'].map((name) => statSync(join(data, name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600, 0o600]);
    await hall.stop();
    chmodSync(join(data, 'hall.db'), 0o644); // as an earlier program left it
    await hall.again();
    expect(statSync(join(data, 'hall.db')).mode & 0o777).toBe(0o600);
  });

  test('a data folder that is a file', async () => {
    const file = join(folder(), 'data');
    writeFileSync(file, '');
    expectMendable(await run('hall', '--demo', '--data', file, '--port', '0'), file);
  });
});

describe('a station that cannot start says which file and which key', () => {
  test.each([
    ['a key nobody knows', { ...good, statoin: 'x' }, /statoin: unknown key/],
    [
      'a key nobody knows, further in',
      { ...good, hall: { url: 'ws://127.0.0.1:9', enrolcode: 'x' } },
      /hall\.enrolcode: unknown key/,
    ],
    ['JSON that ends too early', '{"station": "kiosk-1",', /is not JSON/],
    ['a role there is not', { ...good, roles: ['kiosk', 'boss'] }, /roles\.1/],
    ['a role twice', { ...good, roles: ['kiosk', 'kiosk'] }, /roles: expected each role once/],
    ['a dispenser without a printer', { ...good, roles: ['dispenser'] }, /devices\.ticketPrinter: expected a printer/],
    [
      'one port for two devices',
      { ...good, devices: { ticketPrinter: { url: 'tcp://127.0.0.1:9' }, idReader: { url: 'tcp://127.0.0.1:9' } } },
      /devices\.idReader\.url: expected a port of its own/,
    ],
    ['a PIN instead of its hash', { ...good, keeper: { pinHash: '314159' } }, /keeper\.pinHash: .*--hash-pin/],
    ['plain traffic off the machine', { ...good, hall: { url: 'ws://10.0.0.5:7080' } }, /hall\.url.*wss/],
    ['a counter without a window', { ...good, roles: ['counter'] }, /window: expected/],
    [
      'a printer port that is none',
      { ...good, devices: { ticketPrinter: { url: 'parallel' } } },
      /devices\.ticketPrinter\.url/,
    ],
  ])('%s', async (_, content, words) => {
    const file = description(content);
    expectMendable(await run('station', '--config', file), file, words);
    expectMendable(await run('station', '--config', file, '--check'), file, words);
  });

  test('a code without the hall’s fingerprint for a hall over TLS: a warning, for its database may know the hall', async () => {
    const hall = { url: 'wss://10.0.0.5:7443', enrolCode: 'K7QM-2XWD' };
    const short = await run('station', '--config', description({ ...good, hall }), '--check');
    expect(short.code).toBe(0);
    expect(short.output).toMatch(/hall\.enrolCode: warning: no fingerprint/);
    const whole = { ...hall, enrolCode: 'K7QM-2XWD-3FHA-9PQX-BN5T-LC2E' };
    const fine = await run('station', '--config', description({ ...good, hall: whole }), '--check');
    expect(fine.output).not.toMatch(/warning/);
  });

  test('a description that is not there, and none at all', async () => {
    expectMendable(await run('station', '--config', '/nowhere/station.json'), '/nowhere/station.json');
    expectMendable(await run('station'), '--config');
  });

  test('a database that is garbage is named and left as it is', async () => {
    const file = description(good);
    const data = join(file, '../data');
    mkdirSync(data);
    const db = join(data, 'station.db');
    const garbage = Buffer.from('no database\n'.repeat(2000));
    writeFileSync(db, garbage);
    writeFileSync(join(file, '../station.key'), `${'ab'.repeat(32)}\n`);
    expectMendable(await run('station', '--config', file), 'station.db', 'database-broken');
    expect(readFileSync(db).equals(garbage)).toBe(true);
  });

  test('a data folder that is a file', async () => {
    const file = description({ ...good, data: 'taken' });
    writeFileSync(join(file, '../taken'), '');
    expectMendable(await run('station', '--config', file), 'taken');
  });

  test('a data folder that was moved away from the key named after it', async () => {
    const file = description({ ...good, keyFile: null });
    mkdirSync(join(file, '../data'));
    writeFileSync(join(file, '../data/station.db'), '');
    expectMendable(await run('station', '--config', file), 'database-broken', 'Was the folder moved', 'set keyFile');
  });

  test('a second program on the same station', async () => {
    const station = await openStation({
      station: 'kiosk-1',
      roles: ['kiosk'],
      hallUrl: 'ws://127.0.0.1:9',
      enrolCode: null,
    });
    expectMendable(await run('station', '--config', station.configFile), 'database-locked', 'one station runs once');
    expect((await station.untilStation(() => true)).stationId).toBe('kiosk-1');
  });

  test('an API port that is taken, and a token that cannot be written', async () => {
    const hall = await openHall();
    expectMendable(
      await run('station', '--config', description({ ...good, api: { port: hall.port } })),
      `api.port ${hall.port}`,
    );
    expectMendable(
      await run('station', '--config', description({ ...good, api: { port: 0, tokenFile: '/nowhere/token' } })),
      'api.tokenFile',
      '/nowhere/token',
    );
  });
});
