import type { Locale } from '../messages/define.ts';
import { paperMessages } from '../messages/paper.ts';
import type { PaperDocument, PaperLine } from './document.ts';
import { fillTemplate, type PaperTemplate, type TemplateKind } from './template.ts';

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

/** What a ticket's template may name: plain facts, and whole sentences (`…Line`) in the ticket's language. */
export const TICKET: TemplateKind = {
  fields: [
    'hall',
    'number',
    'queue',
    'item',
    'priority',
    'ahead',
    'area',
    'windows',
    'takenAt',
    'name',
    'progressUrl',
    'progressCode',
    'aheadLine',
    'waitLine',
    'placeLine',
    'calledLine',
    'nameLine',
    'takenLine',
    'nearClosingLine',
    'offlineLine',
    'missedLine',
    'progressLine',
  ],
  blocks: [],
  codes: ['number', 'progressUrl'],
  // Without its number a ticket is none.
  required: ['number'],
};

/** The layout every hall begins with. */
export const defaultTicketTemplate: PaperTemplate = {
  version: 1,
  lines: [
    { kind: 'text', text: '{hall}', align: 'center', bold: true },
    { kind: 'rule' },
    { kind: 'text', text: '{number}', align: 'center', bold: true, size: 4 },
    { kind: 'text', text: '{queue}', align: 'center', size: 2 },
    { kind: 'text', text: '{item}', align: 'center', when: 'item' },
    { kind: 'text', text: '{priority}', align: 'center', bold: true, when: 'priority' },
    { kind: 'rule' },
    { kind: 'text', text: '{aheadLine}', bold: true },
    { kind: 'text', text: '{waitLine}', when: 'waitLine' },
    { kind: 'text', text: '{placeLine}', bold: true },
    { kind: 'text', text: '{calledLine}', when: 'calledLine' },
    { kind: 'text', text: '{nameLine}', when: 'nameLine' },
    { kind: 'text', text: '{takenLine}' },
    { kind: 'text', text: '{nearClosingLine}', bold: true, when: 'nearClosingLine' },
    { kind: 'text', text: '{offlineLine}', when: 'offlineLine' },
    { kind: 'text', text: '{missedLine}' },
    { kind: 'qr', data: '{progressUrl}', when: 'progressUrl' },
    { kind: 'text', text: '{progressLine}', align: 'center', when: 'progressLine' },
    { kind: 'cut' },
  ],
};

export function ticketPaper(
  facts: TicketFacts,
  locale: Locale = 'zh-CN',
  template: PaperTemplate = defaultTicketTemplate,
): PaperDocument {
  const t = paperMessages.in(locale);
  const notes = facts.notes ?? [];
  const fields = {
    hall: facts.hall,
    number: facts.number,
    queue: facts.queue,
    item: facts.item ?? '',
    priority: facts.priority ?? '',
    ahead: String(facts.ahead),
    area: facts.area,
    windows: facts.windows,
    takenAt: facts.takenAt,
    name: facts.maskedName ?? '',
    progressUrl: facts.progressUrl ?? '',
    progressCode: facts.progressCode ? spaced(facts.progressCode) : '',
    aheadLine: facts.ahead > 0 ? t('ahead', { count: facts.ahead }) : t('aheadNone'),
    waitLine: facts.wait ? waitText(facts.wait, t) : '',
    placeLine: t('place', { area: facts.area }),
    calledLine: facts.windows ? t('called', { windows: facts.windows }) : '',
    nameLine: facts.maskedName ? t('name', { name: facts.maskedName }) : '',
    takenLine: t('takenAt', { time: facts.takenAt }),
    nearClosingLine: notes.includes('near-closing') ? t('nearClosing') : '',
    offlineLine: notes.includes('offline') ? t('offline') : '',
    missedLine: t('missed', facts.missed),
    progressLine: facts.progressCode ? t('progress', { code: spaced(facts.progressCode) }) : '',
  };
  const document = fillTemplate(template, { fields });
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
