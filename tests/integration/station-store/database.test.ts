import { execFileSync, fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStationDatabase } from '../../../src/main/station/store/database.ts';
import { setMeta } from '../../../src/main/station/store/meta.ts';
import { SCHEMA_VERSION } from '../../../src/main/station/store/schema.ts';
import { DatabaseUnusable } from '../../../src/main/station/store/unusable.ts';
import { type Folder, newFolder } from '../../support/folder.ts';

let folder: Folder;
let data: string;
let key: string;
beforeEach(() => {
  folder = newFolder('station-store');
  data = join(folder.path, 'data');
  key = join(folder.path, 'settings', 'station.key');
});
afterEach(() => folder.remove());

const file = () => join(data, 'station.db');

/** A database with something in it, closed again. */
function written(): void {
  const db = openStationDatabase(data, key);
  setMeta(db, 'person-key', '绝密的内容 top-secret');
  db.close();
}

function reason(open: () => unknown): { code: string; message: string } {
  try {
    open();
  } catch (error) {
    if (error instanceof DatabaseUnusable) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('it opened');
}

/** The file must be byte for byte what it was. */
function expectUntouched(act: () => void): void {
  const before = readFileSync(file());
  act();
  expect(readFileSync(file()).equals(before)).toBe(true);
}

// The fault is made with Linux's own means; other systems have no such way.
describe.runIf(process.platform === 'linux')('a failing disk', () => {
  /** Opens it in a process whose every write fails. */
  function openedOnFullDisk(): string {
    const entry = join(folder.path, 'open.ts');
    const database = join(import.meta.dirname, '../../../src/main/station/store/database.ts');
    writeFileSync(
      entry,
      `import { openStationDatabase } from ${JSON.stringify(database)};
       try { openStationDatabase(${JSON.stringify(data)}, ${JSON.stringify(key)}); console.log('opened'); }
       catch (error) { console.log(error.code, error.message); }`,
    );
    const full = ['-e', 'trace=pwrite64', '-e', 'inject=pwrite64:error=ENOSPC'];
    const strace = ['-f', '-qq', '-o', '/dev/null', ...full, process.execPath, '--no-warnings', entry];
    return execFileSync('strace', strace, { encoding: 'utf8' });
  }

  test('that is full does not keep a station from opening what it has', () => {
    written();
    expectUntouched(() => expect(openedOnFullDisk()).toContain('opened'));
  });

  test('is named as what it is, not as a damaged database', () => {
    const said = openedOnFullDisk(); // the first start, which must write
    expect(said).toContain('database-disk');
    expect(said).toContain('full');
  });
});

describe('the station’s database', () => {
  test('holds no plain text, in no file of its folder', () => {
    const db = openStationDatabase(data, key);
    setMeta(db, 'person-key', '绝密的内容 top-secret');
    const look = () => {
      for (const name of readdirSync(data)) {
        const bytes = readFileSync(join(data, name));
        for (const text of ['top-secret', '绝密', 'SQLite format', 'CREATE TABLE', 'person-key'])
          expect(bytes.includes(text)).toBe(false);
      }
    };
    look(); // with the write-ahead log
    db.close();
    look();
  });

  test('its key lies elsewhere, for its owner’s eyes only', () => {
    written();
    expect(readFileSync(key, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(readdirSync(data).some((name) => name.includes('key'))).toBe(false);
  });

  test('is opened again with what was in it, and survives a power cut by its settings', () => {
    written();
    const db = openStationDatabase(data, key);
    expect(db.prepare("SELECT value FROM meta WHERE key = 'person-key'").pluck().get()).toContain('top-secret');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    db.close();
  });

  test('two stations have two keys', () => {
    written();
    const first = readFileSync(key, 'utf8');
    rmSync(folder.path, { recursive: true });
    written();
    expect(readFileSync(key, 'utf8')).not.toBe(first);
  });
});

describe('what cannot be opened is named and left as it is', () => {
  test('the key is missing', () => {
    written();
    rmSync(key);
    expectUntouched(() =>
      expect(reason(() => openStationDatabase(data, key))).toMatchObject({
        code: 'database-broken',
        message: expect.stringContaining(key),
      }),
    );
    expect(existsSync(key)).toBe(false); // a new key would hide that the old one is gone
  });

  test('the key is another one', () => {
    written();
    writeFileSync(key, `${'0'.repeat(64)}\n`);
    expectUntouched(() =>
      expect(reason(() => openStationDatabase(data, key))).toMatchObject({
        code: 'database-broken',
        message: expect.stringContaining('station.db'),
      }),
    );
  });

  test('the key file holds no key', () => {
    written();
    writeFileSync(key, 'password1\n');
    expectUntouched(() =>
      expect(reason(() => openStationDatabase(data, key))).toMatchObject({
        code: 'database-broken',
        message: expect.stringContaining('64 hexadecimal'),
      }),
    );
  });

  test('the file is garbage', () => {
    written();
    writeFileSync(file(), Buffer.from('no database at all '.repeat(1000)));
    expectUntouched(() => expect(reason(() => openStationDatabase(data, key)).code).toBe('database-broken'));
  });

  test('a page in the middle is damaged', () => {
    written();
    const bytes = readFileSync(file());
    bytes.fill(7, 4096 + 10, 4096 + 40);
    writeFileSync(file(), bytes);
    expectUntouched(() => expect(reason(() => openStationDatabase(data, key)).code).toBe('database-broken'));
  });

  test('the file was cut short', () => {
    written();
    const bytes = readFileSync(file());
    writeFileSync(file(), bytes.subarray(0, bytes.length - 5000));
    expectUntouched(() => expect(reason(() => openStationDatabase(data, key)).code).toBe('database-broken'));
  });

  test('a newer program wrote it', () => {
    written();
    const db = openStationDatabase(data, key);
    db.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    db.close();
    expectUntouched(() =>
      expect(reason(() => openStationDatabase(data, key))).toMatchObject({
        code: 'database-too-new',
        message: expect.stringContaining('newer program'),
      }),
    );
  });

  test('the folder is a file', () => {
    writeFileSync(data, '');
    expect(reason(() => openStationDatabase(data, key)).code).toBe('database-disk');
  });

  test('the file is a folder', () => {
    mkdirSync(file(), { recursive: true });
    mkdirSync(join(key, '..'), { recursive: true });
    writeFileSync(key, `${'a'.repeat(64)}\n`);
    expect(reason(() => openStationDatabase(data, key)).code).toBe('database-disk');
  });

  test('another process has it open', async () => {
    written();
    const holder = fork(join(import.meta.dirname, 'holder.ts'), [data, key], {
      execArgv: [],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    try {
      await new Promise((resolve, reject) => {
        holder.once('message', resolve);
        holder.once('exit', reject);
      });
      expectUntouched(() =>
        expect(reason(() => openStationDatabase(data, key))).toMatchObject({
          code: 'database-locked',
          message: expect.stringContaining('one station runs once'),
        }),
      );
    } finally {
      const gone = new Promise((resolve) => holder.once('exit', resolve));
      holder.kill('SIGKILL');
      await gone;
    }
    openStationDatabase(data, key).close(); // free again, though nobody said goodbye
  });
});
