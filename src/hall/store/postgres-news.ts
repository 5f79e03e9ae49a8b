import type pg from 'pg';
import { newClient } from './postgres-connect.ts';

/** How often a hall asks by itself: a word that got lost delays what another process wrote by no more than this. */
const ASK_MS = 2000;
const RETRY_MS = 1000;
/** One for all halls of a database; the word says which one. */
const CHANNEL = 'onewindow';

/** The word that a hall's position moved, for whoever listens. Nobody waits for it: whoever misses it asks. */
export function sayMoved(pool: pg.Pool, hall: string, position: number): void {
  pool.query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify({ hall, position })]).catch(() => undefined);
}

/** The word that stations were noted or enrolled. Whoever misses it asks as well, a little later. */
export function sayNoted(pool: pg.Pool, hall: string): void {
  pool.query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify({ hall, noted: true })]).catch(() => undefined);
}

interface Word {
  readonly hall?: string;
  readonly position?: number;
  readonly noted?: boolean;
}

export interface Listener {
  /** With the hall's position. */
  moved(position: number): void;
  noted(): void;
}

/**
 * Hears from other server processes that a hall's position moved, over one connection for all halls of a database. Asks
 * now and then as well, which also finds a connection that died without saying so, and serves engines that know no
 * LISTEN.
 */
export class News {
  readonly #url: string;
  readonly #halls = new Map<string, Set<Listener>>();
  #client: pg.Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(url: string) {
    this.#url = url;
    void this.#listen();
  }

  /** Tells of one hall until the returned function is called. */
  hear(hall: string, listener: Listener): () => void {
    const listeners = this.#halls.get(hall) ?? new Set();
    this.#halls.set(hall, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#halls.get(hall) === listeners) this.#halls.delete(hall);
    };
  }

  #moved(hall: string, position: number): void {
    for (const listener of this.#halls.get(hall) ?? []) listener.moved(position);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  async #listen(): Promise<void> {
    const client = newClient(this.#url);
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ payload }) => this.#read(payload));
    this.#client = client;
    try {
      await client.connect();
      // An engine that does not know LISTEN is asked all the same; a lost connection shows in the asking.
      await client.query(`LISTEN ${CHANNEL}`).catch(() => undefined);
      await this.#ask(client);
    } catch {
      this.#lost(client);
    }
  }

  async #ask(client: pg.Client): Promise<void> {
    try {
      const { rows } = await client.query<{ id: string; position: number }>(
        'SELECT id, position FROM onewindow.hall WHERE id = ANY($1)',
        [[...this.#halls.keys()]],
      );
      if (this.#client !== client) return;
      for (const { id, position } of rows) this.#moved(id, position);
      this.#timer = setTimeout(() => void this.#ask(client), ASK_MS);
    } catch {
      this.#lost(client);
    }
  }

  #read(payload: string | undefined): void {
    try {
      const word = JSON.parse(payload ?? 'null') as Word | null;
      if (typeof word?.hall !== 'string') return;
      if (typeof word.position === 'number') this.#moved(word.hall, word.position);
      if (word.noted === true) for (const listener of this.#halls.get(word.hall) ?? []) listener.noted();
    } catch {
      // somebody else's word on this channel
    }
  }

  #lost(client = this.#client): void {
    if (client === null || this.#client !== client) return;
    this.#client = null;
    clearTimeout(this.#timer);
    client.end().catch(() => undefined);
    if (!this.#closed) this.#timer = setTimeout(() => void this.#listen(), RETRY_MS);
  }
}
