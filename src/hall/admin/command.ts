import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sampleHall } from '../../shared/catalogue/sample/hall.ts';
import { linkMessages, linkTroubleKey } from '../../shared/messages/link.ts';
import { marksOf, openStore } from '../open-store.ts';
import { type Place, readPlace } from '../options.ts';
import { systemRuntime } from '../runtime.ts';
import { HallService } from '../server/service.ts';
import { PostgresDatabase } from '../store/postgres.ts';
import { openTrouble, shownUrl } from '../store/postgres-connect.ts';
import { Unusable } from '../unusable.ts';
import { askRunning } from './door.ts';
import { type AdminAnswer, type AdminTask, carryOut } from './task.ts';

export const ADMIN_HELP = `What the desk does with stations, for a keeper without a browser. The hall may be running.

  npm run hall-admin -- --data DIR stations
  npm run hall-admin -- --data DIR code
  npm run hall-admin -- --data DIR revoke STATION
  npm run hall-admin -- --data DIR replace STATION
  (or --database-url URL [--hall-id ID] in place of --data DIR)

  stations         every station: connected or away since when, lines not handed in, refused lines,
                   how far its copy of the hall is behind; why the hall refuses it, and the way out
  code             a code that enrols one station within 24 hours
  revoke STATION   puts a station out: its connection ends at once and the hall takes nothing more
                   of it. To let it in again put a new code into its station.json.
  replace STATION  the same, and a code with which another machine takes its place under its name:
                   put both into the new machine's station.json.
  --json           for programs

Ends with 0 when done, 1 when the hall would not, 2 when it could not be asked.
`;

/** Returns the exit code. */
export async function adminCommand(argv: readonly string[]): Promise<number> {
  const read = readArguments(argv);
  if (read === 'help') {
    process.stdout.write(ADMIN_HELP);
    return 0;
  }
  if (typeof read === 'string') return problem(`${read}\n--help tells how`);
  try {
    const answer = await ask(read.place, read.task);
    if (read.json) process.stdout.write(`${JSON.stringify(answer)}\n`);
    else tell(answer);
    return answer.did === 'refused' ? 1 : 0;
  } catch (error) {
    const trouble = error instanceof Unusable ? null : openTrouble(error);
    if (trouble && read.place.kind === 'database')
      return problem(`${shownUrl(read.place.url)}: the database cannot be reached (${trouble.reason})`);
    return problem(error instanceof Error ? error.message : String(error));
  }
}

function readArguments(
  argv: readonly string[],
): { place: Place; task: AdminTask; json: boolean } | 'help' | (string & {}) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        'database-url': { type: 'string' },
        'hall-id': { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return 'help';
    const place = readPlace(values.data, values['database-url'], values['hall-id']);
    if (typeof place === 'string') return place;
    const task = readTask(positionals);
    return typeof task === 'string' ? task : { place, task, json: values.json === true };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readTask([verb, station, ...more]: readonly string[]): AdminTask | string {
  if (more.length === 0) {
    if ((verb === 'stations' || verb === 'code') && station === undefined) return { do: verb };
    if ((verb === 'revoke' || verb === 'replace') && station !== undefined) return { do: verb, station };
  }
  return 'expected one of: stations, code, revoke STATION, replace STATION';
}

/** A folder's hall is asked where it runs; else, and in a database, this is one more process of the hall for a moment. */
async function ask(place: Place, task: AdminTask): Promise<AdminAnswer> {
  if (place.kind === 'folder') {
    const answer = await askRunning(place.data, task);
    if (answer !== null) return answer;
    if (!existsSync(join(place.data, 'hall.db')))
      throw new Unusable('database', `${place.data}: there is no hall in this folder`);
  } else if (!(await holdsHalls(place.url))) {
    throw new Unusable('database', `${shownUrl(place.url)}: there is no hall in this database`);
  }
  const store = await openStore(place, null, sampleHall);
  const hall = await HallService.open({
    store,
    runtime: systemRuntime(Date.now),
    log: () => undefined,
    config: null,
    sample: sampleHall,
    marks: marksOf(place, () => undefined),
  });
  try {
    return await carryOut(hall, task);
  } finally {
    await hall.close();
  }
}

function tell(answer: AdminAnswer): void {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const when = (at: number) => new Date(at).toISOString();
  switch (answer.did) {
    case 'stations':
      for (const { id, state, since, turnedAway, pending, refused, behind } of answer.stations) {
        say(`${id}  ${state} since ${when(since)}  not handed in ${pending}  refused ${refused}  behind ${behind}`);
        const why = linkTroubleKey(turnedAway?.reason ?? null);
        if (turnedAway && why && state !== 'revoked')
          say(`    refused since ${when(turnedAway.at)}: ${linkMessages.in('en')(why)}`);
      }
      if (answer.stations.length === 0) say('no stations');
      return;
    case 'code':
      return void say(`${answer.code}  until ${when(answer.validUntil)}`);
    case 'revoke':
      return void say(`${answer.station}: put out; a new code in its station.json lets it in again`);
    case 'refused':
      return void process.stderr.write(
        answer.reason === 'unknown-station'
          ? 'there is no such station; `stations` lists them\n'
          : `${answer.reason}\n`,
      );
  }
}

function problem(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}

async function holdsHalls(url: string): Promise<boolean> {
  const database = await PostgresDatabase.open(url);
  try {
    return (await database.halls()).length > 0;
  } finally {
    await database.close();
  }
}
