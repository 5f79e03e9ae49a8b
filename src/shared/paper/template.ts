import { z } from 'zod';
import { PaperAlign, type PaperDocument, type PaperLine } from './document.ts';

/**
 * The layout of a slip as data, so that a hall changes it without code: lines in order, texts with {places} that are
 * filled, and lines that stand only when there is something to say. What may be filled in depends on the slip:
 * `TICKET_FIELDS`, `MATERIALS_FIELDS`.
 */
const When = z
  .string()
  .regex(/^!?[a-zA-Z]+$/)
  .optional();

const Text = z.string().min(1).max(200);

export const TemplateLine = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text: Text,
    /** Times the ordinary character, both ways. */
    size: z.number().int().min(1).max(8).optional(),
    bold: z.boolean().optional(),
    align: PaperAlign.optional(),
    /** A field: the line stands only when it is filled. With `!`, only when it is not. */
    when: When,
  }),
  z.strictObject({
    kind: z.literal('columns'),
    cells: z
      .array(z.strictObject({ text: Text, share: z.number().positive(), align: PaperAlign.optional() }))
      .min(1)
      .max(4),
    bold: z.boolean().optional(),
    when: When,
  }),
  z.strictObject({ kind: z.literal('rule'), when: When }),
  z.strictObject({
    kind: z.literal('qr'),
    data: Text,
    /** Dots per module. */
    module: z.number().int().min(2).max(8).optional(),
    when: When,
  }),
  z.strictObject({ kind: z.literal('feed'), lines: z.number().int().min(1).max(20), when: When }),
  /** Lines the program makes: `materials`, `hours`. */
  z.strictObject({ kind: z.literal('block'), block: z.string().min(1), when: When }),
  z.strictObject({ kind: z.literal('cut') }),
]);

export const PaperTemplate = z.strictObject({ version: z.literal(1), lines: z.array(TemplateLine).min(1).max(80) });

export type TemplateLine = z.infer<typeof TemplateLine>;
export type PaperTemplate = z.infer<typeof PaperTemplate>;

/** What a template may name, and what it must show. */
export interface TemplateKind {
  readonly fields: readonly string[];
  readonly blocks: readonly string[];
  /** Fields that a QR code may hold: always printable ASCII without spaces. */
  readonly codes: readonly string[];
  /** Fields or blocks without which the slip is no use. */
  readonly required: readonly string[];
}

export interface Filling {
  /** Empty: nothing to say. */
  readonly fields: Readonly<Record<string, string>>;
  readonly blocks?: Readonly<Record<string, readonly PaperLine[]>>;
}

/** What is wrong with a template; `line` counts from 1, null: the whole. Words: messages/template.ts. */
export interface TemplateMistake {
  readonly line: number | null;
  readonly kind: TemplateLine['kind'] | null;
  readonly code: TemplateMistakeCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export const TEMPLATE_MISTAKES = [
  'unknown-field',
  'unknown-block',
  'code-not-ascii',
  'field-not-in-code',
  'cut-in-middle',
  'no-cut',
  'missing',
  'shape',
] as const;
export type TemplateMistakeCode = (typeof TEMPLATE_MISTAKES)[number];

/** A template from outside: read, or what is wrong with it, each with its place. */
export function readTemplate(
  input: unknown,
  kind: TemplateKind,
): { ok: true; template: PaperTemplate } | { ok: false; mistakes: TemplateMistake[] } {
  const parsed = PaperTemplate.safeParse(input);
  if (!parsed.success) {
    return {
      ok: false,
      mistakes: parsed.error.issues.map(({ path }) => {
        const [, line, ...key] = path;
        const at = typeof line === 'number' ? line + 1 : null;
        return { line: at, kind: null, code: 'shape', params: { key: (at === null ? path : key).join('.') || 'kind' } };
      }),
    };
  }
  const mistakes = checkTemplate(parsed.data, kind);
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, template: parsed.data };
}

/** What is wrong with a template; none → []. */
export function checkTemplate(template: PaperTemplate, kind: TemplateKind): TemplateMistake[] {
  const mistakes: TemplateMistake[] = [];
  const used = new Set<string>();
  template.lines.forEach((line, index) => {
    const wrong = (code: TemplateMistakeCode, params: TemplateMistake['params'] = {}) =>
      mistakes.push({ line: index + 1, kind: line.kind, code, params });
    const known = (name: string) => {
      if (!kind.fields.includes(name)) wrong('unknown-field', { name: `{${name}}`, known: kind.fields.join(', ') });
    };
    for (const name of placesOf(line)) {
      used.add(name);
      known(name);
    }
    if ('when' in line && line.when) known(line.when.replace('!', ''));
    if (line.kind === 'block') {
      used.add(line.block);
      if (!kind.blocks.includes(line.block)) {
        wrong('unknown-block', { name: line.block, known: kind.blocks.join(', ') || '–' });
      }
    }
    if (line.kind === 'qr') {
      if (!/^[\x21-\x7e]+$/.test(line.data)) wrong('code-not-ascii');
      for (const name of placesOf(line).filter((each) => !kind.codes.includes(each))) {
        wrong('field-not-in-code', { name: `{${name}}`, known: kind.codes.join(', ') });
      }
    }
    if (line.kind === 'cut' && index !== template.lines.length - 1) wrong('cut-in-middle');
  });
  if (template.lines.at(-1)?.kind !== 'cut') mistakes.push({ line: null, kind: null, code: 'no-cut', params: {} });
  for (const name of kind.required) {
    if (!used.has(name)) mistakes.push({ line: null, kind: null, code: 'missing', params: { name: `{${name}}` } });
  }
  return mistakes;
}

/** The slip. `template` has passed `checkTemplate`. */
export function fillTemplate(template: PaperTemplate, filling: Filling): PaperDocument {
  const stands = (when: string | undefined) =>
    when === undefined || (when.startsWith('!') ? !filling.fields[when.slice(1)] : Boolean(filling.fields[when]));
  const fill = (text: string) => text.replace(PLACE, (_, name: string) => filling.fields[name] ?? '');
  return { version: 1, lines: template.lines.flatMap((line) => fillLine(line)) };

  function fillLine(line: TemplateLine): readonly PaperLine[] {
    if (line.kind === 'cut') return [line];
    const { when, ...plain } = line;
    if (!stands(when)) return [];
    switch (plain.kind) {
      case 'text':
        return [{ ...plain, text: fill(plain.text) }];
      case 'columns':
        return [{ ...plain, cells: plain.cells.map((cell) => ({ ...cell, text: fill(cell.text) })) }];
      case 'qr':
        return [{ ...plain, data: fill(plain.data) }];
      case 'block':
        return filling.blocks?.[plain.block] ?? [];
      case 'rule':
      case 'feed':
        return [plain];
    }
  }
}

const PLACE = /\{([a-zA-Z]+)\}/g;

function placesOf(line: TemplateLine): string[] {
  const texts =
    line.kind === 'text'
      ? [line.text]
      : line.kind === 'columns'
        ? line.cells.map((cell) => cell.text)
        : line.kind === 'qr'
          ? [line.data]
          : [];
  return texts.flatMap((text) => [...text.matchAll(PLACE)].map(([, name]) => name as string));
}
