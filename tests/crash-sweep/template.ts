import { cpSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startTcpFake } from '../../src/main/station/devices/fakes/index.ts';
import { type Folder, newFolder } from '../support/folder.ts';
import { HallProcess } from '../support/hall-process.ts';
import { StationProcess, type StationStart } from '../support/station-process.ts';

export type Where = Pick<StationStart, 'hallUrl' | 'enrolCode' | 'folder' | 'printerUrl'>;

export const dispenserStart = (where: Where): StationStart => ({
  station: 'dispenser-1',
  roles: ['dispenser'],
  ...where,
});

export const counterStart = ({ hallUrl, enrolCode, folder }: Where): StationStart => ({
  station: 'counter-1',
  roles: ['counter', 'pad'],
  window: 'window-1',
  hallUrl,
  enrolCode,
  folder,
});

/** A hall with a dispenser and a counter that know each other and have a clerk signed on, at rest on the disk. */
export async function makeTemplate(): Promise<Folder> {
  const folder = newFolder('crash-template');
  const printer = await startTcpFake('printer');
  const hall = await HallProcess.start({ data: join(folder.path, 'hall') });
  const where = { hallUrl: hall.stationUrl, enrolCode: hall.enrolCode, printerUrl: printer.url };
  const dispenser = await StationProcess.start(dispenserStart(where));
  const counter = await StationProcess.start(counterStart(where));
  await dispenser.ready();
  await counter.settled();
  const signedOn = await counter.client.counter.signOn({ clerkId: 'staff-chen' });
  if (!signedOn.ok) throw new Error(`the clerk was refused: ${signedOn.refusal.code}`);
  await Promise.all([dispenser.settled(), counter.settled()]);
  for (const station of [dispenser, counter]) {
    await station.stop();
    cpSync(station.folder.path, join(folder.path, station.station), { recursive: true });
    await station.close();
  }
  await hall.stop();
  await hall.close();
  await printer.close();
  return folder;
}

/** A port nobody listens on: the hall must come back on the one the stations know. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
