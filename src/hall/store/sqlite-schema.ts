/** Numbered steps from an empty file to today's tables; a step is never changed once a hall may have run it. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE hall (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    position INTEGER NOT NULL,
    last_hash TEXT NOT NULL
  ) STRICT;
  INSERT INTO hall VALUES (1, 0, '${'0'.repeat(64)}');

  CREATE TABLE journal (
    position INTEGER PRIMARY KEY,
    station TEXT NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    intent TEXT NOT NULL,
    refusal TEXT,
    settled_at INTEGER NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (station, seq)
  ) STRICT;

  CREATE TABLE record (
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    day TEXT NOT NULL,
    body TEXT,
    position INTEGER NOT NULL,
    PRIMARY KEY (type, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX record_position ON record (position);
  CREATE INDEX record_day ON record (day);

  CREATE TABLE station (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    public_key TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    last_hash TEXT NOT NULL,
    revoked INTEGER NOT NULL,
    enrolled_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    version TEXT NOT NULL
  ) STRICT;

  CREATE TABLE enrol_code (
    hash TEXT PRIMARY KEY,
    valid_until INTEGER NOT NULL,
    reusable INTEGER NOT NULL,
    used_at INTEGER
  ) STRICT;

  CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
  // Years of cases lie in this table: what stations and a start need is found without looking at them.
  `
  DROP INDEX record_position;
  CREATE INDEX record_position ON record (position, day);
  DROP INDEX record_day;
  CREATE INDEX record_day ON record (day, type);
  `,
  // Who was put out stands in the journal; where a station stands and what it last said, here.
  `
  ALTER TABLE station DROP COLUMN revoked;
  ALTER TABLE station ADD COLUMN server TEXT NOT NULL DEFAULT '';
  ALTER TABLE station ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE station ADD COLUMN report TEXT;
  `,
  // What became of devices, for a while.
  `
  CREATE TABLE device_change (
    station TEXT NOT NULL,
    device TEXT NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    codes TEXT NOT NULL,
    PRIMARY KEY (station, device, at)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX device_change_at ON device_change (at);
  `,
  // Cases come by the million, with four records each. Their texts lie in the order they came instead of between the
  // keys, and only what is always held is looked up by its day: half the work of a commit.
  `
  ALTER TABLE record RENAME TO record_before;
  DROP INDEX record_position;
  DROP INDEX record_day;
  CREATE TABLE record (
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    day TEXT NOT NULL,
    body TEXT,
    position INTEGER NOT NULL,
    UNIQUE (type, id)
  ) STRICT;
  INSERT INTO record (type, id, day, body, position)
    SELECT type, id, day, body, position FROM record_before ORDER BY position;
  DROP TABLE record_before;
  CREATE INDEX record_position ON record (position, day);
  CREATE INDEX record_day ON record (day, type) WHERE type NOT IN ('case', 'caseNumber', 'caseProgress', 'caseDay');
  `,
  // Which cases claim an attachment: one that none claims any more is erased. Those there were are read from the cases.
  `
  CREATE TABLE attachment_claim (
    hash TEXT NOT NULL,
    case_id TEXT NOT NULL,
    PRIMARY KEY (hash, case_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX attachment_claim_case ON attachment_claim (case_id);
  INSERT OR IGNORE INTO attachment_claim (hash, case_id)
    SELECT json_extract(attachment.value, '$.hash'), record.id
    FROM record, json_each(record.body, '$.attachments') AS attachment
    WHERE record.type = 'case' AND record.body IS NOT NULL AND instr(record.body, '"attachments"') > 0;
  CREATE INDEX journal_detach ON journal (position)
    WHERE kind IN ('case.detach', 'case.share', 'case.mirror') AND refusal IS NULL;
  `,
];

export const SCHEMA_VERSION = MIGRATIONS.length;
