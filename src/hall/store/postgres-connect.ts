import pg from 'pg';

/** Longer than any statement of a hall takes; after that the database counts as gone. */
const PATIENCE_MS = 10_000;
const CONNECT_MS = 5000;
/** A hall writes one batch at a time; the rest is stations that catch up. */
const CONNECTIONS = 6;

const INT8 = pg.types.builtins.INT8;

function config(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'onewindow-hall',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: PATIENCE_MS,
    keepAlive: true,
    types: {
      // Positions and milliseconds stay far below 2^53.
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  };
}

/** One connection of its own, for a conversation that is kept; the caller connects and ends it. */
export function newClient(url: string): pg.Client {
  return new pg.Client(config(url));
}

export function newPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    ...config(url),
    max: CONNECTIONS,
    // An acknowledgement to a station must survive a power cut, whatever the database's default is. And everything a
    // hall asks is found by a key: a plan made while its tables were small must not read them whole later.
    onConnect: async (client) => void (await client.query('SET synchronous_commit = on; SET enable_seqscan = off')),
  });
  // A connection that lay idle was lost: the pool has dropped it and makes a new one when it is needed.
  pool.on('error', () => undefined);
  // One that is lost in use fails the query it was used for; between two queries it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** The database as it may be shown: never its password. */
export function shownUrl(url: string): string {
  const { protocol, username, hostname, port, pathname } = new URL(url);
  const host = hostname === '' ? '' : `${hostname}:${port || 5432}`;
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
}

export type OpenTrouble =
  | { readonly kind: 'away'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Why a database could not be opened, in words without its secrets; null for what is no matter of the connection. */
export function openTrouble(error: unknown): OpenTrouble | null {
  const { code, message } = error as { code?: string; message?: string };
  switch (code) {
    case '28P01':
      return { kind: 'refused', reason: 'the password is wrong, or there is no such user' };
    case '28000':
      return { kind: 'refused', reason: 'this user may not connect from here' };
    case '3D000':
      return { kind: 'refused', reason: 'there is no such database; create it first' };
    case '42501':
      return { kind: 'refused', reason: `this user lacks a right: ${message}` };
    case 'ECONNREFUSED':
      return { kind: 'away', reason: 'nothing listens there' };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { kind: 'away', reason: 'this name is not known' };
    case 'ECONNRESET':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
    case '57P03':
    case '53300':
      return { kind: 'away', reason: message ?? code };
  }
  if (error instanceof AggregateError) return openTrouble(error.errors[0]);
  if (/password/i.test(message ?? '')) return { kind: 'refused', reason: 'it asks for a password and none was given' };
  if (/timeout|terminated/i.test(message ?? '')) return { kind: 'away', reason: 'no answer' };
  return null;
}
