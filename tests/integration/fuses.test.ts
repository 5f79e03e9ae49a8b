import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolveElectron } from '../../build/electron-runtime.mjs';
import { burnFuses, wantedFuses } from '../../build/fuses.mjs';

// The same function that the packer calls, on a copy of the executable: packing the whole application takes a minute.
// On macOS the fuses sit inside a signed bundle, which a copy of one file is not.
describe.skipIf(process.platform === 'darwin')('the packed program cannot be turned into something else', () => {
  let folder: string;
  let copy: string;
  let old: boolean;
  let result: { set: string[]; absent: string[] };
  type Wire = Record<number, FuseState | undefined>;

  beforeAll(async () => {
    const electron = await resolveElectron();
    old = electron.old;
    folder = await mkdtemp(join(tmpdir(), 'onewindow-fuses-'));
    copy = join(folder, basename(electron.executable));
    await copyFile(electron.executable, copy);
    result = await burnFuses(copy);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('every fuse this Electron has reads back as wanted', async () => {
    const wire = (await getCurrentFuseWire(copy)) as unknown as Wire;
    expect(result.set.length).toBeGreaterThan(0);
    for (const name of result.set) {
      const state = wire[FuseV1Options[name as keyof typeof FuseV1Options]];
      expect([name, state]).toEqual([name, wantedFuses[name] ? FuseState.ENABLE : FuseState.DISABLE]);
    }
  });

  test('a fuse the runtime lacks is reported, and only the old development runtime may lack one', () => {
    expect([...result.set, ...result.absent].sort()).toEqual(Object.keys(wantedFuses).sort());
    if (!old) expect(result.absent).toEqual([]);
    else if (result.absent.length > 0)
      console.warn(`old Electron runtime lacks the fuses: ${result.absent.join(', ')}`);
  });
});
