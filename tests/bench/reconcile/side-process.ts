// One side of one system in a process of its own: the hall, all stations, or the one that reads everything back.
import { pathToFileURL } from 'node:url';
import { answer } from '../support/peer.ts';
import type { Door, HallSide, Intent, ReadBack, StationsSide, System } from './system.ts';

const [file, dir] = process.argv.slice(2) as [string, string];
const system = (await import(pathToFileURL(file).href)) as System;
let hall: HallSide;
let stations: StationsSide;

answer({
  openHall: async (): Promise<Door> => {
    hall = await system.openHall(dir);
    return hall.door;
  },
  hallHolds: (count: number) => hall.holds(count),
  closeHall: () => hall.close(),
  openStations: async ({ names, door }: { names: string[]; door: Door }) => {
    stations = await system.openStations(dir, names, door);
  },
  make: ({ name, intents }: { name: string; intents: Intent[] }) => stations.make(name, intents),
  reconnect: () => stations.reconnect(),
  stationsHold: ({ count, mark }: { count: number; mark: unknown }) => stations.holds(count, mark),
  closeStations: () => stations.close(),
  readBack: (names: string[]): Promise<ReadBack> => system.readBack(dir, names),
});
