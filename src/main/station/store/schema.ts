import { spoolMigration } from '../spool/index.ts';

/** Numbered steps from an empty file to today's tables; a step is never changed once a station may have run it. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    line TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'settled', 'refused', 'dismissed')),
    refusal TEXT
  ) STRICT;
  CREATE INDEX journal_open ON journal (state, seq) WHERE state IN ('pending', 'refused');

  CREATE TABLE record (
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    day TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (type, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX record_day ON record (day);
  `,
  spoolMigration,
  // A case is found by its number or its progress code, also without the hall.
  `
  CREATE INDEX case_number ON record (json_extract(body, '$.number')) WHERE type = 'case';
  CREATE INDEX case_code ON record (json_extract(body, '$.code')) WHERE type = 'case';
  `,
  // Records as the hall packed them, until they are put into \`record\`.
  'CREATE TABLE pack (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;',
];

export const SCHEMA_VERSION = MIGRATIONS.length;
