import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleHall } from '../shared/catalogue/sample/hall.ts';
import { HallConfig } from '../shared/catalogue/types.ts';
import { checkHall } from '../shared/catalogue/validate.ts';
import { CertificateUnusable } from '../web/certificate-files.ts';
import { adminCommand } from './admin/command.ts';
import { AdminDoor } from './admin/door.ts';
import { demoShift } from './clock.ts';
import { ApiTokens } from './open-api/tokens.ts';
import { marksOf, openAllHalls, openStore } from './open-store.ts';
import { type HallOptions, HELP, readOptions } from './options.ts';
import { EXIT_FATAL, findParent } from './parent.ts';
import { systemRuntime } from './runtime.ts';
import { DeskAccess } from './server/desk-access.ts';
import { type Halls, ManyHalls, type OpenHall, oneHall, openHall } from './server/halls.ts';
import { type HallServer, serveHalls, type TlsDoor } from './server/http.ts';
import { HallService } from './server/service.ts';
import { announcePins, givenIdentity, tlsIdentity } from './server/tls/identity.ts';
import { HallCopies } from './store/copies.ts';
import { isDiskTrouble } from './store/disk.ts';
import { SqliteHallStore } from './store/sqlite.ts';
import type { HallStore } from './store/types.ts';
import { Unusable } from './unusable.ts';
import { verifyCommand } from './verify/command.ts';

const parent = findParent();

async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  if (argv[0] === 'verify-journal') process.exit(await verifyCommand(argv.slice(1)));
  if (argv[0] === 'admin') process.exit(await adminCommand(argv.slice(1)));
  const read = readOptions(argv);
  if (read.ok === 'help') return void process.stdout.write(HELP);
  if (!read.ok) throw new Unusable('options', `${read.problem}\n${'--help tells all options'}`);
  const { options } = read;
  if (options.allHalls) return serveAll(options);
  const config = options.hallFile === null ? null : readHallFile(options.hallFile);
  const store = await openStore(options.place, config, sampleHall);
  const clock = await clockFor(options, config ?? sampleHall, store);
  const tls = options.tls && { ...options.tls, ...(await tlsIdentity(options.tls, options.place, store, Date.now())) };
  if (tls) await tellPins(store, tls.pins);
  const marks = marksOf(options.place, log);
  const hall = await HallService.open({ store, runtime: systemRuntime(clock), log, config, sample: sampleHall, marks });
  const { access, fresh } = await DeskAccess.open(store, { renew: options.newKeeperCode, clock, demo: options.demo });
  const tokens = new ApiTokens(store, clock);
  const admin = new AdminDoor(hall, log);
  const halls = oneHall(openHall({ hall, access, tokens }));
  const server = await openDoors({ halls, options, tls, admin });
  const forget = options.place.kind === 'folder' ? admin.leaveWord(options.place.data, server.url) : () => undefined;
  const isNew = hall.stationRows().length === 0;
  const enrol = options.demo
    ? await hall.newEnrolCode(true)
    : options.newCode || isNew
      ? await hall.newEnrolCode(false)
      : null;

  const api = options.newApiToken === null ? null : await tokens.make(options.newApiToken, options.apiScopes);

  const copies =
    options.place.kind === 'folder' && store instanceof SqliteHallStore
      ? new HallCopies(store, options.place.data, Date.now, log)
      : null;
  copies?.start();
  closeWhenTold(server, halls, () => {
    forget();
    return copies?.stop();
  });
  parent.ready({
    url: server.url,
    tlsUrl: server.tlsUrl,
    keeperCode: fresh,
    demoEnrolCode: options.demo ? enrol?.code : null,
    apiToken: api?.token ?? null,
  });
  if (parent.attached) return;
  const hallName = hall.authority.state.config().name;
  process.stdout.write(`${hallName}\n  ${server.url}/display/  叫号屏\n  ${server.url}/desk/     管理台\n`);
  if (server.tlsUrl) process.stdout.write(`  ${server.tlsUrl}/  其他电脑 other machines\n`);
  if (fresh !== null) process.stdout.write(`  管理台口令 desk code: ${fresh}\n`);
  if (api) process.stdout.write(`  开放接口令牌 API token: ${api.token}\n`);
  if (enrol) process.stdout.write(`  站点登记码 station code: ${enrol.code}\n`);
}

