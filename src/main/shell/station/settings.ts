import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { Role } from '../../../shared/protocol/role.ts';

/** The part of a station's settings the shell needs. The service reads the rest, and judges it. */
const ShellSettings = z.object({
  station: z.string().min(1),
  name: z.string().min(1),
  roles: z.array(Role).min(1),
  data: z.string().default('./data'),
  keeper: z.object({ pinHash: z.string() }).nullable().default(null),
  kiosk: z.boolean().default(true),
});

export interface StationSettings {
  readonly file: string;
  readonly station: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly data: string;
  readonly pinHash: string | null;
  /** False: ordinary windows, e.g. while a hall is being set up. */
  readonly kiosk: boolean;
}

export type SettingsResult =
  | { readonly ok: true; readonly settings: StationSettings }
  | { readonly ok: false; readonly problem: 'missing' }
  | { readonly ok: false; readonly problem: 'wrong'; readonly detail: string };

export function readSettings(file: string): SettingsResult {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { ok: false, problem: 'missing' };
    return { ok: false, problem: 'wrong', detail: String((error as Error).message) };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: 'wrong', detail: String((error as Error).message) };
  }
  const parsed = ShellSettings.safeParse(json);
  if (!parsed.success) return { ok: false, problem: 'wrong', detail: z.prettifyError(parsed.error) };
  const { station, name, roles, data, keeper, kiosk } = parsed.data;
  return {
    ok: true,
    settings: {
      file,
      station,
      name,
      roles,
      kiosk,
      data: resolve(dirname(file), data),
      pinHash: keeper?.pinHash ?? null,
    },
  };
}
