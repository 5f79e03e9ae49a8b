import type { DockDeviceKind, DockSettings } from '../../services/dock-settings.ts';
import { freePort } from './free-port.ts';
import { demoStations } from './rooms.ts';

const FIRST_PORT = 9101;

/** On a line of their own each, yet not of one address, as in a hall where they share one. */
const ADDRESSES: Partial<Record<DockDeviceKind, number>> = { keypad: 1, evaluator: 2, 'led-panel': 3 };

/** One fake for each device that a station has, on a port that stays the same while the demo runs. */
export async function planDevices(): Promise<DockSettings['devices']> {
  const wanted = demoStations.flatMap((station) =>
    station.devices.map((kind) => ({
      id: `${station.id}-${kind}`,
      kind,
      stationId: station.id,
      address: ADDRESSES[kind] ?? 1,
    })),
  );
  return Promise.all(wanted.map(async (device, index) => ({ ...device, port: await freePort(FIRST_PORT + index) })));
}
