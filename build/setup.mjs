// Makes a fresh machine ready: system libraries, npm packages, Node 24, Electron. Runs on the system's Node 20,
// before anything is installed, and costs a few milliseconds once everything is there.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, run } from './child.mjs';
import { ensureDebianLibraries } from './debian.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { withLock } from './lock.mjs';
import { node24, root, setupCache } from './paths.mjs';
import { fail, PlainError, say, secondsSince, step } from './say.mjs';

const stampFile = join(setupCache, 'setup.json');

/** Each purpose needs everything the ones before it need. */
const purposes = ['tool', 'start', 'test'];

/**
 * @param {{ for: 'tool' | 'start' | 'test' }} options tool: command-line services; start: the application; test: all of it
 */
export async function ensureSetup({ for: purpose }) {
  const key = setupKey();
  if (isDone(key, purpose)) return;
  await withLock(join(root, '.cache', 'setup.lock'), async () => {
    if (isDone(key, purpose)) return;
    const started = Date.now();
    say('▸ 首次准备，之后不再重复 · setting up once');
    const complete = await ensureDebianLibraries(purpose);
    if (!complete && purpose === 'test') throw new PlainError('测试需要上述系统库 · the tests need these libraries');
    await ensurePackages();
    await ensureNativeModules();
    if (purpose !== 'tool') await resolveElectron();
    // With libraries missing we go on, but ask again next time.
    if (complete) writeStamp(key, purpose);
    say(`✓ 准备完成 · ready, ${secondsSince(started)}`);
  });
}

/** Not the running Node's version: npm starts us on Node 24 once it is installed, and on the system's before. */
function setupKey() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex');
}

function isDone(key, purpose) {
  try {
    const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
    return stamp.key === key && purposes.indexOf(stamp.purpose) >= purposes.indexOf(purpose) && existsSync(node24);
  } catch {
    return false; // no stamp yet
  }
}

function writeStamp(key, purpose) {
  mkdirSync(setupCache, { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify({ key, purpose })}\n`);
}

async function ensurePackages() {
  if (packagesMatchLock()) return;
  await step('安装 npm 依赖 · installing npm packages', async () => {
    // Electron's download is ours to arrange (electron-runtime.mjs): it must not break the installation.
    const env = { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' };
    const { code, output } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { env });
    if (code !== 0) throw new PlainError(`npm ci\n${output}`);
    if (!existsSync(node24)) throw new PlainError(`npm ci 后没有 Node 24 · the package "node" brought no ${node24}`);
  });
}

/** Compares what npm says it installed with the lock file, so that an installation made by hand is not made again. */
function packagesMatchLock() {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile) || !existsSync(node24)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([path, entry]) => {
    if (path === '') return true;
    const here = installed[path];
    return here ? here.version === entry.version : entry.optional === true || entry.peer === true;
  });
}

/** The prebuilt native modules must load under Node 24; better said now than by a crash in the first test. */
async function ensureNativeModules() {
  const check = "new (require('better-sqlite3'))(':memory:').exec('select 1'); require('serialport')";
  const { code, output } = await run(node24, ['-e', check]);
  if (code === 0) return;
  throw new PlainError(
    `原生模块无法加载（better-sqlite3 / serialport） · the native modules do not load on ` +
      `${process.platform}-${process.arch}:\n${output.trim().split('\n').slice(-8).join('\n')}`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureSetup({ for: 'test' }).catch(fail);
