import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fdatasync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * A file of texts, each sealed by itself (AES-256-GCM) under a key of this one file: HKDF-SHA-256 of the station's key
 * with the file's own salt. The Nth text has N as its nonce, so that none can be taken out, put in or moved; a file is
 * never opened again to write more, so that no nonce is used twice.
 *
 *   "OWSL1\n"  'W' | 'X'  "\n"  salt (32)    then for each text: length (4, big-endian)  sealed text  tag (16)
 *
 * 'X': a text that belongs into it could not be written.
 */
const MAGIC = Buffer.from('OWSL1\n', 'latin1');
const WHOLE = 0x57;
const LACKING = 0x58;
const FLAG_AT = MAGIC.length;
const SALT_AT = FLAG_AT + 2;
const HEADER = SALT_AT + 32;
const TAG = 16;

function fileKey(stationKey: string, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(stationKey, 'hex'), salt, 'onewindow sealed log 1', 32));
}

function nonce(n: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUIntBE(n, 6, 6);
  return bytes;
}

/** Writes one file from its beginning to its end. Throws what the disk says; then nothing more may be appended. */
export class SealedLogWriter {
  readonly #fd: number;
  readonly #key: Buffer;
  #count = 0;
  #size = 0;
  #closed = false;

  /** `stationKey`: 64 hexadecimal digits. The file must not exist. */
  constructor(file: string, stationKey: string) {
    this.#fd = openSync(file, 'wx', 0o600);
    const salt = randomBytes(32);
    this.#key = fileKey(stationKey, salt);
    try {
      this.#write(Buffer.concat([MAGIC, Buffer.from([WHOLE, 0x0a]), salt]));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** In bytes. */
  get size(): number {
    return this.#size;
  }

  append(text: string): void {
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce(this.#count));
    cipher.setAAD(MAGIC);
    const sealed = cipher.update(text, 'utf8');
    cipher.final();
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length + TAG);
    this.#write(Buffer.concat([length, sealed, cipher.getAuthTag()]));
    this.#count += 1;
  }

  /** Not in the way of anybody: resolves when it is on the disk. */
  flush(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve, reject) => {
      fdatasync(this.#fd, (error) => (error ? reject(error) : resolve()));
    });
  }

  flushNow(): void {
    fsyncSync(this.#fd);
  }

  /** In place, so that it needs no room on a full disk. */
  markLacking(): void {
    writeSync(this.#fd, Buffer.from([LACKING]), 0, 1, FLAG_AT);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    closeSync(this.#fd);
  }

  #write(bytes: Buffer): void {
    for (let done = 0; done < bytes.length; ) {
      const written = writeSync(this.#fd, bytes, done, bytes.length - done, this.#size + done);
      if (written === 0) throw Object.assign(new Error('the disk took nothing'), { code: 'ENOSPC' });
      done += written;
    }
    this.#size += bytes.length;
  }
}

export interface SealedTexts {
  readonly texts: readonly string[];
  /** False when it says of itself that something is missing, or its end was torn off. */
  readonly whole: boolean;
}

/** Null when it is no such file or the key is not its own. What follows a torn or changed text is left out. */
export function readSealedLog(file: string, stationKey: string): SealedTexts | null {
  const bytes = readFileSync(file);
  if (bytes.length < HEADER || !bytes.subarray(0, FLAG_AT).equals(MAGIC)) return null;
  const key = fileKey(stationKey, bytes.subarray(SALT_AT, HEADER));
  const texts: string[] = [];
  let at = HEADER;
  while (at + 4 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    if (length < TAG || at + 4 + length > bytes.length) break;
    const sealed = bytes.subarray(at + 4, at + 4 + length - TAG);
    const text = open(key, texts.length, sealed, bytes.subarray(at + 4 + length - TAG, at + 4 + length));
    if (text === null) break;
    texts.push(text);
    at += 4 + length;
  }
  if (texts.length === 0) return null;
  return { texts, whole: at === bytes.length && bytes[FLAG_AT] === WHOLE };
}

function open(key: Buffer, n: number, sealed: Buffer, tag: Buffer): string | null {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(n));
  decipher.setAAD(MAGIC);
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
  } catch {
    return null; // changed, or another key
  }
}
