import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const source = join(import.meta.dirname, '../peers');
const cache = join(import.meta.dirname, '../../../.cache/bench-peers');

/**
 * The systems to compare with have packages of their own, installed here when they are first needed and never with the
 * product. Answers the folder with their programs.
 */
export async function installPeers(say: (what: string) => void): Promise<string> {
  const lock = readFileSync(join(source, 'package-lock.json'));
  const dir = join(cache, createHash('sha256').update(lock).digest('hex').slice(0, 12));
  if (!existsSync(dir)) {
    say('installing the peers, once');
    const making = `${dir}.${process.pid}`;
    mkdirSync(making, { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(source, name), join(making, name));
    // Their native parts come with the packages; nothing has to be built or run.
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: making,
      shell: process.platform === 'win32',
    }).catch((error: unknown) => {
      rmSync(making, { recursive: true, force: true });
      throw error;
    });
    renameSync(making, dir);
  }
  for (const name of readdirSync(source)) {
    if (name.endsWith('.js')) copyFileSync(join(source, name), join(dir, name));
  }
  return dir;
}
