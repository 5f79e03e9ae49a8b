/** A serial pad, keypad or LED panel taught by data: which bytes mean what, and which bytes say what. */
import { z } from 'zod';
import { Level } from '../../../../shared/evaluation/types.ts';
import { CHECK_KINDS } from './checksum.ts';
import { type Pattern, parsePattern } from './pattern.ts';

/** What a device can tell: keys of the clerk, an answer of the citizen, or only that it is there. */
export const PANEL_EVENTS = [
  'call',
  'recall',
  'miss',
  'suspend',
  'callback',
  'pause',
  'transfer',
  'evaluate',
  'rate',
  'alive',
] as const;

/** What a device can be told. `show` comes with every change of number or queue, the others once each. */
export const PANEL_ORDERS = ['show', 'called', 'serving', 'idle', 'paused', 'closed', 'ask', 'stars', 'beep'] as const;

export type PanelEventName = (typeof PANEL_EVENTS)[number];
export type PanelOrderName = (typeof PANEL_ORDERS)[number];

const Order = z.union([z.string(), z.strictObject({ frame: z.string(), text: z.string().max(100).default('') })]);

const FrameTableFile = z.strictObject({
  name: z.string().min(1).max(60),
  /** The kind of `{check}`. */
  checksum: z.enum(CHECK_KINDS).default('sum8'),
  /** The byte for an empty digit, in hexadecimal. */
  blank: z
    .string()
    .regex(/^[0-9a-fA-F]{2}$/, 'expected one byte, e.g. "0A"')
    .default('0A'),
  /** In order: the first frame that fits counts. */
  events: z
    .array(
      z.strictObject({
        frame: z.string(),
        event: z.enum(PANEL_EVENTS),
        /** With `rate`: the level this key stands for; without it the key counts for nothing by itself. */
        level: Level.optional(),
        /** `echo`, or the frame that acknowledges it. */
        ack: z.string().optional(),
      }),
    )
    .default([]),
  orders: z.partialRecord(z.enum(PANEL_ORDERS), Order).default({}),
  /** For a device that answers when asked: it is down when it misses three in a row. */
  poll: z.strictObject({ frame: z.string(), everyMs: z.number().int().min(200).default(3000) }).optional(),
});

export interface TableEvent {
  readonly pattern: Pattern;
  readonly event: PanelEventName;
  readonly level: Level | null;
  readonly ack: Pattern | 'echo' | null;
}

export interface TableOrder {
  readonly pattern: Pattern;
  /** `{ticket}`, `{number}`, `{window}`, `{waiting}` and `{level}` stand for values. */
  readonly text: string;
}

export interface FrameTable {
  readonly name: string;
  readonly blank: number;
  readonly events: readonly TableEvent[];
  readonly orders: Readonly<Partial<Record<PanelOrderName, TableOrder>>>;
  readonly poll: { readonly pattern: Pattern; readonly everyMs: number } | null;
}

export type FrameTableResult = { ok: true; table: FrameTable } | { ok: false; problems: string[] };

/** Every mistake with its place, e.g. `events.2.frame: has {length} but no [ ] around what it counts`. */
export function parseFrameTable(json: unknown): FrameTableResult {
  const parsed = FrameTableFile.safeParse(json);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) =>
        issue.code === 'unrecognized_keys'
          ? `${[...issue.path, issue.keys.join(', ')].join('.')}: unknown key`
          : `${issue.path.join('.') || '(file)'}: ${issue.message}`,
      ),
    };
  }
  const file = parsed.data;
  const problems: string[] = [];
  const pattern = (place: string, text: string, use: 'event' | 'order'): Pattern => {
    const result = parsePattern(text, use, file.checksum);
    if (result.ok) return result.pattern;
    problems.push(`${place}: ${result.problem}`);
    return { tokens: [], counted: null, checked: null };
  };
  const events = file.events.map(({ frame, event, level, ack }, index): TableEvent => {
    if (level !== undefined && event !== 'rate') problems.push(`events.${index}.level: only "rate" has a level`);
    return {
      pattern: pattern(`events.${index}.frame`, frame, 'event'),
      event,
      level: level ?? null,
      ack: ack === undefined || ack === 'echo' ? (ack ?? null) : pattern(`events.${index}.ack`, ack, 'order'),
    };
  });
  const orders: Partial<Record<PanelOrderName, TableOrder>> = {};
  for (const [name, order] of Object.entries(file.orders) as [PanelOrderName, z.infer<typeof Order>][]) {
    const { frame, text } = typeof order === 'string' ? { frame: order, text: '' } : order;
    orders[name] = { pattern: pattern(`orders.${name}`, frame, 'order'), text };
    const unknown = [...text.matchAll(/\{(\w*)\}/g)].find(([, key = '']) => !TEXT_VALUES.includes(key));
    if (unknown) problems.push(`orders.${name}.text: "${unknown[0]}": known are {${TEXT_VALUES.join('}, {')}}`);
  }
  const poll = file.poll
    ? { pattern: pattern('poll.frame', file.poll.frame, 'order'), everyMs: file.poll.everyMs }
    : null;
  if (poll && events.length === 0) problems.push('poll: needs an event for the answer, at least "alive"');
  if (events.length === 0 && Object.keys(orders).length === 0) problems.push('(file): no events and no orders');
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, table: { name: file.name, blank: Number.parseInt(file.blank, 16), events, orders, poll } };
}

const TEXT_VALUES = ['ticket', 'number', 'window', 'waiting', 'level'];
