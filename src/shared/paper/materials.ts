import type { Material, MaterialForm } from '../catalogue/types.ts';
import type { Locale } from '../messages/define.ts';
import { paperMessages } from '../messages/paper.ts';
import type { PaperDocument, PaperLine } from './document.ts';

/** 一次性告知: everything to bring for one item, on a slip to take home. */
export interface MaterialsFacts {
  readonly hall: string;
  readonly item: string;
  readonly materials: readonly Material[];
  /** e.g. 免费 */
  readonly fee?: string;
  /** e.g. 当场办结, 5 个工作日 */
  readonly limit?: string;
  /** Opening hours as text, one line each. */
  readonly hours: readonly string[];
  /** Address, floor, area and windows. */
  readonly place: string;
  readonly phone?: string;
  /** Hall's time as text. */
  readonly printedAt: string;
  /** Printable ASCII, to the item's page. */
  readonly guideUrl?: string;
}

type T = ReturnType<typeof paperMessages.in>;

export function materialsPaper(facts: MaterialsFacts, locale: Locale = 'zh-CN'): PaperDocument {
  const t = paperMessages.in(locale);
  const lines: PaperLine[] = [
    { kind: 'text', text: facts.hall, align: 'center' },
    { kind: 'text', text: t('materialsTitle'), align: 'center', bold: true, size: 2 },
    { kind: 'text', text: facts.item, align: 'center', bold: true },
    { kind: 'rule' },
    ...facts.materials.flatMap((material, index) => materialLines(material, index + 1, t)),
    { kind: 'rule' },
  ];
  if (facts.fee) lines.push({ kind: 'text', text: t('fee', { fee: facts.fee }) });
  if (facts.limit) lines.push({ kind: 'text', text: t('limit', { limit: facts.limit }) });
  lines.push(labelled(t('where'), facts.place));
  facts.hours.forEach((hours, index) => {
    lines.push(labelled(index === 0 ? t('hours') : '', hours));
  });
  if (facts.phone) lines.push({ kind: 'text', text: t('phone', { phone: facts.phone }) });
  lines.push({ kind: 'text', text: t('printedAt', { time: facts.printedAt }) });
  if (facts.guideUrl) lines.push({ kind: 'qr', data: facts.guideUrl });
  lines.push({ kind: 'cut' });
  return { version: 1, lines };
}

function materialLines(material: Material, number: number, t: T): PaperLine[] {
  const lines: PaperLine[] = [
    { kind: 'text', text: `${number}. ${material.name}`, bold: true },
    { kind: 'text', text: `   ${formsText(material.forms, t)} · ${sourceText(material, t)}` },
  ];
  const need = needText(material, t);
  if (need) lines.push({ kind: 'text', text: `   ${need}` });
  if (material.standard) lines.push({ kind: 'text', text: `   ${material.standard}` });
  if (material.remark) lines.push({ kind: 'text', text: `   ${material.remark}` });
  return lines;
}

export function formsText(forms: readonly MaterialForm[], t: T): string {
  const keys = { original: 'formOriginal', copy: 'formCopy', electronic: 'formElectronic' } as const;
  return forms.map((form) => t(keys[form.form], { count: form.count })).join(t('formJoin'));
}

function sourceText(material: Material, t: T): string {
  switch (material.source) {
    case 'applicant':
      return t('sourceApplicant');
    case 'department':
      return t('sourceDepartment');
    case 'e-licence':
      return t('sourceLicence');
  }
}

function needText(material: Material, t: T): string | null {
  switch (material.need) {
    case 'necessary':
      return null;
    case 'may-follow':
      return t('needMayFollow');
    case 'conditional':
      return t('needConditional');
  }
}

function labelled(label: string, text: string): PaperLine {
  return {
    kind: 'columns',
    cells: [
      { text: label, share: 3 },
      { text, share: 9 },
    ],
  };
}
