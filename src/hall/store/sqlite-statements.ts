import type Database from 'better-sqlite3';
import { RESIDENT_TYPES } from '../../shared/intent/records.ts';
import { LOSES_ATTACHMENTS } from './types.ts';

const RESIDENT_LIST = RESIDENT_TYPES.map((type) => `'${type}'`).join();
/** As the index by days says it. */
const DAY_INDEXED = `type NOT IN ('case', 'caseNumber', 'caseProgress', 'caseDay')`;

/** Every statement of the store, made once. */
export function prepare(db: Database.Database) {
  return {
    hall: db.prepare('SELECT position, last_hash FROM hall'),
    moveHall: db.prepare('UPDATE hall SET position = ?, last_hash = ?'),
    live: db.prepare(
      `SELECT type, id, body, position FROM record INDEXED BY record_day
       WHERE day = '' AND ${DAY_INDEXED} AND type IN (${RESIDENT_LIST}) AND body IS NOT NULL
       UNION ALL SELECT type, id, body, position FROM record INDEXED BY record_day
       WHERE day >= ? AND day <> '' AND ${DAY_INDEXED} AND type IN (${RESIDENT_LIST}) AND body IS NOT NULL`,
    ),
    since: db.prepare(
      `SELECT type, id, CASE WHEN day = '' OR day >= :fromDay THEN body END AS body, position
       FROM record INDEXED BY record_position
       WHERE position > :cursor AND type IN (SELECT value FROM json_each(:types))
         AND (day = '' OR day >= :fromDay OR type IN (SELECT value FROM json_each(:gone)))
       ORDER BY position LIMIT :limit`,
    ),
    missed: db.prepare(
      `SELECT type, id, body, position FROM record INDEXED BY record_position
       WHERE position > ? AND (day = '' OR day >= ? OR type NOT IN (${RESIDENT_LIST})) ORDER BY position`,
    ),
    // Thousands of keys in one question: five times as fast as one by one.
    recordsOf: db.prepare(
      `SELECT record.type, record.id, record.body, record.position FROM json_each(?) AS wanted
       CROSS JOIN record ON record.type = wanted.value ->> 0 AND record.id = wanted.value ->> 1`,
    ),
    ofDay: db.prepare(
      `SELECT type, id, body, position FROM record
       WHERE day = ? AND type IN (SELECT value FROM json_each(?)) AND body IS NOT NULL`,
    ),
    recordOf: db.prepare('SELECT type, id, body, position FROM record WHERE type = ? AND id = ?'),
    putRecord: db.prepare(
      `INSERT INTO record (type, id, day, body, position) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (type, id) DO UPDATE SET day = excluded.day, body = excluded.body, position = excluded.position`,
    ),
    addLine: db.prepare(
      `INSERT INTO journal (position, station, seq, id, kind, intent, refusal, settled_at, prev, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    refusals: db.prepare(
      'SELECT seq, refusal FROM journal WHERE station = ? AND seq > ? AND refusal IS NOT NULL ORDER BY seq',
    ),
    linesOf: db.prepare('SELECT intent FROM journal WHERE station = ? AND seq > ? ORDER BY seq LIMIT ?').pluck(),
    hashAt: db.prepare('SELECT hash FROM journal WHERE position = ?').pluck(),
    recent: db.prepare(
      'SELECT position, intent, refusal, settled_at, prev, hash FROM journal ORDER BY position DESC LIMIT ?',
    ),
    linesAfter: db.prepare(
      'SELECT position, intent, refusal, settled_at, prev, hash FROM journal WHERE position > ? ORDER BY position',
    ),
    stations: db.prepare('SELECT * FROM station'),
    station: db.prepare('SELECT * FROM station WHERE id = ?'),
    saveStation: db.prepare(
      `INSERT INTO station (id, name, roles, public_key, last_seq, last_hash, enrolled_at, seen_at, version)
       VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, roles = excluded.roles, public_key = excluded.public_key,
         version = excluded.version`,
    ),
    moveStation: db.prepare('UPDATE station SET last_seq = ?, last_hash = ? WHERE id = ?'),
    noteStation: db.prepare(
      'UPDATE station SET server = ?, since = ?, seen_at = ?, version = ?, report = ? WHERE id = ? AND since <= ?',
    ),
    addDeviceChange: db.prepare(
      'INSERT INTO device_change (station, device, at, state, codes) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    deviceChanges: db.prepare(
      'SELECT * FROM device_change WHERE at >= :from AND (:station IS NULL OR station = :station) ORDER BY at',
    ),
    forgetDeviceChanges: db.prepare('DELETE FROM device_change WHERE at < ?'),
    claim: db.prepare('INSERT OR IGNORE INTO attachment_claim (hash, case_id) VALUES (?, ?)'),
    claimed: db.prepare('SELECT 1 FROM attachment_claim WHERE hash = ? LIMIT 1').pluck(),
    claimedBy: db.prepare('SELECT hash FROM attachment_claim WHERE case_id = ?').pluck(),
    giveUp: db.prepare('DELETE FROM attachment_claim WHERE hash = ? AND case_id = ?'),
    // The condition as the index says it, to the letter.
    linesThatDetach: db.prepare(
      `SELECT position, intent, refusal, settled_at, prev, hash FROM journal INDEXED BY journal_detach
       WHERE kind IN (${LOSES_ATTACHMENTS.map((kind) => `'${kind}'`).join(', ')}) AND refusal IS NULL AND position > ?
       ORDER BY position LIMIT ?`,
    ),
    addCode: db.prepare(
      'INSERT OR REPLACE INTO enrol_code (hash, valid_until, reusable, used_at) VALUES (?, ?, ?, NULL)',
    ),
    redeemCode: db.prepare(
      'UPDATE enrol_code SET used_at = ? WHERE hash = ? AND valid_until > ? AND (reusable = 1 OR used_at IS NULL)',
    ),
    getSetting: db.prepare('SELECT value FROM setting WHERE key = ?'),
    settingsUnder: db.prepare('SELECT value FROM setting WHERE substr(key, 1, ?) = ? ORDER BY key').pluck(),
    settleSetting: db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING'),
    setSetting: db.prepare(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ),
  };
}
