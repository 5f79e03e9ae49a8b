import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A slip of paper, read from the bytes the printer received. */
export interface Slip {
  readonly file: string;
  readonly printer: string;
  readonly lines: readonly string[];
  /** `A018`; null on paper that is no ticket. */
  readonly number: string | null;
  /** Eight digits under the QR code. */
  readonly code: string | null;
  readonly reprint: boolean;
}

export function readSlips(folder: string): Slip[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.bin'))
    .sort()
    .map((file) => readSlip(file, readFileSync(join(folder, file))));
}

function readSlip(file: string, bytes: Buffer): Slip {
  const { lines, qr } = decode(bytes);
  const number = lines.map((line) => line.trim()).find((line) => /^[A-Z]\d{3,6}$/.test(line)) ?? null;
  const inQr = /^OW1:[^:]+:(\d{8})$/.exec(qr ?? '')?.[1] ?? null;
  const printed = /查询码 (\d{4}) (\d{4})/.exec(lines.join('\n'));
  // A person reads the digits, a phone the symbol: both must say the same.
  const code = inQr !== null && printed && inQr === `${printed[1]}${printed[2]}` ? inQr : null;
  return {
    file,
    printer: file.replace(/-\d+\.bin$/, ''),
    lines,
    number,
    code,
    reprint: lines.some((line) => line.includes('补打')),
  };
}

/**
 * ESC/POS to text, written from the printers' manuals and sharing nothing with the program: the characters are read by
 * the platform's own GB 18030 decoder.
 */
function decode(bytes: Buffer): { lines: string[]; qr: string | null } {
  const text = new TextDecoder('gb18030');
  const lines: string[] = [];
  let line: number[] = [];
  let qr: string | null = null;
  let at = 0;
  while (at < bytes.length) {
    const [byte = 0, second = 0, third = 0] = bytes.subarray(at);
    if (byte === 0x0a) {
      lines.push(text.decode(Uint8Array.from(line)));
      line = [];
      at += 1;
    } else if (byte === 0x1b && second === 0x2a) {
      // A character drawn in the line: ■ stands for it.
      line.push(0xa1, 0xf6);
      at += 5 + 3 * ((bytes[at + 3] ?? 0) + 256 * (bytes[at + 4] ?? 0));
    } else if (byte === 0x1b) {
      at += second === 0x40 || second === 0x32 ? 2 : 3;
    } else if (byte === 0x1c) {
      at += 2;
    } else if (byte === 0x1d && second === 0x28 && third === 0x6b) {
      const length = (bytes[at + 3] ?? 0) + 256 * (bytes[at + 4] ?? 0);
      const stores = bytes[at + 5] === 0x31 && bytes[at + 6] === 0x50;
      if (stores) qr = bytes.subarray(at + 8, at + 5 + length).toString('latin1');
      at += 5 + length;
    } else if (byte === 0x1d && second === 0x76) {
      const rowBytes = (bytes[at + 4] ?? 0) + 256 * (bytes[at + 5] ?? 0);
      const rows = (bytes[at + 6] ?? 0) + 256 * (bytes[at + 7] ?? 0);
      at += 8 + rowBytes * rows;
    } else if (byte === 0x1d) {
      at += second === 0x56 && third >= 65 ? 4 : 3;
    } else {
      line.push(byte);
      at += 1;
    }
  }
  return { lines, qr };
}
