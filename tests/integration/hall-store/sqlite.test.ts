import { join } from 'node:path';
import { SqliteHallStore } from '../../../src/hall/store/sqlite.ts';
import { newFolder } from '../../support/folder.ts';
import { hallStoreSuite } from './suite.ts';

hallStoreSuite('SQLite', async () => {
  const folder = newFolder('hall-store');
  const open: SqliteHallStore[] = [];
  const again = async () => {
    const store = new SqliteHallStore(join(folder.path, 'hall.db'));
    open.push(store);
    return store;
  };
  return {
    store: await again(),
    again,
    remove: async () => {
      for (const store of open) await store.close();
      folder.remove();
    },
  };
});
