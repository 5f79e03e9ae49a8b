import type { Database, Statement } from 'better-sqlite3';

/** Small facts a station keeps about itself, each under one name. */
export type MetaKey = 'identity' | 'cursor' | 'clock-shift' | 'person-key' | 'hall-key' | 'case-running';

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
}
