// TinyBase: a mergeable store at every station and one at the hall, its WebSocket synchronizer between them, and its
// own persister for better-sqlite3 (FULL) on both sides. A case is a row with one cell, its body as text.
import { once } from 'node:events';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createMergeableStore } from 'tinybase';
import { createBetterSqlite3Persister } from 'tinybase/persisters/persister-better-sqlite3';
import { createWsSynchronizer } from 'tinybase/synchronizers/synchronizer-ws-client';
import { createWsServer } from 'tinybase/synchronizers/synchronizer-ws-server';
import { WebSocket, WebSocketServer } from 'ws';

const TABLE = 'cases';
/** Seconds a question between the two may take; with the default of 1 thousands of rows never arrive. */
const PATIENCE = 20;

async function persisted(file) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  const store = createMergeableStore();
  const persister = createBetterSqlite3Persister(store, db, 'tinybase');
  await persister.load();
  return { db, store, persister };
}

export async function openHall(dir) {
  const kept = await persisted(join(dir, 'hall.db'));
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(sockets, 'listening');
  let server;
  // The hall's store asks the first client that comes before that one can answer, and waits its whole patience out.
  // A client that never answers takes that on itself, before the clock starts.
  const patienceOver = new Promise((resolve) => {
    server = createWsServer(sockets, () => kept.persister, resolve, PATIENCE);
  });
  const url = `ws://127.0.0.1:${sockets.address().port}`;
  const mute = new WebSocket(url);
  await patienceOver;
  return {
    door: { url },
    holds: async (count) => {
      await reached(kept.store, count);
      await kept.persister.save();
    },
    close: async () => {
      mute.terminate();
      await server.destroy();
      sockets.close();
      await kept.persister.destroy();
      kept.db.close();
    },
  };
}

export async function openStations(dir, names, door) {
  const stations = new Map();
  for (const name of names) {
    stations.set(name, { ...(await persisted(join(dir, `${name}.db`))), synchronizer: null });
  }
  return {
    make: async (name, intents) => {
      const { store, persister } = stations.get(name);
      store.transaction(() => {
        for (const { id, body } of intents) store.setRow(TABLE, id, { body: JSON.stringify(body) });
      });
      await persister.save();
    },
    reconnect: async () => {
      await Promise.all(
        [...stations.values()].map(async (station) => {
          await station.persister.startAutoSave();
          const socket = new WebSocket(door.url, { perMessageDeflate: false });
          station.synchronizer = await createWsSynchronizer(station.store, socket, PATIENCE);
          await station.synchronizer.startSync();
        }),
      );
    },
    holds: async (count) => {
      for (const { store, persister } of stations.values()) {
        await reached(store, count);
        await persister.save();
      }
    },
    close: async () => {
      for (const { synchronizer, persister, db } of stations.values()) {
        await synchronizer?.destroy();
        await persister.destroy();
        db.close();
      }
    },
  };
}

function reached(store, count) {
  return new Promise((resolve) => {
    const look = () => {
      if (store.getRowCount(TABLE) < count) return;
      store.delListener(listener);
      resolve();
    };
    const listener = store.addDidFinishTransactionListener(look);
    look();
  });
}

export async function readBack(dir, names) {
  const ids = async (file) => {
    const { db, store, persister } = await persisted(file);
    const found = store.getRowIds(TABLE);
    await persister.destroy();
    db.close();
    return found;
  };
  const hall = await ids(join(dir, 'hall.db'));
  const stations = [];
  for (const name of names) stations.push(await ids(join(dir, `${name}.db`)));
  return { hall, stations };
}
