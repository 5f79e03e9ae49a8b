/**
 * Checksums serial devices use.
 * sum8: bytes added, modulo 256. xor8: bytes exclusive-or'ed. lrc8: two's complement of sum8 (Modbus ASCII).
 * crc16-modbus: reflected 8005, begins with FFFF, low byte first. crc16-ccitt: 1021, begins with FFFF, high byte first.
 */
export const CHECK_KINDS = ['sum8', 'xor8', 'lrc8', 'crc16-modbus', 'crc16-ccitt'] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

export function checkBytes(kind: CheckKind): 1 | 2 {
  return kind === 'crc16-modbus' || kind === 'crc16-ccitt' ? 2 : 1;
}

/** The checksum as it stands on the line. */
export function checkOf(kind: CheckKind, bytes: Uint8Array): Uint8Array {
  switch (kind) {
    case 'sum8':
      return Uint8Array.of(sum(bytes));
    case 'xor8':
      return Uint8Array.of(bytes.reduce((all, byte) => all ^ byte, 0));
    case 'lrc8':
      return Uint8Array.of(-sum(bytes) & 0xff);
    case 'crc16-modbus': {
      const crc = bytes.reduce((all, byte) => shift(all ^ byte, (c) => (c & 1 ? (c >> 1) ^ 0xa001 : c >> 1)), 0xffff);
      return Uint8Array.of(crc & 0xff, crc >> 8);
    }
    case 'crc16-ccitt': {
      const step = (c: number) => (c & 0x8000 ? ((c << 1) ^ 0x1021) & 0xffff : (c << 1) & 0xffff);
      const crc = bytes.reduce((all, byte) => shift(all ^ (byte << 8), step), 0xffff);
      return Uint8Array.of(crc >> 8, crc & 0xff);
    }
  }
}

function sum(bytes: Uint8Array): number {
  return bytes.reduce((all, byte) => (all + byte) & 0xff, 0);
}

function shift(value: number, step: (value: number) => number): number {
  let crc = value;
  for (let bit = 0; bit < 8; bit += 1) crc = step(crc);
  return crc;
}
