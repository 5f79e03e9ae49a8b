import { padColumns, wrapColumns } from './columns.ts';
import type { PaperAlign, PaperColumns, PaperDocument, PaperLine, PaperPicture } from './document.ts';

/** A document set for one width: every text line fits. What an encoder prints and a screen shows. */
export type LaidLine =
  | { kind: 'text'; text: string; size: number; bold: boolean; align: PaperAlign }
  | { kind: 'qr'; data: string; module: number }
  /** A strip of a picture, so high that a printer's buffer takes it whole; the next follows without a gap. */
  | { kind: 'picture'; widthBytes: number; rows: Uint8Array }
  | { kind: 'feed'; lines: number }
  | { kind: 'cut' };

const DEFAULT_QR_MODULE = 5;

/** `columns`: ordinary characters on a line of the paper, 32 for 58 mm, 48 for 80 mm. */
export function layPaper(document: PaperDocument, columns: number): LaidLine[] {
  return document.lines.flatMap((line) => layLine(line, columns));
}

function layLine(line: PaperLine, columns: number): LaidLine[] {
  switch (line.kind) {
    case 'text': {
      const size = fittingSize(line.size ?? 1, columns);
      return wrapColumns(clean(line.text), columns / size).map((text) => ({
        kind: 'text',
        text,
        size,
        bold: line.bold ?? false,
        align: line.align ?? 'left',
      }));
    }
    case 'columns':
      return layColumns(line, columns);
    case 'rule':
      return [{ kind: 'text', text: '-'.repeat(columns), size: 1, bold: false, align: 'left' }];
    case 'qr':
      return [{ kind: 'qr', data: line.data, module: line.module ?? DEFAULT_QR_MODULE }];
    case 'picture':
      return stripsOf(line);
    case 'feed':
      return [{ kind: 'feed', lines: line.lines }];
    case 'cut':
      return [{ kind: 'cut' }];
  }
}

const STRIP_ROWS = 24;

function stripsOf({ widthBytes, rows }: PaperPicture): LaidLine[] {
  const bytes = Uint8Array.from(atob(rows), (char) => char.charCodeAt(0));
  const strips: LaidLine[] = [];
  const size = widthBytes * STRIP_ROWS;
  for (let from = 0; from < bytes.length; from += size)
    strips.push({ kind: 'picture', widthBytes, rows: bytes.slice(from, from + size) });
  return strips;
}

/** A line must hold at least one Han character, so size 8 on very narrow paper becomes what fits. */
function fittingSize(size: number, columns: number): number {
  return Math.max(1, Math.min(size, Math.floor(columns / 2)));
}

function layColumns(line: PaperColumns, columns: number): LaidLine[] {
  const total = line.cells.reduce((sum, cell) => sum + cell.share, 0);
  let left = columns;
  const cells = line.cells.map((cell, index) => {
    const last = index === line.cells.length - 1;
    const width = last ? left : Math.max(2, Math.floor((columns * cell.share) / total));
    left -= width;
    return { align: cell.align ?? 'left', width, lines: wrapColumns(clean(cell.text), width - (last ? 0 : 1)) };
  });
  const height = Math.max(...cells.map((cell) => cell.lines.length));
  return Array.from({ length: height }, (_, row) => ({
    kind: 'text',
    text: cells
      .map((cell) => padColumns(cell.lines[row] ?? '', cell.width, cell.align))
      .join('')
      .trimEnd(),
    size: 1,
    bold: line.bold ?? false,
    align: 'left',
  }));
}

/** Control characters in a text could steer the printer (a name must not be able to cut paper). */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
  return text.replace(/\r\n?/g, '\n').replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, ' ');
}
