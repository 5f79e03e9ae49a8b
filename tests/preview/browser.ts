import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** A page lying askew on a desk, as a document camera sees it; `make-document.ts` draws it. */
export const DOCUMENT = join(import.meta.dirname, '../../assets/demo/document.mjpeg');

/** Real Chromium, with nothing of its own going on. `camera`: it has one, which sees the document. */
export function launchBrowser({ camera = false }: { camera?: boolean } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
      '--use-fake-ui-for-media-stream', // nobody is there to be asked
      ...(camera ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${DOCUMENT}`] : []),
    ],
  });
}
