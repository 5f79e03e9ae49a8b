/** The station cannot work with its database; a person must act. The file was left as it is. */
export class DatabaseUnusable extends Error {
  readonly code: 'database-broken' | 'database-too-new' | 'database-locked' | 'database-disk';
  constructor(code: DatabaseUnusable['code'], message: string) {
    super(message);
    this.code = code;
  }
}
