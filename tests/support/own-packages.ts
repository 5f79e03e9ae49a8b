import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const cache = join(import.meta.dirname, '../../.cache');

/**
 * Installs the packages that `source` names in a package.json and its lock, once for each lock and never with the
 * product. Answers the folder; packages it lacks are found in the product's, above it.
 */
export async function ownPackages(source: string, name: string, say: (what: string) => void): Promise<string> {
  const lock = readFileSync(join(source, 'package-lock.json'));
  const dir = join(cache, name, createHash('sha256').update(lock).digest('hex').slice(0, 12));
  if (existsSync(dir)) return dir;
  say(`installing the packages of ${name}, once`);
  const making = `${dir}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(source, file), join(making, file));
  // Their native parts come with the packages; nothing has to be built or run. What they expect beside them is ours.
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'], {
    cwd: making,
    shell: process.platform === 'win32',
  }).catch((error: unknown) => {
    rmSync(making, { recursive: true, force: true });
    throw error;
  });
  renameSync(making, dir);
  return dir;
}
