import { parseArgs } from 'node:util';

export interface HallOptions {
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly hallFile: string | null;
  readonly demo: boolean;
  readonly newCode: boolean;
  readonly newKeeperCode: boolean;
}

export const HELP = `The hall server: tickets, windows and stations agree through it.

  npm run hall -- --data DIR [--port N] [--hall FILE]

  --data DIR           where the hall keeps its database (made when missing)
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
  if (typeof values.data !== 'string' || values.data === '')
    return { ok: false, problem: '--data: expected a folder for the hall’s database' };
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
      data: values.data,
      port,
      host: host === 'localhost' ? '127.0.0.1' : host,
      hallFile: typeof values.hall === 'string' ? values.hall : null,
      demo: values.demo === true,
      newCode: values['new-code'] === true,
      newKeeperCode: values['new-keeper-code'] === true,
    },
  };
}
