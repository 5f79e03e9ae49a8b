import Database from 'better-sqlite3';

/** Whose rows the others are made from. */
export const MODEL = { id: 'prefill-model', number: 'PREFILL-MODEL', code: '99999999' } as const;

export function prefilledId(n: number): string {
  return `prefill-${String(n).padStart(7, '0')}`;
}

/**
 * So many cases in a closed hall's file, with their numbers, codes and journal lines, made from one real case's rows
 * under other ids: true in size, keys and indexes. Their lines' hashes are not (verify-journal would say so); the hall's
 * own last hash stands, and what comes after follows on it.
 */
export function prefill(file: string, cases: number): void {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  const id = `'prefill-' || printf('%07d', n)`;
  const number = `'PREFILL-' || printf('%07d', n)`;
  const code = `printf('%08d', 20000000 + n)`;
  const renamed = (column: string) =>
    `replace(replace(replace(${column}, '${MODEL.id}', ${id}), '${MODEL.number}', ${number}), '${MODEL.code}', ${code})`;
  const counting = `WITH RECURSIVE counter(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counter WHERE n + 1 < ${cases})`;
  db.transaction(() => {
    const { position } = db.prepare('SELECT position FROM hall').get() as { position: number };
    db.exec(`${counting} INSERT INTO record (type, id, day, body, position)
      SELECT type, ${renamed('record.id')}, day, ${renamed('body')}, ${position} + n + 1 FROM counter, record
      WHERE record.id IN ('${MODEL.id}', '${MODEL.number}', '${MODEL.code}')`);
    db.exec(`${counting} INSERT INTO journal (position, station, seq, id, kind, intent, refusal, settled_at, prev, hash)
      SELECT ${position} + n + 1, 'prefill', n + 1, 'line-' || n, kind, ${renamed('intent')}, refusal, settled_at, prev, hash
      FROM counter, journal WHERE kind = 'case.receive' AND intent LIKE '%${MODEL.id}%'`);
    db.prepare('UPDATE hall SET position = position + ?').run(cases);
  })();
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
