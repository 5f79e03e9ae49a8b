import iconv from 'iconv-lite';

/** Stands on paper where neither printer nor program has a glyph: the geta mark, GB 2312 01-19, on every Chinese printer. */
export const GETA = Buffer.from([0xa1, 0xfe]);

/** A stretch of text the printer has glyphs for, as its bytes, or one character it has none for. */
export type TextRun =
  | { readonly kind: 'coded'; readonly bytes: Buffer }
  | { readonly kind: 'rare'; readonly char: string };

/**
 * Text in GB 18030 as printers take it. Two-byte codes are on all of them; four-byte ones only of CJK Extension A and
 * only where the profile says `gb18030` (GB 18030-2000's required set). Nothing ever becomes `?`.
 */
export function textRuns(text: string, charset: 'gbk' | 'gb18030'): TextRun[] {
  const wellFormed = text.toWellFormed();
  const all = iconv.encode(wellFormed, 'gb18030');
  // Nearly every line: one pass over the bytes and done.
  if (!suspicious.test(wellFormed) && !hasFourByte(all)) return [{ kind: 'coded', bytes: all }];
  const runs: TextRun[] = [];
  let coded: Buffer[] = [];
  const endRun = () => {
    if (coded.length > 0) runs.push({ kind: 'coded', bytes: Buffer.concat(coded) });
    coded = [];
  };
  for (const char of wellFormed) {
    const bytes = iconv.encode(char, 'gb18030');
    if (printable(char, bytes, charset)) coded.push(bytes);
    else {
      endRun();
      runs.push({ kind: 'rare', char });
    }
  }
  endRun();
  return runs;
}

/**
 * Private-use characters have two-byte codes in GB 18030 and no glyph anywhere; the ten of GB 18030-2022's change
 * (U+9FB4…) have codes that older printers fill with something else.
 */
const suspicious = /[\uE000-\uF8FF\u9FA6-\u9FFF]/;

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
