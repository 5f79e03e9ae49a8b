import { LOSES_ATTACHMENTS } from './types.ts';

/**
 * One flush in one statement, which is one transaction: the hall's row is locked and moved on when it still stands where
 * the batch was decided, and everything else hangs on that. Who waits for the lock looks again when it has it, so that
 * of two server processes one writes and the other gets no row: it was outrun. One journey to the database, and the
 * lock is held no longer than the write takes.
 */
export const COMMIT = `
  WITH moved AS (
    UPDATE onewindow.hall SET position = $3, last_hash = $4 WHERE id = $1 AND position = $2 RETURNING id
  ), lines AS (
    INSERT INTO onewindow.journal (hall, position, station, seq, id, kind, intent, refusal, settled_at, prev, hash)
    SELECT moved.id, line.* FROM moved, unnest(
      $5::bigint[], $6::text[], $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[], $12::bigint[],
      $13::text[], $14::text[]
    ) AS line
  ), records AS (
    INSERT INTO onewindow.record (hall, type, id, day, body, position)
    SELECT moved.id, change.* FROM moved, unnest(
      $15::text[], $16::text[], $17::text[], $18::text[], $19::bigint[]
    ) AS change
    ON CONFLICT (hall, type, id)
    DO UPDATE SET day = excluded.day, body = excluded.body, position = excluded.position
  ), stations AS (
    UPDATE onewindow.station SET last_seq = at.last_seq, last_hash = at.last_hash
    FROM moved, unnest($20::text[], $21::bigint[], $22::text[]) AS at (id, last_seq, last_hash)
    WHERE station.hall = moved.id AND station.id = at.id
  )
  SELECT id FROM moved`;

const WORKING_SET = `(day = '' OR day >= $2)`;

/** The exclusion as the index by days says it. */
export const LIVE = `SELECT type, id, body, position FROM onewindow.record
  WHERE hall = $1 AND ${WORKING_SET} AND type NOT IN ('case', 'caseNumber', 'caseProgress', 'caseDay')
    AND type = ANY ($3::text[]) AND body IS NOT NULL`;

/** Each by its key, whatever PostgreSQL believes of how many there are: LIMIT keeps it from joining otherwise. */
export const RECORDS = `SELECT type, id, body, position FROM unnest($2::text[], $3::text[]) AS wanted (type, id)
  CROSS JOIN LATERAL (
    SELECT body, position FROM onewindow.record AS held
    WHERE held.hall = $1 AND held.type = wanted.type AND held.id = wanted.id LIMIT 1
  ) AS found`;

/** $5: types wanted; $6: types that come as gone when their days are over. */
export const SINCE = `SELECT type, id, CASE WHEN ${WORKING_SET} THEN body END AS body, position FROM onewindow.record
  WHERE hall = $1 AND position > $3 AND position > 0 AND type = ANY ($5::text[]) AND (${WORKING_SET} OR type = ANY ($6::text[]))
  ORDER BY position LIMIT $4`;

/** $4: types that are loaded when needed, whatever their day. */
export const MISSED = `SELECT type, id, body, position FROM onewindow.record
  WHERE hall = $1 AND position > $3 AND position > 0 AND (${WORKING_SET} OR type = ANY ($4::text[])) ORDER BY position`;

const LINE = 'position, intent, refusal, settled_at, prev, hash';

export const LINES_AFTER = `SELECT ${LINE} FROM onewindow.journal WHERE hall = $1 AND position > $2 ORDER BY position`;

export const LINES_OF = `SELECT intent FROM onewindow.journal
  WHERE hall = $1 AND station = $2 AND seq > $3 ORDER BY seq LIMIT $4`;

export const HASH_AT = 'SELECT hash FROM onewindow.journal WHERE hall = $1 AND position = $2';

export const RECENT = `SELECT ${LINE} FROM onewindow.journal WHERE hall = $1 ORDER BY position DESC LIMIT $2`;

export const REFUSALS = `SELECT seq, refusal FROM onewindow.journal
  WHERE hall = $1 AND station = $2 AND seq > $3 AND refusal IS NOT NULL ORDER BY seq`;

