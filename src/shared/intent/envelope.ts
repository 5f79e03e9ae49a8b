import { z } from 'zod';

/** Everything that happens, as one line. `seq` counts without gaps per station, from 1. */
export const Intent = z.object({
  id: z.string(),
  kind: z.string(),
  version: z.number().int().min(1),
  hall: z.string(),
  station: z.string(),
  seq: z.number().int().min(1),
  actor: z.object({ kind: z.enum(['citizen', 'clerk', 'keeper', 'station']), id: z.string() }),
  /** ms since 1970 as the station believed the hall's clock to stand. */
  at: z.number().int(),
  body: z.unknown(),
});
export type Intent = z.infer<typeof Intent>;

/** An intent in a journal: each line names the line before it, so a changed, missing or reordered line shows. */
export const JournalLine = Intent.extend({ prev: z.string(), hash: z.string() });
export type JournalLine = z.infer<typeof JournalLine>;

export const FIRST_HASH = '0'.repeat(64);

/** The text that is hashed for a line: its predecessor and its fields, in one fixed order. */
export function chainText(intent: Intent, prev: string): string {
  return JSON.stringify([
    prev,
    intent.id,
    intent.kind,
    intent.version,
    intent.hall,
    intent.station,
    intent.seq,
    [intent.actor.kind, intent.actor.id],
    intent.at,
    canonical(intent.body),
  ]);
}

/** The same value always gives the same text: keys in order, nothing else changed. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  const source = value as Record<string, unknown>;
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(source).sort()) {
    const held = source[key];
    if (held === undefined) continue;
    // A key called `__proto__` is a key like any other and must be sealed too; assigning it would do something else.
    if (key === '__proto__') Object.defineProperty(sorted, key, { value: canonical(held), enumerable: true });
    else sorted[key] = canonical(held);
  }
  return sorted;
}
