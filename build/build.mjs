// Builds to out/, but only when something that goes into it has changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './child.mjs';
import { withLock } from './lock.mjs';
import { node24, root, tools } from './paths.mjs';
import { fail, PlainError, step } from './say.mjs';
import { ensureSetup } from './setup.mjs';

const out = join(root, 'out');
const stampFile = join(out, 'build-stamp');
const inputs = [
  'src',
  'assets',
  'docs/frame-tables',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Builds if needed. @param {{ force?: boolean }} [options] */
export async function ensureBuilt({ force = false } = {}) {
  if (!force && stamp() === fingerprint()) return;
  await withLock(join(root, '.cache', 'build.lock'), async () => {
    const state = fingerprint();
    if (!force && stamp() === state) return; // somebody else built it while we waited
    await step('构建 · building', async () => {
      const { code, output } = await run(node24, [tools.electronVite, 'build', '--logLevel', 'warn']);
      if (code !== 0) throw new PlainError(`构建失败 · the build failed\n${output}`);
    });
    mkdirSync(out, { recursive: true });
    writeFileSync(stampFile, state); // the state before the build: an edit made during it counts as new
  });
}

function stamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
}

/** Names, sizes and times of all inputs. Tests beside the code are left out: they are not built. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const input of inputs) addTo(hash, input);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const full = join(root, path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (!stat || /\.test\.tsx?$/.test(path)) return;
  if (stat.isDirectory()) for (const name of readdirSync(full).sort()) addTo(hash, join(path, name));
  else hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureSetup({ for: 'tool' })
    .then(() => ensureBuilt({ force: true }))
    .catch(fail);
}
