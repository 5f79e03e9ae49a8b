import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Condition, type DeviceHealth, nextHealth, sameCondition } from '../../shared/device/health.ts';
import type { LinkRole } from '../../shared/protocol/role.ts';
import { serviceHost } from '../services/host.ts';
import { type HallAddress, readDescription } from '../station/config.ts';
import type { StationCore } from '../station/service/core.ts';
import { StationHeart } from '../station/service/heart.ts';
import { openStationStore } from '../station/store/open-store.ts';
import { DatabaseUnusable } from '../station/store/unusable.ts';
import { GatewayConfig } from './config.ts';
import { Gateway } from './gateway.ts';

export const HELP = `The gateway of a hall: hands cases that are accepted in one hall and collected in another (通办) up to the
district and down again.

  npm run gateway -- --config gateway.json

  --config FILE   the gateway's description (docs/headless.md lists every key)
  --check         read the description, say what is wrong with it, and end
  --help          this text
`;

const VERSION = process.env.ONEWINDOW_VERSION ?? '0.1.0';
const TICK_MS = 2000;
/** Everything is compared again, whatever was or was not heard. */
const COMPARE_MS = 10 * 60_000;
const host = serviceHost();

async function main(): Promise<void> {
  const options = readOptions();
  if (options === 'help') return void process.stdout.write(HELP);
  if (typeof options === 'string') return host.fatal('options', `${options}\n--help tells all options`);
  const read = readDescription(options.config, GatewayConfig);
  if (!read.ok) return host.fatal('config', read.problem);
  if (options.check) return void process.stdout.write(`${options.config}: ok\n`);
  const { config } = read;

  try {
    const ends = openEnds(config);
    const cores = { hall: ends.hall.core, district: ends.district.core };
    const gateway = new Gateway({ ...cores, hallId: config.district.station, log });
    const stopTicking = tick(cores);
    const comparing = setInterval(() => gateway.compareAll(), COMPARE_MS);
    host.onStop(async () => {
      stopTicking();
      clearInterval(comparing);
      await ends.hall.close();
      await ends.district.close();
    });
    gateway.start();
  } catch (error) {
    if (error instanceof DatabaseUnusable) return host.fatal(error.code, error.message);
    throw error;
  }
  host.ready({ station: config.station });
  if (!host.attached) {
    process.stdout.write(
      `${config.name}: ${config.hall.urls.join(', ')} ↔ ${config.district.address.urls.join(', ')}\n`,
    );
  }
}

type Address = ReturnType<typeof HallAddress.parse>;

/** One heart for each side, each with a journal and a key of its own. */
function openEnds(config: GatewayConfig): { hall: StationHeart; district: StationHeart } {
  const open = (
    folder: string,
    who: { station: string; name: string; role: LinkRole; address: Address },
    devices: () => { device: 'district'; health: DeviceHealth }[],
  ): StationHeart =>
    new StationHeart({
      store: openStationStore(join(config.data, folder), config.keyFile, Date.now),
      station: who.station,
      hallAnswerMs: 1000, // nobody waits here
      link: {
        urls: who.address.urls,
        name: who.name,
        roles: [who.role],
        window: null,
        version: VERSION,
        log: (event, facts) => log(event, { ...facts, end: folder }),
      },
      enrolCode: who.address.enrolCode,
      // Of its line to the district the hall keeps how it stands, and no history.
      devices: () => ({ devices: devices(), changes: [], area: null }),
    });
  const { station, name } = config;
  const district = open('district', { ...config.district, role: 'hall' }, () => []);
  let health: DeviceHealth = { state: 'ready', since: Date.now() };
  const line = () => {
    health = nextHealth(health, conditionOf(district.core), hall.core.now());
    return [{ device: 'district' as const, health }];
  };
  const hall: StationHeart = open('hall', { station, name, role: 'gateway', address: config.hall }, line);
  return { hall, district };
}

function conditionOf(district: StationCore): Condition {
  const { state } = district.linkView();
  if (state === 'online' || state === 'connecting') return { state: 'ready' };
  return { state: 'down', code: state === 'refused' ? 'district-refused' : 'district-away' };
}

/** The hall's desk sees how the line to the district is; cases that are long over are forgotten as the days go by. */
function tick({ hall, district }: { hall: StationCore; district: StationCore }): () => void {
  const cores = [hall, district];
  const days = cores.map((core) => core.today());
  let line = conditionOf(district);
  const timer = setInterval(() => {
    const now = conditionOf(district);
    if (!sameCondition(now, line)) hall.link.reportSoon();
    line = now;
    for (const [i, core] of cores.entries()) {
      const today = core.today();
      if (today === days[i]) continue;
      days[i] = today;
      core.forgetBefore(today);
    }
  }, TICK_MS);
  return () => clearInterval(timer);
}

function readOptions(): { config: string; check: boolean } | 'help' | (string & {}) {
  try {
    const { values } = parseArgs({
      args: process.argv.slice(2),
      options: { config: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) return 'help';
    if (!values.config) return '--config: expected the gateway’s description, a JSON file';
    return { config: values.config, check: values.check === true };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Technical facts only: no name, no number, no text of any person ever gets here. */
function log(event: string, facts: Readonly<Record<string, string | number | boolean>> = {}): void {
  const text = Object.entries(facts)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
  process.stderr.write(`${new Date().toISOString()} gateway ${event} ${text}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
