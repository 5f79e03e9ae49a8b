import { PostgresHallStore } from '../../../src/hall/store/postgres.ts';
import { newDatabase } from '../../support/postgres.ts';
import { hallStoreSuite } from './suite.ts';

hallStoreSuite('PostgreSQL', async () => {
  const database = await newDatabase();
  const open: PostgresHallStore[] = [];
  const again = async () => {
    const store = await PostgresHallStore.open(database.url, 'hall-guiyuan');
    open.push(store);
    return store;
  };
  return {
    store: await again(),
    again,
    remove: async () => {
      for (const store of open) await store.close();
      await database.remove();
    },
  };
});
