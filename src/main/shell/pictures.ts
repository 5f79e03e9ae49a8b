import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { log } from './log.ts';

const EVERY_MS = 2_000;
/** A window that has not painted yet is asked again soon. */
const EARLY_MS = 250;
let folder: string | null = null;

/** From now on each window that is given to `takePictures` is drawn into `folder`. */
export function picturesInto(path: string): void {
  mkdirSync(path, { recursive: true });
  folder = path;
}

/** Keeps `<folder>/<id>.png` what the window shows, for machines without a screen. Nothing happens without a folder. */
export function takePictures(browser: BrowserWindow, id: string): void {
  if (!folder) return;
  const file = join(folder, `${id}.png`);
  let last = '';

  async function look(): Promise<void> {
    if (browser.isDestroyed()) return;
    const image = await browser.webContents.capturePage();
    const bitmap = image.isEmpty() ? null : image.toBitmap();
    const digest = bitmap ? createHash('sha1').update(bitmap).digest('hex') : last;
    // Compared first: most looks see what the one before saw, and making a picture file costs ten times as much.
    if (digest !== last) {
      await write(file, image.toPNG());
      if (last === '') log('picture', { id });
      last = digest;
    }
  }
  function again(): void {
    look()
      .catch((error: Error) => {
        if (!browser.isDestroyed()) log('picture-failed', { id, message: error.message });
      })
      .finally(() => {
        if (!browser.isDestroyed()) setTimeout(again, last === '' ? EARLY_MS : EVERY_MS);
      });
  }
  again();
}

async function write(file: string, png: Buffer): Promise<void> {
  await writeFile(`${file}.new`, png);
  await rename(`${file}.new`, file); // whoever looks never sees half a picture
}
