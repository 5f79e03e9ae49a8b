// Hocuspocus, and at every station a Yjs document behind its own provider. Both sides append each update to a SQLite
// file (FULL) as it comes, which is what y-indexeddb and y-leveldb do, and cheaper than writing the whole document
// after a debounce. A case is an entry of one Y.Map, its body a text: nothing a reader would have to merge.
import { join } from 'node:path';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { Server } from '@hocuspocus/server';
import Database from 'better-sqlite3';
import { WebSocket } from 'ws';
import * as Y from 'yjs';

const DOCUMENT = 'cases';

class UpdateLog {
  constructor(file) {
    this.db = new Database(file);
    this.db.pragma('journal_mode = WAL');
    this.db.pragma('synchronous = FULL');
    this.db.exec('CREATE TABLE IF NOT EXISTS log (number INTEGER PRIMARY KEY, made BLOB NOT NULL) STRICT');
    this.insert = this.db.prepare('INSERT INTO log (made) VALUES (?)');
  }

  append(update) {
    this.insert.run(update);
  }

  /** Everything written so far, into a document. */
  load(document) {
    const updates = this.db.prepare('SELECT made FROM log ORDER BY number').pluck().all();
    document.transact(() => {
      for (const update of updates) Y.applyUpdate(document, update, this);
    });
  }

  close() {
    this.db.close();
  }
}

export async function openHall(dir) {
  const log = new UpdateLog(join(dir, 'hall.db'));
  let loaded;
  const opened = new Promise((resolve) => (loaded = resolve));
  const server = new Server({
    port: 0,
    address: '127.0.0.1',
    quiet: true,
    stopOnSignals: false,
    unloadImmediately: false,
    async onLoadDocument({ document }) {
      log.load(document);
      document.on('update', (update, origin) => {
        if (origin !== log) log.append(update);
      });
      loaded(document);
    },
  });
  await server.listen();
  return {
    door: { url: `ws://127.0.0.1:${server.address.port}` },
    holds: async (count) => reached(await opened, count),
    close: async () => {
      await server.destroy();
      log.close();
    },
  };
}

export async function openStations(dir, names, door) {
  const stations = new Map(
    names.map((name) => {
      const log = new UpdateLog(join(dir, `${name}.db`));
      const document = new Y.Doc();
      log.load(document);
      document.on('update', (update, origin) => {
        if (origin !== log) log.append(update);
      });
      return [name, { log, document, provider: null, socket: null }];
    }),
  );
  return {
    make: async (name, intents) => {
      const { document } = stations.get(name);
      document.transact(() => {
        for (const { id, body } of intents) document.getMap(DOCUMENT).set(id, JSON.stringify(body));
      });
    },
    reconnect: async () => {
      for (const station of stations.values()) {
        station.socket = new HocuspocusProviderWebsocket({ url: door.url, WebSocketPolyfill: WebSocket });
        station.provider = new HocuspocusProvider({
          websocketProvider: station.socket,
          name: DOCUMENT,
          document: station.document,
        });
        station.provider.attach();
      }
    },
    holds: async (count) => {
      for (const { document, provider } of stations.values()) {
        await reached(document, count);
        await acknowledged(provider);
      }
    },
    close: async () => {
      for (const { provider, socket, log } of stations.values()) {
        provider?.destroy();
        socket?.destroy();
        log.close();
      }
    },
  };
}

/** Resolves when the document holds so many cases; its log holds them as well, since that is written on each update. */
function reached(document, count) {
  const cases = document.getMap(DOCUMENT);
  return new Promise((resolve) => {
    const look = () => {
      if (cases.size < count) return;
      document.off('afterAllTransactions', look);
      resolve();
    };
    document.on('afterAllTransactions', look);
    look();
  });
}

function acknowledged(provider) {
  if (!provider.hasUnsyncedChanges) return Promise.resolve();
  return new Promise((resolve) => {
    provider.on('unsyncedChanges', ({ number }) => {
      if (number === 0) resolve();
    });
  });
}

export async function readBack(dir, names) {
  const ids = (file) => {
    const log = new UpdateLog(file);
    const document = new Y.Doc();
    log.load(document);
    log.close();
    return [...document.getMap(DOCUMENT).keys()];
  };
  return { hall: ids(join(dir, 'hall.db')), stations: names.map((name) => ids(join(dir, `${name}.db`))) };
}
