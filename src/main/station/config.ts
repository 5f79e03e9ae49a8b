import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { PIN_HASH } from '../../shared/identity/pin-hash.ts';
import { Role } from '../../shared/protocol/role.ts';
import { DevicesConfig, deviceFiles, PANELS, portConflicts } from './devices/devices-config.ts';

/** Plain traffic stays on this machine; anything else is encrypted. */
function isHallUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    url.protocol === 'wss:' || (url.protocol === 'ws:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
  );
}

const HallUrl = z.string().refine(isHallUrl, 'expected ws://127.0.0.1:PORT (this machine only) or wss://HOST:PORT');

/** How a hall is reached. */
export const HallAddress = z
  .strictObject({
    url: HallUrl.optional(),
    /** Several server processes of one hall: when one is dead the station goes to the next. */
    urls: z.array(HallUrl).min(1).max(8).optional(),
    /** One-time code, needed until the hall knows this station. */
    enrolCode: z.string().nullable().default(null),
  })
  .refine(({ url, urls }) => (url === undefined) !== (urls === undefined), 'expected either url or urls')
  .transform(({ url, urls, enrolCode }) => ({ urls: urls ?? [url!], enrolCode }));

/** Name of a station in a hall's books. */
export const StationName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'expected small letters, digits and hyphens, at most 40');

/** One station, described in one file. Unknown keys are mistakes: a misspelt key must not be a setting that is silently missing. */
export const StationConfig = z
  .strictObject({
    /** Name in the hall's books: letters, digits and hyphens; never changes. */
    station: StationName,
    /** What people call it, e.g. `1 号取号机`. */
    name: z.string().min(1).max(40),
    roles: z
      .array(Role)
      .min(1)
      .refine((roles) => new Set(roles).size === roles.length, 'expected each role once'),
    hall: HallAddress,
    /** Folder for this station's database. Relative to the config file. */
    data: z.string().min(1),
    /** File with the key of the encrypted database; by default in the user's own settings folder, not beside the data. */
    keyFile: z.string().nullable().default(null),
    /** Counter and pad: the window of the hall this station stands at. */
    window: z.string().nullable().default(null),
    /** Display: the area it shows; null for the whole hall. Dispenser: the area it stands in. */
    area: z.string().nullable().default(null),
    devices: DevicesConfig.default({}),
    /** Headless use: the station's API on this machine's loopback, with a token. */
    api: z
      .strictObject({
        port: z.number().int().min(0).max(65_535),
        /** Written at start, readable by its owner only. */
        tokenFile: z.string().min(1).default('api-token'),
      })
      .nullable()
      .default(null),
    /** Tablets that are the window's pad over the network; `docs/window-devices.md`. */
    networkPad: z
      .strictObject({
        port: z.number().int().min(0).max(65_535),
        listen: z.string().min(1).default('0.0.0.0'),
        /** Names and addresses people call this machine by, the first for the address that is shown. */
        hostNames: z.array(z.string().min(1).toLowerCase()).default([]),
        /** A key and certificate of the keeper's, PEM; without them the station makes its own. */
        tlsKey: z.string().nullable().default(null),
        tlsCert: z.string().nullable().default(null),
      })
      .refine(({ tlsKey, tlsCert }) => (tlsKey === null) === (tlsCert === null), 'expected tlsKey and tlsCert together')
      .nullable()
      .default(null),
    /** How long a press waits for the hall before the station goes on by itself, in milliseconds. */
    hallAnswerMs: z.number().int().min(50).max(2000).default(250),
    /** Seconds a ticket may wait for its paper; after that it is void and said to be. */
    paperPatienceSeconds: z.number().int().min(10).max(600).default(90),
    /** Days after which settled lines of the journal leave the database for the archive beside it, a month at a time. */
    journalDays: z.number().int().min(1).max(3650).default(30),
    /** The shell's: how the keeper leaves kiosk mode. */
    keeper: z
      .strictObject({ pinHash: z.string().regex(PIN_HASH, 'expected the line that --hash-pin prints') })
      .nullable()
      .default(null),
    /** The shell's: windows in kiosk mode. */
    kiosk: z.boolean().default(true),
  })
  .superRefine((config, context) => {
    const needsWindow = config.roles.includes('counter') || config.roles.includes('pad');
    if (needsWindow && config.window === null) {
      context.addIssue({
        code: 'custom',
        path: ['window'],
        message: 'expected the id of a window, because the roles include counter or pad',
      });
    }
    if (config.networkPad !== null && !config.roles.includes('counter')) {
      context.addIssue({
        code: 'custom',
        path: ['networkPad'],
        message: 'expected counter among the roles: a tablet is paired at its counter',
      });
    }
    if (config.roles.includes('dispenser') && config.devices.ticketPrinter === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['devices', 'ticketPrinter'],
        message: 'expected a printer, because the roles include dispenser',
      });
    }
    const { photoDecoder, idReader, idReaderPlugin } = config.devices;
    if (photoDecoder && !(config.roles.includes('counter') && (idReader ?? idReaderPlugin))) {
      const message = 'expected the role counter and a reader: photos are shown to a clerk alone';
      context.addIssue({ code: 'custom', path: ['devices', 'photoDecoder'], message });
    }
    for (const { path, message } of portConflicts(config.devices)) context.addIssue({ code: 'custom', path, message });
    for (const device of PANELS) {
      if (config.devices[device] === undefined || config.window !== null) continue;
      const message = 'expected "window" as well: a keypad or panel belongs to a window';
      context.addIssue({ code: 'custom', path: ['devices', device], message });
    }
  });
