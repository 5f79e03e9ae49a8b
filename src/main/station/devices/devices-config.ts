import { existsSync } from 'node:fs';
import { z } from 'zod';
import {
  IdReaderConfig,
  PanelConfig,
  PhotoDecoderConfig,
  PluginReaderConfig,
  PrinterConfig,
  ScannerConfig,
} from './config.ts';
import { readFrameTable } from './frame-table/file.ts';
import { KEYPAD } from './panel/keypad-table.ts';

/** The devices of one station, each by its job. */
export const DevicesConfig = z.strictObject({
  ticketPrinter: PrinterConfig.optional(),
  idReader: IdReaderConfig.optional(),
  /** Instead of `idReader`: one driven by its maker's library. */
  idReaderPlugin: PluginReaderConfig.optional(),
  /** At a counter: shows the photo of the card on its reader. */
  photoDecoder: PhotoDecoderConfig.optional(),
  /** The clerk's keys. */
  keypad: PanelConfig.optional(),
  /** The citizen's keys for rating. */
  evaluator: PanelConfig.optional(),
  /** The LED panel above the window. */
  windowDisplay: PanelConfig.optional(),
  /** Slips are shown to it, at a counter or a kiosk. */
  scanner: ScannerConfig.optional(),
});
export type DevicesConfig = z.infer<typeof DevicesConfig>;

/** What hangs on a window's line: keypad, evaluator and LED panel; any of them may have keys and show numbers. */
export const PANELS = ['keypad', 'evaluator', 'windowDisplay'] as const satisfies readonly (keyof DevicesConfig)[];

/** One device stands at each port; panels share one by their addresses. */
export function portConflicts(devices: DevicesConfig): { path: string[]; message: string }[] {
  const conflicts: { path: string[]; message: string }[] = [];
  const taken = new Map<string, keyof DevicesConfig>();
  if (devices.idReader && devices.idReaderPlugin) {
    conflicts.push({ path: ['devices', 'idReaderPlugin'], message: 'expected one reader: idReader is there as well' });
  }
  for (const [name, device] of Object.entries(devices) as [keyof DevicesConfig, DevicesConfig[keyof DevicesConfig]][]) {
    if (!device || !('url' in device)) continue;
    const port = portOf(device.url);
    const other = taken.get(port);
    taken.set(port, name);
    if (other === undefined) continue;
    const [mine, theirs] = [panel(devices, name), panel(devices, other)];
    if (!mine || !theirs) {
      conflicts.push({ path: ['devices', name, 'url'], message: `expected a port of its own: ${other} has this one` });
    } else if (mine.url !== theirs.url) {
      conflicts.push({
        path: ['devices', name, 'url'],
        message: `expected ${theirs.url}, the line it shares with ${other}`,
      });
    } else if (mine.address === theirs.address) {
      conflicts.push({
        path: ['devices', name, 'address'],
        message: `expected an address of its own: ${other} on the same line has ${mine.address}`,
      });
    }
  }
  return conflicts;
}

function panel(devices: DevicesConfig, name: keyof DevicesConfig): PanelConfig | undefined {
  const found = PANELS.find((each) => each === name);
  return found && devices[found];
}

/** The port without its settings. */
function portOf(url: string): string {
  return url.split('?')[0] ?? url;
}

/** Files that devices name, by their whole paths, with what is wrong with them. `at` makes a path whole. */
export function deviceFiles(
  devices: DevicesConfig,
  at: (path: string) => string,
): { devices: DevicesConfig; problems: string[] } {
  const problems: string[] = [];
  const found: DevicesConfig = { ...devices };
  for (const name of PANELS) {
    const panel = devices[name];
    if (!panel || panel.frames === KEYPAD) continue;
    const frames = at(panel.frames);
    const table = readFrameTable(frames);
    if (!table.ok) problems.push(...table.problems.map((problem) => `devices.${name}.frames: ${problem}`));
    found[name] = { ...panel, frames };
  }
  const { idReaderPlugin, photoDecoder } = devices;
  if (photoDecoder) {
    const [name = '', ...args] = photoDecoder.command;
    // A bare name is looked up on the system's path when it is needed.
    const hasFolder = /[\\/]/.test(name);
    const program = hasFolder ? at(name) : name;
    if (hasFolder && !existsSync(program)) {
      problems.push(`devices.photoDecoder.command: ${program} is not there`);
    }
    found.photoDecoder = { ...photoDecoder, command: [program, ...args] };
  }
  if (idReaderPlugin) {
    const plugin = at(idReaderPlugin.plugin);
    if (!existsSync(plugin)) problems.push(`devices.idReaderPlugin.plugin: ${plugin} is not there`);
    found.idReaderPlugin = { ...idReaderPlugin, plugin };
  }
  return { devices: found, problems };
}
