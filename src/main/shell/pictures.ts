import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserWindow, NativeImage } from 'electron';
import { log } from './log.ts';

const EVERY_MS = 2_000;
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
  const contents = browser.webContents;
  let last = '';
  let busy = false;

  const frame = (image: NativeImage) => {
    if (busy || image.isEmpty()) return;
    busy = true;
    // One frame, then silence for a while: every frame would be copied, and most are alike.
    contents.endFrameSubscription();
    const digest = createHash('sha1').update(image.toBitmap()).digest('hex');
    const written = digest === last ? Promise.resolve() : write(file, image.toPNG());
    last = digest;
    void written
      .catch((error: Error) => log('picture-failed', { id, message: error.message }))
      .finally(() => setTimeout(again, EVERY_MS));
  };
  const again = () => {
    busy = false;
    if (!browser.isDestroyed()) contents.beginFrameSubscription(frame);
  };
  again();
}

async function write(file: string, png: Buffer): Promise<void> {
  await writeFile(`${file}.new`, png);
  await rename(`${file}.new`, file); // whoever looks never sees half a picture
}
