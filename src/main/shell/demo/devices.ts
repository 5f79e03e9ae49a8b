import type { DockSettings } from '../../services/dock-settings.ts';
import { freePort } from './free-port.ts';
import { demoStations } from './rooms.ts';

const FIRST_PORT = 9101;

/** One fake printer or reader for each that a station has, on a port that stays the same while the demo runs. */
export async function planDevices(): Promise<DockSettings['devices']> {
  const wanted = demoStations.flatMap((station) => [
    ...(station.printer ? [{ id: `${station.id}-printer`, kind: 'printer' as const, stationId: station.id }] : []),
    ...(station.reader ? [{ id: `${station.id}-reader`, kind: 'reader' as const, stationId: station.id }] : []),
  ]);
  return Promise.all(wanted.map(async (device, index) => ({ ...device, port: await freePort(FIRST_PORT + index) })));
}
