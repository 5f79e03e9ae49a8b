import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { API_SCOPES, type ApiScope } from '../shared/protocol/open-contract.ts';

/** Where a hall keeps everything. */
export type Place =
  | { readonly kind: 'folder'; readonly data: string }
  | { readonly kind: 'database'; readonly url: string; readonly hallId: string | null };

/** How stations and browsers on other machines reach the hall. */
export interface TlsOptions {
  /** Address of this machine to listen on; `0.0.0.0` or `::` for all. */
  readonly listen: string;
  readonly port: number;
  /** Names this hall is called by beside its addresses, in small letters. */
  readonly hostNames: readonly string[];
  /** Files with a certificate and its key; null: the hall makes its own. */
  readonly given: { readonly cert: string; readonly key: string } | null;
  /** File with the certificate whose key comes next: stations are told of it beforehand. */
  readonly nextCert: string | null;
}

export interface HallOptions {
  readonly place: Place;
  /** Every hall of the database behind one door. */
  readonly allHalls: boolean;
  readonly port: number;
  readonly host: string;
  /** Null: this machine only. */
  readonly tls: TlsOptions | null;
  readonly hallFile: string | null;
  readonly demo: boolean;
  readonly newCode: boolean;
  readonly newKeeperCode: boolean;
  /** Name of the system a token for the open interface is made for. */
  readonly newApiToken: string | null;
  readonly apiScopes: readonly ApiScope[];
}

export const HELP = `The hall server: tickets, windows and stations agree through it.

  npm run hall -- --data DIR [--port N] [--hall FILE]
  npm run hall -- --database-url URL [--hall-id ID] [--port N] [--hall FILE]
  npm run hall -- --database-url URL --all-halls [--port N]

  --data DIR           where the hall keeps its database (made when missing). DIR/copies has a copy of every
                       hour. To put one back: stop the hall, move hall.db, hall.db-wal and hall.db-shm
                       away, copy it to DIR/hall.db, start the hall; the stations bring back the rest.
  --database-url URL   keep it in PostgreSQL instead: postgres://USER@HOST:PORT/DATABASE. One database
                       holds many halls, and several servers may serve one hall side by side.
                       The password is better in PGPASSWORD or ~/.pgpass than here, where others on
                       this machine can read it. To another machine with ?sslmode=verify-full only
                       (and &sslrootcert=FILE for a certificate of your own).
  --hall-id ID         which of the database's halls; not needed when it holds one
  --all-halls          serve every hall of the database, each at /halls/ID of this server: to stations
                       http://127.0.0.1:7080/halls/ID, to browsers …/halls/ID/display/ and …/desk/.
                       --hall FILE without --all-halls makes a hall; further halls are found while it runs.
  --port N             port to listen on; 7080 unless told, 0 for any free one
  --host ADDRESS       address for this machine alone, in plain: 127.0.0.1 unless told, or ::1.
                       Nothing leaves the machine without TLS.
  --listen ADDRESS     serve other machines as well, over TLS only: 0.0.0.0 for all of this
                       machine's addresses, or one of them
  --tls-port N         port for other machines; 7443 unless told, 0 for any free one
  --host-name NAME     a name the hall is called by in browsers and stations; may be said again.
                       The machine's own addresses need none.
  --tls-cert FILE      certificate (PEM) and its key, of the district's making; without them the hall
  --tls-key FILE       makes its own at the first start and keeps it in the data folder or the database
  --tls-next-cert FILE tell stations the key of this certificate: they will know the hall by it too,
                       when it changes over (docs/headless.md)
  --hall FILE          the hall's configuration as JSON (classes, items, queues, windows, hours);
                       the sample hall when the database has none yet
  --new-code           make a code that enrols one station, and say it
  --new-keeper-code    make a new code for the desk, and say it
  --new-api-token NAME make a token for another system (docs/open-api.md), and say it once
  --api-scopes LIST    what it may read: queues,progress,statistics,evaluations; the first two unless told
  --demo               sample hall, always open: its clock is moved into opening hours;
                       one code enrols any number of stations
  --help               this text
`;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Reads the command line. A mistake is a sentence that names the option and what was expected. */
export function readOptions(
  argv: readonly string[],
): { ok: true; options: HallOptions } | { ok: false; problem: string } | { ok: 'help' } {
  let values: Record<string, string | boolean | string[] | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      allowPositionals: false,
      options: {
        data: { type: 'string' },
        'database-url': { type: 'string' },
        'hall-id': { type: 'string' },
        'all-halls': { type: 'boolean' },
        port: { type: 'string' },
        host: { type: 'string' },
        listen: { type: 'string' },
        'tls-port': { type: 'string' },
        'host-name': { type: 'string', multiple: true },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        'tls-next-cert': { type: 'string' },
        hall: { type: 'string' },
        demo: { type: 'boolean' },
        'new-code': { type: 'boolean' },
        'new-keeper-code': { type: 'boolean' },
        'new-api-token': { type: 'string' },
        'api-scopes': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
  if (values.help) return { ok: 'help' };
  const place = readPlace(values.data, values['database-url'], values['hall-id']);
  if (typeof place === 'string') return { ok: false, problem: place };
  const problem = values['all-halls'] ? againstAllHalls(place, values) : null;
  if (problem !== null) return { ok: false, problem };
  const port = readPort('--port', values.port, 7080);
  if (typeof port === 'string') return { ok: false, problem: port };
  const tls = readTls(values);
  if (typeof tls === 'string') return { ok: false, problem: tls };
  const host = typeof values.host === 'string' ? values.host : '127.0.0.1';
  if (!LOOPBACK.has(host)) {
    return {
      ok: false,
      problem: `--host: expected 127.0.0.1, ::1 or localhost, found ${JSON.stringify(host)}; plain traffic stays on this machine, --listen serves others over TLS`,
    };
  }
  const apiScopes = readScopes(values['new-api-token'], values['api-scopes']);
  if (typeof apiScopes === 'string') return { ok: false, problem: apiScopes };
  return {
    ok: true,
    options: {
      place,
      allHalls: values['all-halls'] === true,
      port,
      host: host === 'localhost' ? '127.0.0.1' : host,
      tls,
      hallFile: typeof values.hall === 'string' ? values.hall : null,
      demo: values.demo === true,
      newCode: values['new-code'] === true,
      newKeeperCode: values['new-keeper-code'] === true,
      newApiToken: typeof values['new-api-token'] === 'string' ? values['new-api-token'] : null,
      apiScopes,
    },
  };
}

/** What belongs to one hall is made or changed by a server for that hall alone. */
function againstAllHalls(place: Place, values: Readonly<Record<string, Value>>): string | null {
  if (place.kind !== 'database') return '--all-halls: goes with --database-url; a folder of --data holds one hall';
  const ofOne = ['hall-id', 'hall', 'new-code', 'new-keeper-code', 'new-api-token'].find((key) => values[key]);
  if (ofOne !== undefined) return `--all-halls and --${ofOne}: the latter is for one hall; start a server for it alone`;
  if (values.listen !== undefined && values['tls-cert'] === undefined)
    return '--all-halls with --listen: the halls share one certificate, give it with --tls-cert and --tls-key';
  return null;
}

type Value = string | boolean | string[] | undefined;

function readPort(option: string, value: Value, unlessTold: number): number | string {
  const port = value === undefined ? unlessTold : Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  return `${option}: expected a number from 0 to 65535, found ${JSON.stringify(value)}`;
}

/** How others reach the hall, null for not at all, or a sentence on what is wrong. */
function readTls(values: Readonly<Record<string, Value>>): TlsOptions | null | string {
  const text = (key: string) => (typeof values[key] === 'string' ? values[key] : null);
  const listen = text('listen');
  if (listen === null) {
    const alone = ['tls-port', 'host-name', 'tls-cert', 'tls-key', 'tls-next-cert'].find((key) => values[key]);
    return alone === undefined ? null : `--${alone}: goes with --listen, without it the hall serves this machine only`;
  }
  if (isIP(listen) === 0)
    return `--listen: expected an address of this machine, or 0.0.0.0 for all, found ${JSON.stringify(listen)}; names go with --host-name`;
  const port = readPort('--tls-port', values['tls-port'], 7443);
  if (typeof port === 'string') return port;
  const hostNames = (Array.isArray(values['host-name']) ? values['host-name'] : []).map((name) => name.toLowerCase());
  const wrong = hostNames.find((name) => !/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name));
  if (wrong !== undefined)
    return `--host-name: expected a name such as hall.example.cn, without port, found ${JSON.stringify(wrong)}`;
  const [cert, key] = [text('tls-cert'), text('tls-key')];
  if ((cert === null) !== (key === null)) return '--tls-cert and --tls-key: expected both or neither';
  return {
    listen,
    port,
    hostNames,
    given: cert !== null && key !== null ? { cert, key } : null,
    nextCert: text('tls-next-cert'),
  };
}

