import { spawn } from 'node:child_process';
import type { PhotoDecoderConfig } from '../config.ts';
import type { DeviceLog } from '../log.ts';

/** A picture as a page can show it: a whole BMP, PNG or JPEG file. */
export interface Picture {
  readonly type: 'image/bmp' | 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
}

/** 102 × 126 dots in 24 bits are 38 KB. */
const MOST_BYTES = 256 * 1024;

const BEGINNINGS: readonly (readonly [Picture['type'], readonly number[]])[] = [
  ['image/bmp', [0x42, 0x4d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/**
 * Unpacks the photo of a card (1024 bytes, WLT, a closed compression) with the deployer's own program: the bytes go to its
 * standard input, the picture comes back on its standard output. One process for each photo, so that a library that
 * crashes, hangs or leaks takes nothing with it. Nothing is written to a disk, and nothing but what went wrong to the log.
 */
export class PhotoDecoder {
  readonly #config: PhotoDecoderConfig;
  readonly #log: DeviceLog;
  #stop: () => void = () => undefined;

  constructor(config: PhotoDecoderConfig, log: DeviceLog) {
    this.#config = config;
    this.#log = log;
  }

  /** The picture, or null when there is none to be had; never rejects. A call ends the one before, which gives null. */
  decode(photo: Uint8Array): Promise<Picture | null> {
    this.#stop();
    if (photo.length === 0) return Promise.resolve(null);
    return new Promise((resolve) => {
      const [program = '', ...args] = this.#config.command;
      const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
      const pieces: Uint8Array[] = [];
      let length = 0;
      let settled = false;
      const settle = (picture: Picture | null, trouble: string | null): void => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        for (const piece of pieces) piece.fill(0);
        child.kill('SIGKILL');
        if (trouble !== null) this.#log('photo-not-decoded', { why: trouble });
        resolve(picture);
      };
      const timer = setTimeout(() => settle(null, 'timeout'), this.#config.timeoutMs);
      this.#stop = () => settle(null, null);
      child.on('error', (error: NodeJS.ErrnoException) => settle(null, error.code ?? 'error'));
      // A program that does not read to the end ends itself; its exit says it.
      child.stdin.on('error', () => undefined);
      child.stdin.end(photo);
      child.stdout.on('data', (piece: Uint8Array) => {
        pieces.push(piece);
        length += piece.length;
        if (length > MOST_BYTES) settle(null, 'too-large');
      });
      child.on('close', (code, signal) => {
        if (code !== 0) return settle(null, signal ?? `exit-${code}`);
        const bytes = Uint8Array.from(Buffer.concat(pieces));
        const type = typeOf(bytes);
        settle(type && { type, bytes }, type ? null : 'not-a-picture');
      });
    });
  }

  close(): void {
    this.#stop();
  }
}

function typeOf(bytes: Uint8Array): Picture['type'] | null {
  return BEGINNINGS.find(([, beginning]) => beginning.every((byte, at) => bytes[at] === byte))?.[0] ?? null;
}
