import type { HallLine } from './types.ts';

/** The store can be reached and will never take this: a rule of its tables is broken (SQLite, or classes 22 and 23 of PostgreSQL). */
export function isUnwritable(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  return code.startsWith('SQLITE_CONSTRAINT') || /^2[23]\w{3}$/.test(code);
}

/** What a line is found by. One that could not be written as it is, because its id is in the books already, has its place with it. */
export function bookedId({ intent, position, refusal }: HallLine): string {
  return refusal?.code === 'unwritable' ? `${intent.id} ${position}` : intent.id;
}