/** What a new token may read, or a sentence on what is wrong. */
function readScopes(name: Value, list: Value): readonly ApiScope[] | string {
  if (name !== undefined && (typeof name !== 'string' || name.trim() === '' || name.length > 60))
    return '--new-api-token: expected the name of the system, up to 60 characters';
  if (list === undefined) return ['queues', 'progress'];
  if (name === undefined) return '--api-scopes: goes with --new-api-token';
  const wanted = String(list).split(',');
  const scopes = API_SCOPES.filter((scope) => wanted.includes(scope));
  if (scopes.length === wanted.length) return scopes;
  return `--api-scopes: expected some of ${API_SCOPES.join(',')}, found ${JSON.stringify(list)}`;
}

/** The place, or a sentence on what is wrong with it; an address is never repeated, there may be a password in it. */
export function readPlace(data: Value, url: Value, hallId: Value): Place | string {
  if (url === undefined) {
    if (hallId !== undefined) return '--hall-id: goes with --database-url; a folder of --data holds one hall';
    if (typeof data !== 'string' || data === '')
      return '--data: expected a folder for the hall’s database, or --database-url';
    return { kind: 'folder', data };
  }
  if (data !== undefined) return '--data and --database-url: expected one of them, a hall is kept in one place';
  if (typeof url !== 'string' || !URL.canParse(url)) return ADDRESS;
  const { protocol, hostname, pathname, searchParams } = new URL(url);
  if ((protocol !== 'postgres:' && protocol !== 'postgresql:') || pathname.length < 2) return ADDRESS;
  const near = LOOPBACK.has(hostname) || hostname === '[::1]';
  if ((!near || searchParams.has('host')) && searchParams.get('sslmode') !== 'verify-full')
    return '--database-url: a database on another machine needs ?sslmode=verify-full; without TLS nothing leaves the machine';
  return { kind: 'database', url, hallId: typeof hallId === 'string' && hallId !== '' ? hallId : null };
}

const ADDRESS = '--database-url: expected postgres://USER@HOST:PORT/DATABASE';