export const SAVE_STATION = `INSERT INTO onewindow.station
    (hall, id, name, roles, public_key, last_seq, last_hash, enrolled_at, seen_at, version)
  VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $7, $8)
  ON CONFLICT (hall, id) DO UPDATE SET name = excluded.name, roles = excluded.roles, public_key = excluded.public_key,
    version = excluded.version`;

export const NOTE_STATIONS = `UPDATE onewindow.station
  SET server = note.server, since = note.since, seen_at = note.seen_at, version = note.version, report = note.report
  FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[])
    AS note (id, server, since, seen_at, version, report)
  WHERE station.hall = $1 AND station.id = note.id AND station.since <= note.since`;

export const ADD_DEVICE_CHANGES = `INSERT INTO onewindow.device_change (hall, station, device, at, state, codes)
  SELECT $1, change.* FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[]) AS change
  ON CONFLICT DO NOTHING`;

/** $3: null for all stations. */
export const DEVICE_CHANGES = `SELECT station, device, at, state, codes FROM onewindow.device_change
  WHERE hall = $1 AND at >= $2 AND ($3::text IS NULL OR station = $3) ORDER BY at`;

export const FORGET_DEVICE_CHANGES = 'DELETE FROM onewindow.device_change WHERE hall = $1 AND at < $2';

export const ADD_CODE = `INSERT INTO onewindow.enrol_code (hall, hash, valid_until, reusable, used_at)
  VALUES ($1, $2, $3, $4, NULL)
  ON CONFLICT (hall, hash) DO UPDATE SET valid_until = excluded.valid_until, reusable = excluded.reusable, used_at = NULL`;

export const REDEEM_CODE = `UPDATE onewindow.enrol_code SET used_at = $3
  WHERE hall = $1 AND hash = $2 AND valid_until > $3 AND (reusable OR used_at IS NULL)`;

export const SET_SETTING = `INSERT INTO onewindow.setting (hall, key, value) VALUES ($1, $2, $3)
  ON CONFLICT (hall, key) DO UPDATE SET value = excluded.value`;

export const SETTLE_SETTING = `INSERT INTO onewindow.setting (hall, key, value) VALUES ($1, $2, $3)
  ON CONFLICT (hall, key) DO NOTHING`;

export const PUT_ATTACHMENT = `
  INSERT INTO onewindow.attachment (hall, hash, bytes) VALUES ($1, $2, $3)
  ON CONFLICT (hall, hash) DO UPDATE SET bytes = excluded.bytes`;

export const ATTACHMENT = 'SELECT bytes FROM onewindow.attachment WHERE hall = $1 AND hash = $2';

/** Until the transaction ends: who claims the bytes and who erases them come one after the other. */
export const HOLD_ATTACHMENT = 'SELECT 1 FROM onewindow.attachment WHERE hall = $1 AND hash = $2 FOR UPDATE';

export const CLAIM = `INSERT INTO onewindow.attachment_claim (hall, hash, case_id) VALUES ($1, $2, $3)
  ON CONFLICT DO NOTHING`;

export const CLAIMED_BY = 'SELECT hash FROM onewindow.attachment_claim WHERE hall = $1 AND case_id = $2';

export const GIVE_UP = 'DELETE FROM onewindow.attachment_claim WHERE hall = $1 AND hash = $2 AND case_id = $3';

export const ERASE_UNCLAIMED = `DELETE FROM onewindow.attachment WHERE hall = $1 AND hash = $2
  AND NOT EXISTS (SELECT 1 FROM onewindow.attachment_claim AS claim WHERE claim.hall = $1 AND claim.hash = $2)`;

/** The condition as the index says it, to the letter. */
export const LINES_THAT_DETACH = `SELECT ${LINE} FROM onewindow.journal
  WHERE hall = $1 AND position > $2 AND kind IN (${LOSES_ATTACHMENTS.map((kind) => `'${kind}'`).join(', ')})
    AND refusal IS NULL
  ORDER BY position LIMIT $3`;

/** $1 hall, $2 day, $3 types. */
export const OF_DAY = `
  SELECT type, id, body, position FROM onewindow.record
  WHERE hall = $1 AND day = $2 AND type = ANY($3) AND body IS NOT NULL`;
