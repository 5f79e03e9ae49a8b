import type { Material, MaterialForm } from '../catalogue/types.ts';
import type { Locale } from '../messages/define.ts';
import { paperMessages } from '../messages/paper.ts';
import type { PaperDocument, PaperLine } from './document.ts';
import { fillTemplate, type PaperTemplate, type TemplateKind } from './template.ts';

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

/** What the template of a list of materials may name; `materials` and `hours` are lines the program makes. */
export const MATERIALS: TemplateKind = {
  fields: [
    'hall',
    'title',
    'item',
    'fee',
    'limit',
    'place',
    'phone',
    'guideUrl',
    'feeLine',
    'limitLine',
    'whereLabel',
    'phoneLine',
    'printedLine',
  ],
  blocks: ['materials', 'hours'],
  codes: ['guideUrl'],
  required: ['item', 'materials'],
};

export const defaultMaterialsTemplate: PaperTemplate = {
  version: 1,
  lines: [
    { kind: 'text', text: '{hall}', align: 'center' },
    { kind: 'text', text: '{title}', align: 'center', bold: true, size: 2 },
    { kind: 'text', text: '{item}', align: 'center', bold: true },
    { kind: 'rule' },
    { kind: 'block', block: 'materials' },
    { kind: 'rule' },
    { kind: 'text', text: '{feeLine}', when: 'feeLine' },
    { kind: 'text', text: '{limitLine}', when: 'limitLine' },
    {
      kind: 'columns',
      cells: [
        { text: '{whereLabel}', share: 3 },
        { text: '{place}', share: 9 },
      ],
    },
    { kind: 'block', block: 'hours' },
    { kind: 'text', text: '{phoneLine}', when: 'phoneLine' },
    { kind: 'text', text: '{printedLine}' },
    { kind: 'qr', data: '{guideUrl}', when: 'guideUrl' },
    { kind: 'cut' },
  ],
};

export function materialsPaper(
  facts: MaterialsFacts,
  locale: Locale = 'zh-CN',
  template: PaperTemplate = defaultMaterialsTemplate,
): PaperDocument {
  const t = paperMessages.in(locale);
  return fillTemplate(template, {
    fields: {
      hall: facts.hall,
      title: t('materialsTitle'),
      item: facts.item,
      fee: facts.fee ?? '',
      limit: facts.limit ?? '',
      place: facts.place,
      phone: facts.phone ?? '',
      guideUrl: facts.guideUrl ?? '',
      feeLine: facts.fee ? t('fee', { fee: facts.fee }) : '',
      limitLine: facts.limit ? t('limit', { limit: facts.limit }) : '',
      whereLabel: t('where'),
      phoneLine: facts.phone ? t('phone', { phone: facts.phone }) : '',
      printedLine: t('printedAt', { time: facts.printedAt }),
    },
    blocks: {
      materials: facts.materials.flatMap((material, index) => materialLines(material, index + 1, t)),
      hours: facts.hours.map((hours, index) => labelled(index === 0 ? t('hours') : '', hours)),
    },
  });
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