export type StationConfig = z.infer<typeof StationConfig>;

export type ConfigResult<T = StationConfig> =
  | { readonly ok: true; readonly config: T }
  | { readonly ok: false; readonly problem: string };

/** Reads a config file. What is wrong is told with file, key and what was expected, one line each. */
export function readConfig(file: string): ConfigResult {
  const read = readDescription(file, StationConfig);
  if (!read.ok) return read;
  const base = dirname(resolve(file));
  const files = deviceFiles(read.config.devices, (path) => (isAbsolute(path) ? path : join(base, path)));
  if (files.problems.length > 0) {
    return { ok: false, problem: files.problems.map((problem) => `${file}: ${problem}`).join('\n') };
  }
  const at = (path: string | null) => (path === null || isAbsolute(path) ? path : join(base, path));
  const pad = read.config.networkPad;
  const networkPad = pad && { ...pad, tlsKey: at(pad.tlsKey), tlsCert: at(pad.tlsCert) };
  return { ok: true, config: { ...read.config, devices: files.devices, networkPad } };
}

/** The same for any description that names a data folder and a key file; their paths are relative to the file. */
export function readDescription<T extends { data: string; keyFile: string | null }>(
  file: string,
  schema: z.ZodType<T>,
): ConfigResult<T> {
  let text: string;
  try {
    // Editors on Windows begin a file with a byte order mark; other encodings are told, not guessed.
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    return {
      ok: false,
      problem: `${file}: cannot be read (${error instanceof Error ? error.message : String(error)})`,
    };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: `${file}: is not JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const key = issue.path.join('.') || '(file)';
      return issue.code === 'unrecognized_keys'
        ? `${file}: ${[...issue.path, issue.keys.join(', ')].join('.')}: unknown key`
        : `${file}: ${key}: ${issue.message}`;
    });
    return { ok: false, problem: lines.join('\n') };
  }
  const base = dirname(resolve(file));
  const at = (path: string) => (isAbsolute(path) ? path : join(base, path));
  const { data, keyFile } = parsed.data;
  return { ok: true, config: { ...parsed.data, data: at(data), keyFile: keyFile === null ? null : at(keyFile) } };
}
