import { isAbsolute, join } from 'node:path';
import { parseArgs } from 'node:util';
import { onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { readEnrolCode } from '../../shared/protocol/enrol-code.ts';
import { serviceHost } from '../services/host.ts';
import { stationRouter, WindowRole } from './api/router.ts';
import { readConfig, type StationConfig } from './config.ts';
import { keepPadDoor } from './pads/open-door.ts';
import { systemRuntime } from './runtime.ts';
import { Station } from './service/station.ts';
import { openStationStore } from './store/open-store.ts';
import { DatabaseUnusable } from './store/unusable.ts';

export const HELP = `A station of the hall: dispenser, counter, pad, kiosk or display, without its screen.

  npm run station -- --config station.json

  --config FILE   the station's description (docs/headless.md lists every key)
  --check         read the description, say what is wrong with it, and end
  --help          this text

The station's procedures are reached on this machine's loopback when the description has
"api": { "port": N }; the token lies in the file "tokenFile" names, in the data folder unless told.
`;

const VERSION = process.env.ONEWINDOW_VERSION ?? '0.1.0';
const host = serviceHost();

async function main(): Promise<void> {
  if (process.argv[2] === 'device') {
    const { runDeviceTool } = await import('./device-tool/command.ts');
    process.exitCode = await runDeviceTool(process.argv.slice(3), (text) => process.stdout.write(text));
    return;
  }
  const options = readOptions();
  if (options === 'help') return void process.stdout.write(HELP);
  if (typeof options === 'string') return host.fatal('options', `${options}\n--help tells all options`);
  const read = readConfig(options.config);
  if (!read.ok) return host.fatal('config', read.problem);
  if (options.check) {
    if (lacksFingerprint(read.config)) process.stderr.write(`${options.config}: ${NO_FINGERPRINT}\n`);
    return void process.stdout.write(`${options.config}: ok\n`);
  }
  const { config } = read;

  let station: Station;
  try {
    station = new Station(config, openStationStore(config.data, config.keyFile, Date.now), VERSION, log);
  } catch (error) {
    if (error instanceof DatabaseUnusable) return host.fatal(error.code, error.message);
    throw error;
  }
  const router = stationRouter(station, config, VERSION);
  const rpc = new RPCHandler(router, { interceptors: [onError(logFailure)] });
  host.onConnect((port, name) => {
    const role = WindowRole.safeParse(name);
    if (role.success) rpc.upgrade(port, { context: { role: role.data } });
    else port.close();
  });

  const api = await openApi(config, router);
  const padDoor = openPads(config, station, router);
  host.onStop(async () => {
    await padDoor?.close();
    await api?.close();
    await station.close();
  });
  station.start();
  host.ready({ station: config.station, api: api?.url ?? null });
  if (!host.attached) {
    process.stdout.write(
      `${config.name} (${config.station}) → ${config.hall.urls.join(', ')}\n${api ? `  ${api.url}/api  token: ${tokenFile(config)}\n` : ''}`,
    );
  }
}

function readOptions(): { config: string; check: boolean } | 'help' | (string & {}) {
  try {
    const { values } = parseArgs({
      args: process.argv.slice(2),
      options: { config: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) return 'help';
    if (!values.config) return '--config: expected the station’s description, a JSON file';
    return { config: values.config, check: values.check === true };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const NO_FINGERPRINT =
  'hall.enrolCode: warning: no fingerprint of the hall’s key in it. Over wss:// a station that does not know the hall yet (hall-key-unknown) needs the whole code, as the desk of a hall started with --listen shows it.';

/** A code that cannot tell a hall by its key; whether the station knows the hall already stands in its database. */
function lacksFingerprint({ hall }: StationConfig): boolean {
  const overTls = hall.urls.some((url) => url.startsWith('wss:'));
  return overTls && hall.enrolCode !== null && readEnrolCode(hall.enrolCode).fingerprint === null;
}

function tokenFile(config: StationConfig): string {
  const file = config.api?.tokenFile ?? '';
  return isAbsolute(file) ? file : join(config.data, file);
}

function openPads(config: StationConfig, station: Station, router: ReturnType<typeof stationRouter>) {
  const { networkPad } = config;
  if (networkPad === null || station.pads === null) return null;
  return keepPadDoor({
    config: { ...config, networkPad },
    pairings: station.pads,
    router,
    place: () => station.place(),
    pages: join(import.meta.dirname, '../renderer'),
    runtime: systemRuntime,
    log,
  });
}

async function openApi(config: StationConfig, router: ReturnType<typeof stationRouter>) {
  if (config.api === null) return null;
  const { serveApi } = await import('./api/http.ts');
  try {
    return await serveApi({ router, port: config.api.port, tokenFile: tokenFile(config) });
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (path !== undefined) {
      const reason = error instanceof Error ? error.message : String(error);
      return host.fatal('config', `api.tokenFile ${path}: the token cannot be written there (${reason})`);
    }
    if (code !== 'EADDRINUSE') throw error;
    return host.fatal(
      'port-busy',
      `api.port ${config.api.port}: another program listens there already; choose another port`,
    );
  }
}

/** Technical facts only: no name, no number, no text of any person ever gets here. */
function log(event: string, facts: Readonly<Record<string, string | number | boolean>> = {}): void {
  const text = Object.entries(facts)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
  process.stderr.write(`${new Date().toISOString()} station ${event} ${text}\n`);
}

function logFailure(error: unknown): void {
  // What a caller did wrong carries what it sent; only what we did wrong is logged, by its place.
  if (error instanceof Error && error.name !== 'ORPCError')
    log('procedure-failed', { error: error.stack?.split('\n').slice(0, 4).join(' | ') ?? error.name });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
