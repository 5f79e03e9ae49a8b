import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** A page lying askew on a desk, as a document camera sees it; `make-document.ts` draws it. */
export const DOCUMENT = join(import.meta.dirname, '../../assets/demo/document.mjpeg');

/** Cameras of the machine: none, one that sees the document, or two that see something. */
const CAMERAS = {
  none: [],
  document: ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${DOCUMENT}`],
  two: ['--use-fake-device-for-media-stream=device-count=2'],
} as const;

/** The one without windows takes half of the processor time for the same pages. */
const PLACES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'] as const;

/** Real Chromium, with nothing of its own going on. */
export function launchBrowser({ cameras = 'none' }: { cameras?: keyof typeof CAMERAS } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? PLACES.find(existsSync) ?? PLACES[0],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
      '--use-fake-ui-for-media-stream', // nobody is there to be asked
      ...CAMERAS[cameras],
    ],
  });
}
