import Database from 'better-sqlite3';
import type { OnDemandType, RecordBody, RecordChange } from '../../shared/intent/records.ts';
import type { RecordSource } from '../../shared/intent/shelf.ts';

/** Records of one verification, in a file without a name that SQLite makes when they are too many and takes away at the end. */
export class Scratch implements RecordSource {
  readonly #db = new Database('');
  readonly #get;
  readonly #put;

  constructor() {
    this.#db.exec('CREATE TABLE record (type TEXT, id TEXT, body TEXT, PRIMARY KEY (type, id)) WITHOUT ROWID');
    this.#db.pragma('journal_mode = OFF');
    this.#get = this.#db.prepare('SELECT body FROM record WHERE type = ? AND id = ?').pluck();
    this.#put = this.#db.prepare('INSERT OR REPLACE INTO record VALUES (?, ?, ?)');
  }

  read(type: OnDemandType, id: string): RecordBody<OnDemandType> | null {
    const body = this.#get.get(type, id) as string | null | undefined;
    return body ? (JSON.parse(body) as RecordBody<OnDemandType>) : null;
  }

  write({ type, id, body }: RecordChange): void {
    this.#put.run(type, id, body === null ? null : JSON.stringify(body));
  }

  close(): void {
    this.#db.close();
  }
}
