import { type copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { databaseFile } from '../../../src/main/station/store/database.ts';
import { DatabaseCopies } from '../../../src/main/station/store/database-copies.ts';
import { openStationStore } from '../../../src/main/station/store/open-store.ts';
import { newFolder } from '../../support/folder.ts';

const disk = vi.hoisted(() => ({ full: false }));

/** A disk that takes the beginning of a file and then nothing more. */
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const copy: typeof copyFileSync = (from, to, mode) => {
    if (!disk.full) return real.copyFileSync(from, to, mode);
    real.writeFileSync(to as string, real.readFileSync(from as string).subarray(0, 4096));
    throw Object.assign(new Error('ENOSPC: no space left on device, copyfile'), { code: 'ENOSPC' });
  };
  return { ...real, copyFileSync: copy };
});

test('a station that cannot be made again for want of room says so, leaves everything as it is, and does not keep the room', async () => {
  const folder = newFolder('full-disk');
  const data = join(folder.path, 'data');
  const open = () => openStationStore(data, join(folder.path, 'key'), () => Date.UTC(2026, 10, 21, 10));
  const first = open();
  expect(await new DatabaseCopies(first.db, data).make(Date.UTC(2026, 10, 21, 10))).toBe('made');
  first.db.close();
  const garbage = Buffer.from('no database at all '.repeat(2000));
  writeFileSync(databaseFile(data), garbage);
  disk.full = true;
  expect(open).toThrow(expect.objectContaining({ code: 'database-disk', message: expect.stringContaining('ENOSPC') }));
  expect(existsSync(join(data, 'station.db.rebuilding'))).toBe(false);
  expect(readFileSync(databaseFile(data)).equals(garbage)).toBe(true);
  disk.full = false;
  const again = open();
  expect(again.rebuilt).toMatchObject({ reason: 'damaged' });
  again.db.close();
  folder.remove();
});
