import type { Database, Statement } from 'better-sqlite3';

/** Small facts a station keeps about itself, each under one name. */
export type MetaKey =
  | 'identity'
  | 'cursor'
  | 'cursor-hash'
  | 'roles'
  | 'clock-shift'
  | 'person-key'
  | 'hall-key'
  | 'case-running'
  | 'journal-base'
  | 'rebuilt'
  | 'recovering'
  | 'stopped'
  | 'paper-roll'
  | 'missing-glyphs'
  | 'camera';

export function getMeta(db: Database, key: MetaKey): string | null {
  const row = db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: string } | undefined;
  return row?.value ?? null;
}

/** The hall's position is written with nearly every transaction: prepared once for each database. */
const writers = new WeakMap<Database, Statement<[string, string]>>();

export function setMeta(db: Database, key: MetaKey, value: string): void {
  let writer = writers.get(db);
  if (!writer) {
    writer = db.prepare(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
    writers.set(db, writer);
  }
  writer.run(key, value);
  if (OF_THE_COPY.has(key)) return;
  const facts = touched.get(db);
  if (facts) facts[key] = value;
  else touched.set(db, { [key]: value });
}

/** Written again with nearly every transaction, and told again by the hall. */
const OF_THE_COPY: ReadonlySet<MetaKey> = new Set(['cursor', 'cursor-hash', 'clock-shift', 'paper-roll', 'camera']);

const touched = new WeakMap<Database, Record<string, string>>();

/** Facts worth a copy that were written since somebody asked; undefined when none were. */
export function takeTouchedMeta(db: Database): Readonly<Record<string, string>> | undefined {
  const facts = touched.get(db);
  if (facts) touched.delete(db);
  return facts;
}
