import iconv from 'iconv-lite';

/** Stands on paper where the printer has no glyph: the geta mark, GB 2312 01-19, on every Chinese printer. */
const GETA = Buffer.from([0xa1, 0xfe]);

export interface EncodedText {
  readonly bytes: Buffer;
  /** Characters that became 〓, each once. */
  readonly missing: string[];
}

/**
 * Text in GB 18030 as printers take it. Two-byte codes are on all of them; four-byte ones only of CJK Extension A and
 * only where the profile says `gb18030` (GB 18030-2000's required set). Nothing ever becomes `?`.
 */
export function encodeText(text: string, charset: 'gbk' | 'gb18030'): EncodedText {
  const wellFormed = text.toWellFormed();
  const all = iconv.encode(wellFormed, 'gb18030');
  // Nearly every ticket: one pass over the bytes and done.
  if (!suspicious.test(wellFormed) && !hasFourByte(all)) return { bytes: all, missing: [] };
  const parts: Buffer[] = [];
  const missing = new Set<string>();
  for (const char of wellFormed) {
    const bytes = iconv.encode(char, 'gb18030');
    if (printable(char, bytes, charset)) parts.push(bytes);
    else {
      parts.push(GETA);
      missing.add(char);
    }
  }
  return { bytes: Buffer.concat(parts), missing: [...missing] };
}

/** Private-use characters have two-byte codes in GB 18030 and no glyph anywhere. */
const suspicious = /[\uE000-\uF8FF]/;

function printable(char: string, bytes: Buffer, charset: 'gbk' | 'gb18030'): boolean {
  if (suspicious.test(char)) return false;
  if (bytes.length <= 2) return true;
  return charset === 'gb18030' && /^[\u3400-\u4DB5]$/.test(char);
}

/** GB 18030: the second byte of a four-byte code is 30–39, never so in a two-byte code. */
function hasFourByte(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] as number) < 0x80) continue;
    const second = bytes[at + 1] as number;
    if (second >= 0x30 && second <= 0x39) return true;
    at += 1;
  }
  return false;
}
