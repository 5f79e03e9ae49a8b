/**
 * Widths on thermal paper. A printer sets every character it encodes in two or four bytes full-width, and that is every
 * one outside ASCII: also “ ” … · and Greek, which a screen would set narrow.
 */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const char of text) columns += charColumns(char);
  return columns;
}

function charColumns(char: string): 1 | 2 {
  return (char.codePointAt(0) as number) < 0x80 ? 1 : 2;
}

/** Must not begin a line (GB/T 15834: marks that close); they hang on the line before instead. */
const closing = new Set('，。、；：？！）》」』】〉”’…,.;:?!)]}%');
/** Must not end a line. */
const opening = new Set('（《「『【〈“‘([{');

/**
 * Breaks text into lines of at most `width` columns: between any two Han characters, between words of Latin text,
 * inside a word only where it is longer than a line. Line feeds in the text are kept; the result has at least one line.
 */
export function wrapColumns(text: string, width: number): string[] {
  // Two columns is the least a Han character can stand in.
  const room = Math.max(2, Math.floor(width));
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, room));
}

function wrapParagraph(paragraph: string, room: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(paragraph)) {
    if (columnsOf(line) + columnsOf(piece) <= room) {
      line += piece;
      continue;
    }
    // A space at a break is the break.
    if (piece === ' ') continue;
    if (line.trimEnd() !== '') lines.push(line.trimEnd());
    line = '';
    for (const char of piece) {
      if (columnsOf(line) + charColumns(char) > room) {
        lines.push(line);
        line = '';
      }
      line += char;
    }
  }
  if (line.trimEnd() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** Cuts a paragraph where it may be broken: words and single spaces, Han characters with the marks that belong to them. */
function pieces(paragraph: string): string[] {
  const result: string[] = [];
  let glued = false;
  for (const char of paragraph) {
    const last = result.at(-1);
    const lastChar = last === undefined ? '' : ([...last].at(-1) as string);
    const sticks =
      last !== undefined &&
      last !== ' ' &&
      char !== ' ' &&
      (glued || closing.has(char) || (charColumns(char) === 1 && charColumns(lastChar) === 1));
    if (sticks) result[result.length - 1] = last + char;
    else result.push(char);
    glued = opening.has(char);
  }
  return result;
}

/** Fills up with spaces to exactly `width` columns; text that is too long stays as it is. */
export function padColumns(text: string, width: number, align: 'left' | 'center' | 'right'): string {
  const free = Math.max(0, width - columnsOf(text));
  if (align === 'right') return ' '.repeat(free) + text;
  if (align === 'center') return ' '.repeat(Math.floor(free / 2)) + text + ' '.repeat(Math.ceil(free / 2));
  return text + ' '.repeat(free);
}
