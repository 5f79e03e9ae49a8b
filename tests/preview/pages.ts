import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A role's page as it is shipped: path below the server's root → contents. */
export type Pages = ReadonlyMap<string, string | Uint8Array>;

const out = join(process.env.ONEWINDOW_OUT ?? join(import.meta.dirname, '../../out'), 'renderer');
const known = new Map<string, Pages>();

/** The very files that a build wrote, styles that several pages share included. */
export function pagesOf(role: string): Pages {
  let pages = known.get(role);
  if (!pages) {
    if (!existsSync(join(out, role))) throw new Error(`${join(out, role)} is missing: npm run build makes it`);
    pages = new Map(
      filesBelow(role)
        .concat(filesBelow('assets'))
        .map((path) => [`/${path}`, readFileSync(join(out, path))]),
    );
    known.set(role, pages);
  }
  return pages;
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(out, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.endsWith('.map') && name.includes('.'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}
