// Electron's fuses: switches burnt into the packed program, so that nobody at a station can turn it into something else.
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/** @type {Record<string, boolean>} name in @electron/fuses → wanted state */
export const wantedFuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  GrantFileProtocolExtraPrivileges: false,
};

/**
 * Burns the fuses into one executable and reads them back.
 * @param {string} executable
 * @param {{ platform?: string }} [target] electron-builder's platform name; asar integrity exists on macOS and Windows only
 * @returns {Promise<{ set: string[], absent: string[] }>} `absent`: fuses this Electron is too old to have
 * @throws when a fuse that exists did not take the wanted state
 */
export async function burnFuses(executable, { platform = process.platform } = {}) {
  const before = await getCurrentFuseWire(executable);
  const set = [];
  const absent = [];
  /** @type {Record<number, boolean>} */
  const config = {};
  for (const [name, state] of Object.entries(wantedFuses)) {
    if (before[FuseV1Options[name]] === undefined || before[FuseV1Options[name]] === FuseState.REMOVED)
      absent.push(name);
    else {
      config[FuseV1Options[name]] = state;
      set.push(name);
    }
  }
  await flipFuses(executable, { version: FuseVersion.V1, resetAdHocDarwinSignature: platform === 'darwin', ...config });

  const after = await getCurrentFuseWire(executable);
  for (const name of set) {
    const wanted = wantedFuses[name] ? FuseState.ENABLE : FuseState.DISABLE;
    if (after[FuseV1Options[name]] !== wanted) throw new Error(`fuse ${name} of ${executable} did not take`);
  }
  return { set, absent };
}
