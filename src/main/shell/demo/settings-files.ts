import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ledPanel from '../../../../docs/frame-tables/led-panel.json' with { type: 'json' };
import type { DockSettings } from '../../services/dock-settings.ts';
import type { DemoStation } from './rooms.ts';

const LED_TABLE = 'led-panel.json';

/** Writes a station's settings anew: ports and the enrolment code are those of this run; its data stays. */
export function writeStationSettings(
  data: string,
  station: DemoStation,
  hall: { url: string; enrolCode: string | null },
  devices: DockSettings['devices'],
): string {
  const folder = join(data, 'stations', station.id);
  const own = devices.filter((device) => device.stationId === station.id);
  if (own.some(({ kind }) => kind === 'led-panel')) writeJson(join(folder, LED_TABLE), ledPanel);
  return writeJson(join(folder, 'station.json'), {
    station: station.id,
    name: station.name,
    roles: station.roles,
    hall: { url: hall.url, enrolCode: hall.enrolCode },
    data: './data',
    keyFile: './station.key', // a real station keeps its key elsewhere; the demo is all in one folder
    window: station.windowId,
    area: null,
    devices: Object.fromEntries(own.map(deviceSettings)),
    // A browser on this machine may be the tablet.
    networkPad: station.windowId === null ? null : { port: 0, listen: '127.0.0.1' },
    api: null,
  });
}

/** A device by its job, as a station's file describes it: docs/headless.md. */
function deviceSettings({ kind, port, address }: DockSettings['devices'][number]): [job: string, settings: object] {
  const url = `tcp://127.0.0.1:${port}`;
  switch (kind) {
    case 'printer':
      return ['ticketPrinter', { url, profile: 'generic-80' }];
    case 'reader':
      return ['idReader', { url }];
    case 'keypad':
      return ['keypad', { url, address }];
    case 'evaluator':
      return ['evaluator', { url, address, levels: [1, 2, 4, 5] }];
    case 'led-panel':
      return ['windowDisplay', { url, address, frames: LED_TABLE }];
    case 'scanner':
      return ['scanner', { url }];
  }
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
