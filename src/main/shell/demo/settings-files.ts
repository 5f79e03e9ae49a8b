import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DockSettings } from '../../services/dock-settings.ts';
import type { DemoStation } from './rooms.ts';

/** Writes a station's settings anew: ports and the enrolment code are those of this run; its data stays. */
export function writeStationSettings(
  data: string,
  station: DemoStation,
  hall: { url: string; enrolCode: string | null },
  devices: DockSettings['devices'],
): string {
  const url = (kind: 'printer' | 'reader') => {
    const device = devices.find((each) => each.stationId === station.id && each.kind === kind);
    return device ? `tcp://127.0.0.1:${device.port}` : null;
  };
  const printer = url('printer');
  const reader = url('reader');
  return writeJson(join(data, 'stations', station.id, 'station.json'), {
    station: station.id,
    name: station.name,
    roles: station.roles,
    hall: { url: hall.url, enrolCode: hall.enrolCode },
    data: './data',
    keyFile: './station.key', // a real station keeps its key elsewhere; the demo is all in one folder
    window: station.windowId,
    area: null,
    devices: {
      ...(printer ? { ticketPrinter: { url: printer, profile: 'generic-80' } } : {}),
      ...(reader ? { idReader: { url: reader } } : {}),
    },
    // A browser on this machine may be the tablet.
    networkPad: station.windowId === null ? null : { port: 0, listen: '127.0.0.1' },
    api: null,
  });
}

export function writeDockSettings(data: string, settings: DockSettings): string {
  return writeJson(join(data, 'dock.json'), settings);
}

function writeJson(file: string, value: unknown): string {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(fresh, file);
  return file;
}
