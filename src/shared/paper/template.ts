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

/** What is wrong with a template, each with its place (`line 3: …`); none → []. */
export function checkTemplate(template: PaperTemplate, kind: TemplateKind): string[] {
  const mistakes: string[] = [];
  const used = new Set<string>();
  template.lines.forEach((line, index) => {
    const at = `line ${index + 1} (${line.kind})`;
    const wrong = (what: string) => mistakes.push(`${at}: ${what}`);
    const known = (name: string) => {
      if (!kind.fields.includes(name)) wrong(`{${name}} is not known here; known: ${kind.fields.join(', ')}`);
    };
    for (const name of placesOf(line)) {
      used.add(name);
      known(name);
    }
    if ('when' in line && line.when) known(line.when.replace('!', ''));
    if (line.kind === 'block') {
      used.add(line.block);
      if (!kind.blocks.includes(line.block)) {
        wrong(`block "${line.block}" is not known here; known: ${kind.blocks.join(', ') || 'none'}`);
      }
    }
    if (line.kind === 'qr') {
      if (!/^[\x21-\x7e]+$/.test(line.data)) wrong('a code holds printable ASCII only');
      for (const name of placesOf(line).filter((each) => !kind.codes.includes(each))) {
        wrong(`{${name}} cannot stand in a code; ${kind.codes.join(', ')} can`);
      }
    }
    if (line.kind === 'cut' && index !== template.lines.length - 1) wrong('only the last line may cut');
  });
  if (template.lines.at(-1)?.kind !== 'cut') mistakes.push('the last line must cut');
  for (const name of kind.required) if (!used.has(name)) mistakes.push(`{${name}} is nowhere on the slip`);
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
