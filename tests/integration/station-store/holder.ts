// A process that has a station's database open until it is killed.
import { openStationDatabase } from '../../../src/main/station/store/database.ts';

const [data, key] = process.argv.slice(2) as [string, string];
const db = openStationDatabase(data, key);
process.send?.('open');
process.once('disconnect', () => {
  db.close();
  process.exit(0);
});
