// PouchDB with LevelDB (its store in Node) at every station, express-pouchdb at the hall, live replication both ways.
// PouchDB cannot be told to make LevelDB sync its writes, so its commits cost less than everybody else's here.
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import expressPouch from 'express-pouchdb';
import PouchDB from 'pouchdb';

/** The largest pages that still gain anything: the default of 100 takes about twice as long. */
const BATCH = { batch_size: 1000, batches_limit: 10 };

function stored(dir) {
  mkdirSync(dir, { recursive: true });
  return PouchDB.defaults({ prefix: `${dir}/` });
}

const hallDir = (dir) => join(dir, 'hall');
const stationDir = (dir) => join(dir, 'stations');

export async function openHall(dir) {
  const Stored = stored(hallDir(dir));
  const db = new Stored('cases');
  await db.info();
  const app = express();
  app.use(expressPouch(Stored, { mode: 'minimumForPouchDB', inMemoryConfig: true }));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    door: { url: `http://127.0.0.1:${server.address().port}/cases` },
    holds: (count) => reached(db, count),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await db.close();
    },
  };
}

export async function openStations(dir, names, door) {
  const Stored = stored(stationDir(dir));
  const stations = new Map(names.map((name) => [name, { db: new Stored(name), sync: null }]));
  return {
    make: async (name, intents) => {
      await stations.get(name).db.bulkDocs(intents.map(({ id, body }) => ({ _id: id, ...body })));
    },
    reconnect: async () => {
      for (const station of stations.values()) {
        station.sync = station.db.sync(new PouchDB(door.url), { live: true, retry: true, ...BATCH });
        station.sync.on('error', () => undefined);
      }
    },
    holds: async (count) => {
      await Promise.all([...stations.values()].map(({ db }) => reached(db, count)));
    },
    close: async () => {
      for (const { db, sync } of stations.values()) {
        sync?.cancel();
        await db.close();
      }
    },
  };
}

/** Resolves when the database holds so many documents; asked each time it has taken some. */
async function reached(db, count) {
  const feed = db.changes({ since: 'now', live: true });
  try {
    for (;;) {
      const changed = new Promise((resolve) => feed.once('change', resolve));
      if ((await db.info()).doc_count >= count) return;
      await changed;
    }
  } finally {
    feed.cancel();
  }
}

export async function readBack(dir, names) {
  const ids = async (db) => {
    const { rows } = await db.allDocs();
    await db.close();
    return rows.map((row) => row.id);
  };
  const Hall = stored(hallDir(dir));
  const Stations = stored(stationDir(dir));
  const hall = await ids(new Hall('cases'));
  const stations = [];
  for (const name of names) stations.push(await ids(new Stations(name)));
  return { hall, stations };
}
