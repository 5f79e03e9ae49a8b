// The naive log, as a good engineer writes it in an afternoon: an outbox, POST a batch, GET what is new. Plain SQLite
// files with synchronous=FULL, HTTP with connections kept open, one transaction for each batch and each page. It checks
// nothing, seals nothing, decides nothing, and is not encrypted.
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Door, HallSide, Intent, ReadBack, StationsSide } from './system.ts';

/** The best of 100, 250, 500, 1000 and 2500 on the machine the figures in docs/benchmarks.md come from. */
const BATCH = 500;
const PAGE = 1000;

interface Row {
  readonly position: number;
  readonly id: string;
  readonly body: string;
}

function open(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  return db;
}

export async function openHall(dir: string): Promise<HallSide> {
  const db = open(join(dir, 'hall.db'));
  db.exec('CREATE TABLE log (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT');
  const add = db.prepare('INSERT INTO log (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING');
  const since = db.prepare('SELECT position, id, body FROM log WHERE position > ? ORDER BY position LIMIT ?');
  const addAll = db.transaction((rows: readonly Row[]) => {
    for (const { id, body } of rows) add.run(id, body);
  });
  let held = 0;
  let wake: () => void = () => undefined;
  const server = createServer(async (asked, answered) => {
    const url = new URL(asked.url ?? '/', 'http://hall');
    if (asked.method === 'POST') {
      addAll.immediate(JSON.parse(await text(asked)) as Row[]);
      held = db.prepare('SELECT count(*) FROM log').pluck().get() as number;
      answered.end('{}');
      wake();
    } else {
      answered.setHeader('content-type', 'application/json');
      answered.end(JSON.stringify(since.all(Number(url.searchParams.get('since')), PAGE)));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    door: { port: (server.address() as AddressInfo).port },
    holds: async (count) => {
      while (held < count) await new Promise<void>((resolve) => (wake = resolve));
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      db.close();
    },
  };
}

class NaiveStation {
  readonly #db: Database.Database;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #port: number;
  #pushed: Promise<void> | null = null;

  constructor(file: string, port: number) {
    this.#port = port;
    this.#db = open(file);
    this.#db.exec(`
      CREATE TABLE outbox (number INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL) STRICT;
      CREATE TABLE log (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
    `);
  }

  make(intents: readonly Intent[]): void {
    const add = this.#db.prepare('INSERT INTO outbox (id, body) VALUES (?, ?)');
    this.#db.transaction(() => {
      for (const { id, body } of intents) add.run(id, JSON.stringify(body));
    })();
  }

  connect(): void {
    this.#pushed = this.#push();
  }

  async holds(count: number): Promise<void> {
    await this.#pushed;
    await this.#pull(count);
  }

  async #push(): Promise<void> {
    const next = this.#db.prepare('SELECT number, id, body FROM outbox ORDER BY number LIMIT ?');
    const sent = this.#db.prepare('DELETE FROM outbox WHERE number <= ?');
    for (;;) {
      const rows = next.all(BATCH) as { number: number; id: string; body: string }[];
      if (rows.length === 0) return;
      await this.#ask('POST', '/log', JSON.stringify(rows.map(({ id, body }) => ({ id, body }))));
      sent.run(rows.at(-1)!.number);
    }
  }

  async #pull(count: number): Promise<void> {
    const add = this.#db.prepare('INSERT INTO log (position, id, body) VALUES (?, ?, ?)');
    const addAll = this.#db.transaction((rows: readonly Row[]) => {
      for (const { position, id, body } of rows) add.run(position, id, body);
    });
    let since = 0;
    for (let held = 0; held < count; ) {
      const rows = JSON.parse(await this.#ask('GET', `/log?since=${since}`)) as Row[];
      addAll.immediate(rows);
      since = rows.at(-1)?.position ?? since;
      held += rows.length;
    }
  }

  async #ask(method: string, path: string, body?: string): Promise<string> {
    const asked = request({ host: '127.0.0.1', port: this.#port, method, path, agent: this.#agent });
    asked.end(body);
    const [answered] = (await once(asked, 'response')) as [IncomingMessage];
    return text(answered);
  }

  close(): void {
    this.#agent.destroy();
    this.#db.close();
  }
}

export async function openStations(dir: string, names: readonly string[], door: Door): Promise<StationsSide> {
  const stations = new Map(names.map((name) => [name, new NaiveStation(file(dir, name), door.port as number)]));
  return {
    make: async (name, intents) => stations.get(name)!.make(intents),
    reconnect: async () => {
      for (const station of stations.values()) station.connect();
    },
    holds: async (count) => {
      await Promise.all([...stations.values()].map((station) => station.holds(count)));
    },
    close: async () => {
      for (const station of stations.values()) station.close();
    },
  };
}

export async function readBack(dir: string, names: readonly string[]): Promise<ReadBack> {
  const ids = (path: string) => {
    const db = new Database(path, { readonly: true });
    const rows = db.prepare('SELECT id FROM log').pluck().all() as string[];
    db.close();
    return rows;
  };
  return { hall: ids(join(dir, 'hall.db')), stations: names.map((name) => ids(file(dir, name))) };
}

function file(dir: string, name: string): string {
  return join(dir, `${name}.db`);
}

async function text(stream: IncomingMessage): Promise<string> {
  stream.setEncoding('utf8');
  let all = '';
  for await (const chunk of stream) all += chunk as string;
  return all;
}
