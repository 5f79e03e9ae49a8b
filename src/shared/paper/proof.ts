import type { Locale } from '../messages/define.ts';
import { paperMessages } from '../messages/paper.ts';
import type { PaperDocument, PaperLine } from './document.ts';

/**
 * Characters people bear in their names and printers lack: Extension A, the end of the basic block, and Extensions B
 * to F; then one of each kind that nobody has.
 */
const RARE = ['㛃', '䶮', '鿍', '𠮷', '𠅤', '𪚥', '𫚉', '𬎆', '𬶍', '𭀖', '𮧵'];
const NOWHERE = ['🙂'];

/** A sheet that shows all a printer must do: every style, the width, rare characters, a QR code, the cut. */
export function proofPaper(
  printer: { readonly columns: number; readonly paperMm: number; readonly name: string },
  locale: Locale = 'zh-CN',
): PaperDocument {
  const t = paperMessages.in(locale);
  const { columns } = printer;
  const heading = (text: string): PaperLine => ({ kind: 'text', text: `■ ${text}`, bold: true });
  const qr = 'OW1:proof:48219037';
  const lines: PaperLine[] = [
    { kind: 'text', text: t('proofTitle'), align: 'center', bold: true, size: 2 },
    { kind: 'text', text: printer.name, align: 'center' },
    heading(t('proofWidth', { columns, mm: printer.paperMm })),
    { kind: 'text', text: ruler(columns) },
    { kind: 'text', text: '汉'.repeat(Math.floor(columns / 2)) },
    { kind: 'rule' },
    heading(t('proofSizes')),
    ...[1, 2, 3, 4, 6, 8].map((size): PaperLine => ({ kind: 'text', text: t('proofSize', { size }), size })),
    { kind: 'text', text: t('proofBold'), bold: true },
    { kind: 'text', text: t('proofLeft') },
    { kind: 'text', text: t('proofCenter'), align: 'center' },
    { kind: 'text', text: t('proofRight'), align: 'right' },
    {
      kind: 'columns',
      cells: [
        { text: t('proofLeft'), share: 1 },
        { text: t('proofCenter'), share: 1, align: 'center' },
        { text: t('proofRight'), share: 1, align: 'right' },
      ],
    },
    { kind: 'rule' },
    heading(t('proofRare')),
    ...rows(RARE, Math.floor(columns / 4)).map((row): PaperLine => ({ kind: 'text', text: row })),
    { kind: 'text', text: rows(RARE, 4)[0] ?? '', bold: true },
    heading(t('proofRareLarge')),
    { kind: 'text', text: '王㛃𬎆', size: 2, align: 'center' },
    heading(t('proofMissing')),
    ...NOWHERE.map((char): PaperLine => ({ kind: 'text', text: `${char} ${codePoint(char)}` })),
    { kind: 'rule' },
    { kind: 'qr', data: qr },
    { kind: 'text', text: t('proofQr', { data: qr }), align: 'center' },
    { kind: 'text', text: t('proofCut'), align: 'center' },
    { kind: 'cut' },
  ];
  return { version: 1, lines };
}

/** `U+20BB7` */
export function codePoint(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Each rare character between two that every printer has, so that the eye can compare. */
function rows(chars: readonly string[], perRow: number): string[] {
  const result: string[] = [];
  for (let at = 0; at < chars.length; at += perRow) {
    result.push(
      chars
        .slice(at, at + perRow)
        .map((char) => `国${char}`)
        .join(''),
    );
  }
  return result;
}

/** `1234567890…` */
function ruler(columns: number): string {
  return Array.from({ length: columns }, (_, at) => (at + 1) % 10).join('');
}