/** Every hall of a database, opened when somebody comes. */
async function serveAll(options: HallOptions): Promise<void> {
  if (options.place.kind !== 'database') throw new Error('all halls are in a database');
  const database = await openAllHalls(options.place.url);
  const identity = options.tls && givenIdentity(options.tls);
  const open = async (id: string): Promise<OpenHall | null> => {
    const store = await database.hall(id);
    const [set] = await store.records([{ type: 'config', id: 'hall' }]);
    if (set?.type !== 'config' || set.body === null) {
      await store.close(); // somebody began to make it
      return null;
    }
    const clock = await clockFor(options, set.body, store);
    if (identity) await tellPins(store, identity.pins);
    const hall = await HallService.open({ store, runtime: systemRuntime(clock), log, config: null, sample: set.body });
    const { access, fresh } = await DeskAccess.open(store, { renew: false, clock });
    log('hall-opened', { hall: id });
    if (fresh !== null) process.stdout.write(`${set.body.name}: 管理台口令 desk code: ${fresh}\n`);
    return openHall({ hall, access, tokens: new ApiTokens(store, clock) });
  };
  const many = new ManyHalls({ ids: () => database.halls(), open });
  const halls: Halls = { enter: (id) => many.enter(id), close: () => many.close().then(() => database.close()) };
  const tls = options.tls && identity && { ...options.tls, ...identity };
  const server = await openDoors({ halls, options, tls, admin: null });
  closeWhenTold(server, halls, () => undefined);
  parent.ready({ url: server.url, tlsUrl: server.tlsUrl, keeperCode: null, demoEnrolCode: null, apiToken: null });
  if (parent.attached) return;
  for (const id of await database.halls()) {
    const address = `${server.tlsUrl ?? server.url}/halls/${encodeURIComponent(id)}`;
    process.stdout.write(`${id}\n  ${address}/display/  叫号屏\n  ${address}/desk/     管理台\n`);
  }
}

function openDoors(given: {
  halls: Halls;
  options: HallOptions;
  tls: TlsDoor | null;
  admin: AdminDoor | null;
}): Promise<HallServer> {
  const { halls, tls, admin } = given;
  const { host, port, tls: wanted } = given.options;
  const pages = join(import.meta.dirname, '../renderer');
  return serveHalls({ halls, admin, pages, host, port, tls, log }).catch(
    (error: NodeJS.ErrnoException & { port?: number }) => {
      const option = error.port === wanted?.port ? '--tls-port' : '--port';
      if (error.code === 'EADDRINUSE') {
        throw new Unusable(
          'port-busy',
          `${option} ${error.port}: another program listens there already; choose another port or stop that program`,
        );
      }
      if (error.code === 'EADDRNOTAVAIL')
        throw new Unusable('options', `--listen ${wanted?.listen}: this machine has no such address`);
      throw error;
    },
  );
}

/** `before`: what must have ended before the stores are closed. */
function closeWhenTold(server: HallServer, halls: Halls, before: () => Promise<void> | undefined): void {
  let stopping = false;
  parent.onStop(() => {
    if (stopping) return;
    stopping = true;
    const waiting = before();
    void server
      .close()
      .then(() => waiting)
      .then(() => halls.close())
      .then(() => process.exit(0));
  });
}

async function tellPins(store: HallStore, pins: readonly string[]): Promise<void> {
  if (!(await announcePins(store, pins))) log('tls-key-new', { hint: 'stations-must-be-enrolled-again' });
}

function readHallFile(file: string): HallConfig {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Unusable(
      'hall-file',
      `${file}: cannot be read as JSON (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  const parsed = HallConfig.safeParse(json);
  const problems = parsed.success
    ? checkHall(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
  if (!parsed.success || problems.length > 0)
    throw new Unusable('hall-file', `${file}:\n  ${problems.slice(0, 20).join('\n  ')}`);
  return parsed.data;
}

/** The demo's clock is set once a day and kept, so that a hall started again goes on where it was. */
async function clockFor(options: HallOptions, config: HallConfig, store: HallStore): Promise<() => number> {
  if (!options.demo) return Date.now;
  const today = new Date().toISOString().slice(0, 10);
  const kept = JSON.parse((await store.getSetting('demo-clock')) ?? 'null') as { on: string; shift: number } | null;
  const shift =
    kept?.on === today && demoShift(config, Date.now() + kept.shift) === 0 ? kept.shift : demoShift(config, Date.now());
  await store.setSetting('demo-clock', JSON.stringify({ on: today, shift }));
  return () => Date.now() + shift;
}

/** What happens at the doors, for the keeper's eyes: station names and counts, never a person. */
function log(event: string, facts: Record<string, string | number>): void {
  const text = Object.entries(facts)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
  process.stderr.write(`${new Date().toISOString()} hall ${event} ${text}\n`);
}

main().catch((caught: unknown) => {
  const error = isDiskTrouble(caught)
    ? new Unusable(
        'database-disk',
        `the disk does not take or give what it should (${caught.message}). Look whether it is full, read-only or failing; the hall's database was left as it is.`,
      )
    : caught instanceof CertificateUnusable
      ? new Unusable('tls', caught.message)
      : caught;
  if (error instanceof Unusable) {
    parent.fatal(error.code, error.message);
    // The message must be on its way before the process ends.
    setTimeout(() => process.exit(error.passing ? 1 : EXIT_FATAL), parent.attached ? 100 : 0);
  } else {
    console.error(error);
    process.exit(1);
  }
});
