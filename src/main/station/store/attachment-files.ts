import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { flushFolder } from './copies.ts';

/** A picture by the case that names it and the SHA-256 of its bytes. */
export interface AttachmentName {
  readonly caseId: string;
  readonly hash: string;
}

/** One that lies in the folder. `since`: when it came there, ms since 1970 by this machine's clock. */
export interface KeptFile extends AttachmentName {
  readonly bytes: number;
  readonly since: number;
}

/** `waiting`: the hall does not have it yet. `kept`: it does; this one may go at any time. */
type Shelf = 'waiting' | 'kept';
const SHELVES = ['waiting', 'kept'] as const satisfies readonly Shelf[];

const NAME = /^([0-9a-f]{64})\.([A-Za-z0-9_-]{1,64})$/;
const MAGIC = Buffer.from('OWAT1\n', 'latin1');
const SALT = 32;
const TAG = 16;

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The attachments a station holds, each in a sealed file of its own (AES-256-GCM under a key of this one file, from the
 * station's key and the file's salt). Files and not rows: a database that is destroyed and made again finds them where
 * they were, its copies stay small, and a press never waits behind a picture. Which the hall has shows in the folder a
 * file lies in, so that nothing can disagree with it. Every method rejects with what the disk says.
 *
 *   waiting/HASH.CASE, kept/HASH.CASE:   "OWAT1\n"  salt (32)  sealed bytes  tag (16)
 */
export class AttachmentFiles {
  readonly #folder: string;
  readonly #key: Buffer;

  /** `key`: the station's, 64 hexadecimal digits. */
  constructor(dataDir: string, key: string) {
    this.#folder = join(dataDir, 'attachments');
    this.#key = Buffer.from(key, 'hex');
  }

  /** Is on the disk when it resolves. */
  async put(shelf: Shelf, name: AttachmentName, bytes: Uint8Array): Promise<void> {
    const folder = join(this.#folder, shelf);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = join(folder, `${randomBytes(8).toString('hex')}.draft`);
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(this.#seal(name, bytes));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, this.#file(shelf, name));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    flushFolder(folder);
  }

  /** Null when it is not here; `spoilt` when what lies here is not what was put. */
  async read(name: AttachmentName): Promise<Buffer | 'spoilt' | null> {
    let found: 'spoilt' | null = null;
    for (const shelf of SHELVES) {
      const sealed = await readIfThere(this.#file(shelf, name));
      if (!sealed) continue;
      const bytes = this.#open(name, sealed);
      if (bytes && hashOf(bytes) === name.hash) return bytes;
      found = 'spoilt';
    }
    return found;
  }

  /** Whether there is a file of it, whatever it holds. */
  async has(name: AttachmentName): Promise<boolean> {
    for (const shelf of SHELVES) if (await stat(this.#file(shelf, name)).catch(() => null)) return true;
    return false;
  }

  /** The hall has it. */
  async held(name: AttachmentName): Promise<void> {
    await mkdir(join(this.#folder, 'kept'), { recursive: true, mode: 0o700 });
    await this.#move('waiting', 'kept', name);
  }

  /** The hall may have lost what it had: all of them are offered again. */
  async allWaitAgain(): Promise<void> {
    for (const name of await this.list('kept')) {
      await mkdir(join(this.#folder, 'waiting'), { recursive: true, mode: 0o700 });
      await this.#move('kept', 'waiting', name);
    }
  }

  async drop(shelf: Shelf, name: AttachmentName): Promise<void> {
    await rm(this.#file(shelf, name), { force: true });
  }

  /** The oldest first. Drafts of a program that was killed are taken away. */
  async list(shelf: Shelf): Promise<KeptFile[]> {
    const folder = join(this.#folder, shelf);
    const names = await readdir(folder).catch((error: { code?: unknown }) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const files: KeptFile[] = [];
    for (const name of names) {
      const [, hash, caseId] = NAME.exec(name) ?? [];
      const file = join(folder, name);
      if (hash === undefined || caseId === undefined) {
        const age = Date.now() - ((await stat(file).catch(() => null))?.mtimeMs ?? Date.now());
        if (name.endsWith('.draft') && age > DRAFT_MS) await rm(file, { force: true });
        continue;
      }
      const found = await stat(file).catch(() => null); // moved on meanwhile
      if (found) files.push({ caseId, hash, bytes: found.size, since: found.mtimeMs });
    }
    return files.sort((a, b) => a.since - b.since || (a.hash < b.hash ? -1 : 1));
  }

  async #move(from: Shelf, to: Shelf, name: AttachmentName): Promise<void> {
    try {
      await rename(this.#file(from, name), this.#file(to, name));
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ENOENT') throw error; // it was moved before
    }
  }

  #file(shelf: Shelf, { hash, caseId }: AttachmentName): string {
    const name = `${hash}.${caseId}`;
    if (!NAME.test(name)) throw new Error('an attachment with a name that is none');
    return join(this.#folder, shelf, name);
  }

  #fileKey(salt: Buffer): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#key, salt, 'onewindow attachment 1', 32));
  }

  /** A key seals one file only, so its nonce may be always the same. */
  #seal(name: AttachmentName, bytes: Uint8Array): Buffer {
    const salt = randomBytes(SALT);
    const cipher = createCipheriv('aes-256-gcm', this.#fileKey(salt), Buffer.alloc(12));
    cipher.setAAD(belongsTo(name));
    return Buffer.concat([MAGIC, salt, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }

  #open(name: AttachmentName, sealed: Buffer): Buffer | null {
    const from = MAGIC.length + SALT;
    if (sealed.length < from + TAG || !sealed.subarray(0, MAGIC.length).equals(MAGIC)) return null;
    const key = this.#fileKey(sealed.subarray(MAGIC.length, from));
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12));
    decipher.setAAD(belongsTo(name));
    decipher.setAuthTag(sealed.subarray(-TAG));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(from, -TAG)), decipher.final()]);
    } catch {
      return null; // changed, or another key
    }
  }
}

/** Written in one go: one that is so old is nobody's. */
const DRAFT_MS = 3_600_000;

/** A file does not open under another's name. */
function belongsTo({ hash, caseId }: AttachmentName): Buffer {
  return Buffer.concat([MAGIC, Buffer.from(`${hash}.${caseId}`, 'utf8')]);
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  }
}
