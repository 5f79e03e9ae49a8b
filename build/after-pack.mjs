// electron-builder's afterPack hook.
import { join } from 'node:path';
import { burnFuses } from './fuses.mjs';

/** @param {import('electron-builder').AfterPackContext} context */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename;
  const executable = {
    darwin: `${name}.app`,
    mas: `${name}.app`,
    win32: `${name}.exe`,
  }[electronPlatformName];
  const { set, absent } = await burnFuses(join(appOutDir, executable ?? packager.executableName), {
    platform: electronPlatformName,
  });
  console.log(`  • fuses set: ${set.join(', ')}`);
  if (absent.length > 0) throw new Error(`this Electron lacks the fuses ${absent.join(', ')}: too old to be packaged`);
}
