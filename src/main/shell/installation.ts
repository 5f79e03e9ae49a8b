import { join } from 'node:path';
import { app } from 'electron';
import type { Arguments } from './args.ts';

/** The Electron this program is made for; an older one is a spare for development. */
const CURRENT_MAJOR = 45;
/** better-sqlite3 13 needs Node-API 10. */
const SERVICES_NEED_NODE = 22;

/** Where the parts of the program lie, and on what they run. */
export interface Installation {
  /** False in a checkout. `app.isPackaged` judges by the executable's name, which the spare runtime does not have. */
  readonly packaged: boolean;
  readonly pages: string;
  readonly preload: string;
  readonly devtools: boolean;
  /** Its version when the runtime is older than the one this program is made for, else null. */
  readonly oldRuntime: string | null;
  /** Forked under this Node, or null: utility processes of this Electron. */
  readonly serviceNode: string | null;
  service(name: 'station' | 'hall' | 'dock'): string;
}

export function findInstallation(given: Arguments): Installation {
  const packaged = !process.defaultApp;
  const root = app.getAppPath();
  const pages = (!packaged && given.pages) || join(root, 'out', 'renderer');
  const services = (!packaged && given.services) || join(root, 'out', 'main');
  const major = Number.parseInt(process.versions.electron ?? '0', 10);
  return {
    packaged,
    pages,
    preload: join(root, 'out', 'preload', 'preload.cjs'),
    devtools: !packaged && given.devtools,
    oldRuntime: major < CURRENT_MAJOR ? (process.versions.electron ?? '') : null,
    serviceNode: serviceNode(root, packaged),
    service: (name) => join(services, `${name}.cjs`),
  };
}

function serviceNode(root: string, packaged: boolean): string | null {
  if (packaged) return null;
  // Either way of starting a service can be asked for in a checkout, so that both stay tested.
  const asked = process.env.ONEWINDOW_SERVICE_MODE;
  const capable = Number.parseInt(process.versions.node, 10) >= SERVICES_NEED_NODE;
  if (asked === 'utility' || (asked !== 'fork' && capable)) return null;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return process.env.ONEWINDOW_NODE ?? join(root, 'node_modules', 'node', 'bin', name);
}
