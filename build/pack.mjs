// npm run pack: an unpacked application for this machine in dist/. Installers need their tools from the open internet:
// `npm run pack -- --installer`.
import { dirname } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { foreground } from './child.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { node24, tools } from './paths.mjs';
import { fail, PlainError } from './say.mjs';
import { ensureSetup } from './setup.mjs';

async function main() {
  await ensureSetup({ for: 'start' });
  const electron = await resolveElectron();
  if (electron.old) {
    throw new PlainError(
      `只有旧版 Electron ${electron.version}，不能打包。请设置 ELECTRON_MIRROR 或 ELECTRON_OVERRIDE_DIST_PATH。\n` +
        `  Only the old Electron ${electron.version} is here, which is never packaged: set ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH.`,
    );
  }
  await ensureBuilt();
  const platform = { darwin: '--mac', win32: '--win' }[process.platform] ?? '--linux';
  const installer = process.argv.includes('--installer');
  const target = installer ? [platform] : [platform, 'dir'];
  // The runtime that was set up is the one packed: nothing is fetched a second time.
  const dist =
    process.platform === 'darwin'
      ? dirname(electron.executable).replace(/\/[^/]+\.app\/.*$/, '')
      : dirname(electron.executable);
  process.exitCode = await foreground(node24, [tools.electronBuilder, ...target, `-c.electronDist=${dist}`]);
}

await main().catch(fail);
