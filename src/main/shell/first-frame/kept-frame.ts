import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PageName } from '../roles.ts';
import { framedPage } from './framed-page.ts';

/** A screen as a page last showed it to nobody in particular. */
export const Frame = z.object({
  /** When it may be shown, as times of `[from, to)` in ms since 1970. */
  when: z.array(z.tuple([z.number(), z.number()])).max(100),
  html: z.string().min(1).max(100_000),
});
export type Frame = z.infer<typeof Frame>;

const Kept = Frame.extend({
  /** SHA-256 of the page it was made by: another version of the program may look otherwise. */
  page: z.string(),
});

/** Where screens are kept from one start to the next, and the pages they belong to. */
export interface FrameStore {
  /** Beside what Electron keeps. */
  readonly folder: string;
  readonly pages: string;
}

/** The page with the screen kept for it, or null when there is none that may be shown now. */
export async function readFramedPage(store: FrameStore, page: PageName, now: number): Promise<string | null> {
  try {
    const kept = Kept.parse(JSON.parse(await readFile(fileOf(store, page), 'utf8')));
    const html = await readFile(join(store.pages, page, 'index.html'), 'utf8');
    const mayStand = kept.when.some(([from, to]) => from <= now && now < to);
    return mayStand && kept.page === hash(html) ? framedPage(html, kept.html) : null;
  } catch {
    return null; // never kept, or not readable: the page shows itself a little later
  }
}

/** Answers whether it is another one than was kept before. */
export function keepFrame(store: FrameStore, page: PageName, frame: Frame): boolean {
  const file = fileOf(store, page);
  const html = readFileSync(join(store.pages, page, 'index.html'), 'utf8');
  const text = JSON.stringify({ ...frame, page: hash(html) } satisfies z.infer<typeof Kept>);
  if (text === textOf(file)) return false;
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file); // never half a screen
  return true;
}

function fileOf(store: FrameStore, page: PageName): string {
  return join(store.folder, `first-frame-${page}.json`);
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
