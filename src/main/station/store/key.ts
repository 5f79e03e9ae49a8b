import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { copiesFolder } from './copies.ts';
import { DatabaseUnusable } from './unusable.ts';

/**
 * The key of the station's database and of everything beside it, 64 hexadecimal digits; made at the first start.
 * Throws DatabaseUnusable when there is something to open and no key for it.
 */
export function stationKey(dataDir: string, keyFile: string | null): string {
  const file = keyFile ?? defaultKeyFile(dataDir);
  try {
    mkdirSync(dataDir, { recursive: true });
    return readOrMakeKey(
      file,
      existsSync(join(dataDir, 'station.db')) || existsSync(copiesFolder(dataDir)),
      keyFile !== null,
    );
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseUnusable('database-disk', `${dataDir}, ${file}: cannot be opened (${reason})`);
  }
}

/** Where the key lies when the config names no file: in the user's own settings, never beside the data it opens. */
function defaultKeyFile(dataDir: string): string {
  const settings =
    process.env.XDG_CONFIG_HOME ||
    (process.platform === 'win32' ? process.env.APPDATA : undefined) ||
    join(homedir(), '.config');
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 24);
  return join(settings, 'onewindow', 'keys', `${name}.key`);
}

function readOrMakeKey(file: string, databaseExists: boolean, keyFileIsNamed: boolean): string {
  if (existsSync(file)) {
    const key = readFileSync(file, 'utf8').trim();
    if (/^[0-9a-f]{64}$/.test(key)) return key;
    throw new DatabaseUnusable(
      'database-broken',
      `${file}: expected 64 hexadecimal digits, the key of this station's database`,
    );
  }
  if (databaseExists) {
    throw new DatabaseUnusable(
      'database-broken',
      keyFileIsNamed
        ? `${file}: the key of this station's database is missing; put it back from its copy`
        : `${file}: the key of this station's database is missing. Was the folder moved? The key is named after the folder's former path: set keyFile to the old key file. Otherwise put it back from its copy.`,
    );
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const key = randomBytes(32).toString('hex');
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return key;
}
