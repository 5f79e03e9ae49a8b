import type { MaterialForm } from '../catalogue/types.ts';
import type { Locale } from '../messages/define.ts';
import { paperMessages } from '../messages/paper.ts';
import type { PaperDocument, PaperLine, PaperPicture } from './document.ts';
import { formsText } from './materials.ts';
import { spaced, withReprintMark } from './ticket.ts';

/** 收件凭证: what was handed in, to whom, and how to ask for it. All times are text of the hall. */
export interface CaseReceiptFacts {
  readonly hall: string;
  readonly number: string;
  readonly item: string;
  /** Already masked: a slip may be dropped. */
  readonly maskedName: string;
  readonly taken: readonly { readonly name: string; readonly forms: readonly MaterialForm[] }[];
  /** What is to follow, and until when. */
  readonly owed: readonly { readonly name: string; readonly by: string }[];
  readonly receivedAt: string;
  readonly window: string;
  readonly clerk: string;
  /** Last day of the promised limit; null while it is not accepted. */
  readonly promisedBy: string | null;
  /** Eight digits. */
  readonly code: string;
  readonly phone: string;
  /** Drawn by who handed the papers in; null when there is none. */
  readonly signature: PaperPicture | null;
  readonly reprint: boolean;
}

export function caseReceipt(facts: CaseReceiptFacts, locale: Locale = 'zh-CN'): PaperDocument {
  const t = paperMessages.in(locale);
  const text = (words: string): PaperLine => ({ kind: 'text', text: words });
  const lines: PaperLine[] = [
    { kind: 'text', text: facts.hall, align: 'center' },
    { kind: 'text', text: t('receiptTitle'), align: 'center', bold: true, size: 2 },
    { kind: 'rule' },
    text(t('caseNumber')),
    { kind: 'text', text: facts.number, bold: true },
    { kind: 'text', text: t('caseItem', { item: facts.item }), bold: true },
  ];
  if (facts.maskedName) lines.push(text(t('applicant', { name: facts.maskedName })));
  lines.push({ kind: 'rule' }, { kind: 'text', text: t('taken', { count: facts.taken.length }), bold: true });
  facts.taken.forEach(({ name, forms }, i) => {
    lines.push(text(`${i + 1}. ${name}`), text(`   ${formsText(forms, t)}`));
  });
  if (facts.owed.length > 0) {
    lines.push({ kind: 'text', text: t('owed'), bold: true });
    for (const { name, by } of facts.owed) lines.push(text(`· ${name}`), text(`   ${t('owedBy', { day: by })}`));
  }
  lines.push({ kind: 'rule' }, text(t('receivedAt', { time: facts.receivedAt })));
  lines.push(text(t('receivedBy', { window: facts.window, clerk: facts.clerk })));
  lines.push(
    facts.promisedBy === null
      ? { kind: 'text', text: t('notAccepted'), bold: true }
      : { kind: 'text', text: t('promisedBy', { day: facts.promisedBy }), bold: true },
    { kind: 'text', text: t('progress', { code: spaced(facts.code) }) },
    text(t('phone', { phone: facts.phone })),
  );
  if (facts.signature) lines.push(text(t('signature')), facts.signature);
  lines.push({ kind: 'cut' });
  const document: PaperDocument = { version: 1, lines };
  return facts.reprint ? withReprintMark(document, locale) : document;
}
