import { existsSync, type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Unsubscribe } from '../events.ts';

/**
 * Calls once when the path comes into being, e.g. when an adapter is plugged in and the system makes its device file.
 * Folders on the way (`/dev/serial/by-id`) may be missing as well. Where a folder cannot be watched nothing is called,
 * and the retries of the port do it. Device files on Linux and macOS; Windows ports have no path.
 */
export function whenAppears(path: string, appeared: () => void): Unsubscribe {
  let watcher: FSWatcher | null = null;
  let over = false;
  const stop = () => {
    watcher?.close();
    watcher = null;
  };
  const arrived = () => {
    stop();
    if (over) return;
    over = true;
    appeared();
  };
  const look = () => {
    stop();
    if (over) return;
    // The nearest folder that is there; the next part of the way is what it waits for.
    let part = path;
    while (!existsSync(dirname(part)) && dirname(part) !== part) part = dirname(part);
    try {
      watcher = watch(dirname(part), { persistent: false }, (kind, name) => {
        // Writing to any device file of the folder is a `change`; coming and going is a `rename`.
        if (kind !== 'rename' || name !== basename(part) || !existsSync(part)) return;
        if (part === path) return arrived();
        look();
        // It came together with its folder, before that could be watched.
        if (existsSync(path)) arrived();
      });
      watcher.on('error', stop);
    } catch {
      return; // no watch to be had: the port tries again by itself
    }
    if (part !== path && existsSync(part)) look(); // made while the watch was being set up
  };
  look();
  return () => {
    over = true;
    stop();
  };
}
