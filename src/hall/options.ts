import { parseArgs } from 'node:util';

/** Where a hall keeps everything. */
export type Place =
  | { readonly kind: 'folder'; readonly data: string }
  | { readonly kind: 'database'; readonly url: string; readonly hallId: string | null };

export interface HallOptions {
  readonly place: Place;
  readonly port: number;
  readonly host: string;
  readonly hallFile: string | null;
  readonly demo: boolean;
  readonly newCode: boolean;
  readonly newKeeperCode: boolean;
}

export const HELP = `The hall server: tickets, windows and stations agree through it.

  npm run hall -- --data DIR [--port N] [--hall FILE]
  npm run hall -- --database-url URL [--hall-id ID] [--port N] [--hall FILE]

  --data DIR           where the hall keeps its database (made when missing)
  --database-url URL   keep it in PostgreSQL instead: postgres://USER@HOST:PORT/DATABASE. One database
                       holds many halls, and several servers may serve one hall side by side.
                       The password is better in PGPASSWORD or ~/.pgpass than here, where others on
                       this machine can read it. To another machine with ?sslmode=verify-full only
                       (and &sslrootcert=FILE for a certificate of your own).
  --hall-id ID         which of the database's halls; not needed when it holds one
  --port N             port to listen on; 7080 unless told, 0 for any free one
  --host ADDRESS       address to listen on; 127.0.0.1 unless told. Only this machine's own
                       addresses (127.0.0.1, ::1, localhost) are taken: without TLS nothing
                       leaves the machine.
  --hall FILE          the hall's configuration as JSON (classes, items, queues, windows, hours);
                       the sample hall when the database has none yet
  --new-code           make a code that enrols one station, and say it
  --new-keeper-code    make a new code for the desk, and say it
  --demo               sample hall, always open: its clock is moved into opening hours;
                       one code enrols any number of stations
  --help               this text
`;

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Reads the command line. A mistake is a sentence that names the option and what was expected. */
export function readOptions(
  argv: readonly string[],
): { ok: true; options: HallOptions } | { ok: false; problem: string } | { ok: 'help' } {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      allowPositionals: false,
      options: {
        data: { type: 'string' },
        'database-url': { type: 'string' },
        'hall-id': { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        hall: { type: 'string' },
        demo: { type: 'boolean' },
        'new-code': { type: 'boolean' },
        'new-keeper-code': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
  if (values.help) return { ok: 'help' };
  const place = readPlace(values.data, values['database-url'], values['hall-id']);
  if (typeof place === 'string') return { ok: false, problem: place };
  const port = values.port === undefined ? 7080 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return { ok: false, problem: `--port: expected a number from 0 to 65535, found ${JSON.stringify(values.port)}` };
  }
  const host = typeof values.host === 'string' ? values.host : '127.0.0.1';
  if (!LOOPBACK.has(host)) {
    return {
      ok: false,
      problem: `--host: expected 127.0.0.1, ::1 or localhost, found ${JSON.stringify(host)}; without TLS the hall serves this machine only`,
    };
  }
  return {
    ok: true,
    options: {
      place,
      port,
      host: host === 'localhost' ? '127.0.0.1' : host,
      hallFile: typeof values.hall === 'string' ? values.hall : null,
      demo: values.demo === true,
      newCode: values['new-code'] === true,
      newKeeperCode: values['new-keeper-code'] === true,
    },
  };
}

type Value = string | boolean | undefined;

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
