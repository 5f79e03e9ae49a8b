import type { Locale } from '../messages/define.ts';
import { paperMessages } from '../messages/paper.ts';
import type { PaperDocument, PaperLine } from './document.ts';

/** What a queue ticket tells. All names and times are text as they are to be printed, in the ticket's language. */
export interface TicketFacts {
  readonly hall: string;
  /** e.g. A012 */
  readonly number: string;
  /** The class or queue the person chose. */
  readonly queue: string;
  /** The item, where one was chosen. */
  readonly item?: string;
  /** Class of the ticket where it is not ordinary, e.g. 绿色通道. */
  readonly priority?: string;
  readonly ahead: number;
  /** Minutes; a range, because a single figure would be a promise. Left out where nothing is known. */
  readonly wait?: { readonly from: number; readonly to: number };
  readonly area: string;
  /** e.g. 1–4 号窗口; empty while none is on duty. */
  readonly windows: string;
  /** Hall's time as text. */
  readonly takenAt: string;
  /** Already masked (张*): a ticket may be dropped. */
  readonly maskedName?: string;
  /** What the QR code says; printable ASCII. */
  readonly progressUrl?: string;
  /** Eight digits to type at a terminal. */
  readonly progressCode?: string;
  readonly missed: { readonly calls: number; readonly desk: string };
  readonly notes?: readonly TicketNote[];
}

export type TicketNote = 'reprint' | 'near-closing' | 'offline';

const NUMBER_SIZE = 4;

export function ticketPaper(facts: TicketFacts, locale: Locale = 'zh-CN'): PaperDocument {
  const t = paperMessages.in(locale);
  const notes = facts.notes ?? [];
  const lines: (PaperLine | null)[] = [
    { kind: 'text', text: facts.hall, align: 'center', bold: true },
    { kind: 'rule' },
    { kind: 'text', text: facts.number, align: 'center', bold: true, size: NUMBER_SIZE },
    { kind: 'text', text: facts.queue, align: 'center', size: 2 },
    facts.item ? { kind: 'text', text: facts.item, align: 'center' } : null,
    facts.priority ? { kind: 'text', text: facts.priority, align: 'center', bold: true } : null,
    { kind: 'rule' },
    { kind: 'text', text: facts.ahead > 0 ? t('ahead', { count: facts.ahead }) : t('aheadNone'), bold: true },
    facts.wait ? { kind: 'text', text: waitText(facts.wait, t) } : null,
    { kind: 'text', text: t('place', { area: facts.area }), bold: true },
    facts.windows ? { kind: 'text', text: t('called', { windows: facts.windows }) } : null,
    facts.maskedName ? { kind: 'text', text: t('name', { name: facts.maskedName }) } : null,
    { kind: 'text', text: t('takenAt', { time: facts.takenAt }) },
    notes.includes('near-closing') ? { kind: 'text', text: t('nearClosing'), bold: true } : null,
    notes.includes('offline') ? { kind: 'text', text: t('offline') } : null,
    { kind: 'text', text: t('missed', facts.missed) },
    facts.progressUrl ? { kind: 'qr', data: facts.progressUrl } : null,
    facts.progressCode
      ? { kind: 'text', text: t('progress', { code: spaced(facts.progressCode) }), align: 'center' }
      : null,
    { kind: 'cut' },
  ];
  const document: PaperDocument = { version: 1, lines: lines.filter((line) => line !== null) };
  return notes.includes('reprint') ? withReprintMark(document, locale) : document;
}

/** `48219037` → `4821 9037`, easier to type. */
export function spaced(code: string): string {
  return code.replace(/^(\d{4})(\d{4})$/, '$1 $2');
}

function waitText(wait: { from: number; to: number }, t: ReturnType<typeof paperMessages.in>): string {
  return wait.to <= 0 ? t('waitShort') : t('wait', wait);
}

/** A second slip for the same thing says so on top, once, so that two slips are never two claims. */
export function withReprintMark(document: PaperDocument, locale: Locale = 'zh-CN'): PaperDocument {
  const mark: PaperLine = {
    kind: 'text',
    text: paperMessages.in(locale)('reprint'),
    align: 'center',
    bold: true,
    size: 2,
  };
  const [first] = document.lines;
  const marked = first?.kind === 'text' && first.text === mark.text;
  return marked ? document : { ...document, lines: [mark, ...document.lines] };
}
