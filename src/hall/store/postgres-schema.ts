/**
 * Numbered steps from an empty database to today's tables; a step is never changed once a hall may have run it.
 * Every key begins with the hall: many halls share one database, and an engine of many machines can part them by it.
 * Texts compare byte by byte (COLLATE "C"): the same everywhere, and days in their order.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE onewindow.hall (
    id TEXT COLLATE "C" PRIMARY KEY,
    position BIGINT NOT NULL,
    last_hash TEXT NOT NULL
  );

  CREATE TABLE onewindow.journal (
    hall TEXT COLLATE "C" NOT NULL REFERENCES onewindow.hall,
    position BIGINT NOT NULL,
    station TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    intent TEXT NOT NULL,
    refusal TEXT,
    settled_at BIGINT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (hall, position),
    UNIQUE (hall, id),
    UNIQUE (hall, station, seq)
  );
  CREATE INDEX journal_refused ON onewindow.journal (hall, station, seq) WHERE refusal IS NOT NULL;

  CREATE TABLE onewindow.record (
    hall TEXT COLLATE "C" NOT NULL REFERENCES onewindow.hall,
    type TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    body TEXT,
    position BIGINT NOT NULL,
    PRIMARY KEY (hall, type, id)
  );
  CREATE INDEX record_position ON onewindow.record (hall, position);
  CREATE INDEX record_day ON onewindow.record (hall, day);

  CREATE TABLE onewindow.station (
    hall TEXT COLLATE "C" NOT NULL REFERENCES onewindow.hall,
    id TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    public_key TEXT NOT NULL,
    last_seq BIGINT NOT NULL,
    last_hash TEXT NOT NULL,
    revoked BOOLEAN NOT NULL,
    enrolled_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (hall, id)
  );

  CREATE TABLE onewindow.enrol_code (
    hall TEXT COLLATE "C" NOT NULL REFERENCES onewindow.hall,
    hash TEXT COLLATE "C" NOT NULL,
    valid_until BIGINT NOT NULL,
    reusable BOOLEAN NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (hall, hash)
  );

  CREATE TABLE onewindow.setting (
    hall TEXT COLLATE "C" NOT NULL REFERENCES onewindow.hall,
    key TEXT COLLATE "C" NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (hall, key)
  );
  `,
  // Years of cases lie in this table: what stations and a start need is found without looking at them.
  `
  DROP INDEX onewindow.record_position;
  CREATE INDEX record_position ON onewindow.record (hall, position, day);
  DROP INDEX onewindow.record_day;
  CREATE INDEX record_day ON onewindow.record (hall, day, type);
  `,
  // Who was put out stands in the journal; where a station stands and what it last said, here.
  `
  ALTER TABLE onewindow.station DROP COLUMN revoked;
  ALTER TABLE onewindow.station ADD COLUMN server TEXT NOT NULL DEFAULT '';
  ALTER TABLE onewindow.station ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
  ALTER TABLE onewindow.station ADD COLUMN report TEXT;
  `,
  // What became of devices, for a while.
  `
  CREATE TABLE onewindow.device_change (
    hall TEXT COLLATE "C" NOT NULL REFERENCES onewindow.hall,
    station TEXT COLLATE "C" NOT NULL,
    device TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    codes TEXT NOT NULL,
    PRIMARY KEY (hall, station, device, at)
  );
  CREATE INDEX device_change_at ON onewindow.device_change (hall, at);
  `,
  // Pictures of cases, each under the SHA-256 of its bytes; they are compressed as they come.
  `
  CREATE TABLE onewindow.attachment (
    hall TEXT COLLATE "C" NOT NULL REFERENCES onewindow.hall,
    hash TEXT COLLATE "C" NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (hall, hash)
  );
  ALTER TABLE onewindow.attachment ALTER COLUMN bytes SET STORAGE EXTERNAL;
  `,
  // Cases come by the million, with four records each. Only what is always held is looked up by its day; and a line and
  // its records are written by a statement that takes the hall from its own row, which needs no looking up for each.
  // PostgreSQL counts the rows of each hall now and then, takes a new hall for an empty one, and then reads all of it
  // where a key would do. So it keeps no count by halls, and looks a record up by its name through one index only.
  `
  ALTER TABLE onewindow.journal DROP CONSTRAINT journal_hall_fkey;
  ALTER TABLE onewindow.record DROP CONSTRAINT record_hall_fkey;
  DROP INDEX onewindow.record_day;
  CREATE INDEX record_day ON onewindow.record (hall, day, type)
    WHERE type NOT IN ('case', 'caseNumber', 'caseProgress', 'caseDay');
  DROP INDEX onewindow.record_position;
  CREATE INDEX record_position ON onewindow.record (hall, position, day) WHERE position > 0;
  ALTER TABLE onewindow.journal ALTER COLUMN hall SET STATISTICS 0;
  ALTER TABLE onewindow.record ALTER COLUMN hall SET STATISTICS 0;
  `,
  // Which cases claim an attachment: one that none claims any more is erased. Those there were are read from the cases.
  `
  CREATE TABLE onewindow.attachment_claim (
    hall TEXT COLLATE "C" NOT NULL REFERENCES onewindow.hall,
    hash TEXT COLLATE "C" NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (hall, hash, case_id)
  );
  CREATE INDEX attachment_claim_case ON onewindow.attachment_claim (hall, case_id);
  INSERT INTO onewindow.attachment_claim (hall, hash, case_id)
    SELECT DISTINCT record.hall, attachment.value ->> 'hash', record.id
    FROM (SELECT hall, id, body::json AS body FROM onewindow.record
          WHERE type = 'case' AND body LIKE '%"attachments":[%') AS record,
         json_array_elements(record.body -> 'attachments') AS attachment
    ON CONFLICT DO NOTHING;
  CREATE INDEX journal_detach ON onewindow.journal (hall, position)
    WHERE kind IN ('case.detach', 'case.share', 'case.mirror') AND refusal IS NULL;
  `,
];

export const SCHEMA_VERSION = MIGRATIONS.length;
