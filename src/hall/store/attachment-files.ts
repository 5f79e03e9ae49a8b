import { createHash, randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether these bytes are the ones of that hash. */
export function isOf(hash: string, bytes: Uint8Array): boolean {
  return createHash('sha256').update(bytes).digest('hex') === hash;
}

/**
 * Attachments as files of a folder, each under the SHA-256 of its bytes and never changed: beside the database and not in
 * it, so that its hourly copies stay small, and a database that is put back from an older one finds them all.
 */
export class AttachmentFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Resolves when they are on the disk; rejects with what the disk says, and then nothing lies there. */
  async put(hash: string, bytes: Uint8Array): Promise<void> {
    const folder = this.#folderOf(hash);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = join(folder, `${hash}.${randomBytes(6).toString('hex')}.draft`);
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, join(folder, hash));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await flush(folder);
    await flush(this.#folder);
  }

  async get(hash: string): Promise<Buffer | null> {
    try {
      const bytes = await readFile(join(this.#folderOf(hash), hash));
      return isOf(hash, bytes) ? bytes : null;
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** Erases it; nothing to do when it is not there. It is gone for this process before anything else runs. */
  async drop(hash: string): Promise<void> {
    const folder = this.#folderOf(hash);
    rmSync(join(folder, hash), { force: true });
    if (existsSync(folder)) await flush(folder);
  }

  /** In 256 of them: folders with a million files are slow to look at. */
  #folderOf(hash: string): string {
    return join(this.#folder, hash.slice(0, 2));
  }
}

/** A new name is on the disk when its folder is. Windows has no such thing. */
async function flush(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
