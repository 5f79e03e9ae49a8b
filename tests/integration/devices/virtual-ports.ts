import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PortPair {
  /** What the station opens. */
  readonly station: string;
  /** What the device is on. */
  readonly device: string;
  /** Both ends vanish, as when a USB adapter is pulled out. */
  pull(): Promise<void>;
  /** The same names come back. */
  plug(): Promise<void>;
  remove(): Promise<void>;
}

/** Two real pseudo terminals joined by socat; the real serial binding opens both. */
export async function makePortPair(): Promise<PortPair> {
  const folder = mkdtempSync(join(tmpdir(), 'ports-'));
  const station = join(folder, 'station');
  const device = join(folder, 'device');
  let socat: ChildProcess | null = null;
  const plug = async () => {
    const there = appear(folder, [station, device]);
    socat = spawn('socat', [`pty,raw,echo=0,link=${station}`, `pty,raw,echo=0,link=${device}`], { stdio: 'ignore' });
    await there;
  };
  const pull = () =>
    new Promise<void>((resolve) => {
      if (!socat) return resolve();
      socat.once('exit', () => resolve());
      socat.kill('SIGTERM');
      socat = null;
    });
  await plug();
  return {
    station,
    device,
    plug,
    pull,
    remove: async () => {
      await pull();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function appear(folder: string, paths: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, () => look());
    const look = () => {
      if (!paths.every((path) => existsSync(path))) return;
      watcher.close();
      resolve();
    };
    look();
  });
}
