/** The database is none a hall can be kept in as it is; nothing in it was touched. */
export class StoreUnfit extends Error {
  override name = 'StoreUnfit';
}

/** The database was written by a newer program. */
export class StoreTooNew extends StoreUnfit {
  override name = 'StoreTooNew';

  constructor(found: number, known: number) {
    super(
      `the hall's database is of version ${found}, this program knows versions up to ${known}: use the newer program`,
    );
  }
}
