// Where things are. Used by every script in this folder; nothing here may need node_modules.
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The Node 24 that the npm package `node` brings: the system's own may be too old for the native modules. */
export const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** What was set up in this checkout. Lives in node_modules so that `npm ci` forgets it together with its subject. */
export const setupCache = join(root, 'node_modules', '.cache', 'onewindow');

/** Downloads shared by all checkouts of this user. */
export const userCache = process.env.ONEWINDOW_CACHE ?? join(homedir(), '.cache', 'onewindow');

/** The file behind a package's command, to be run with `node24`. */
export const tools = {
  biome: join(root, 'node_modules/@biomejs/biome/bin/biome'),
  depcruise: join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
  electronBuilder: join(root, 'node_modules/electron-builder/cli.js'),
  electronVite: join(root, 'node_modules/electron-vite/bin/electron-vite.js'),
  knip: join(root, 'node_modules/knip/bin/knip.js'),
  tsc: join(root, 'node_modules/typescript/bin/tsc'),
  vitest: join(root, 'node_modules/vitest/vitest.mjs'),
};
