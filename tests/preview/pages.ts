import { join } from 'node:path';
import { build, type Rolldown, type UserConfig } from 'vite';
import electronVite from '../../electron.vite.config.ts';

/** A role's page as it is shipped, built in memory: path below the server's root → contents. */
export type Pages = ReadonlyMap<string, string | Uint8Array>;

const built = new Map<string, Promise<Pages>>();

/** Builds one role once per process, with the renderer settings of the product. */
export function pagesOf(role: string): Promise<Pages> {
  let pages = built.get(role);
  if (!pages) {
    pages = buildRole(role);
    built.set(role, pages);
  }
  return pages;
}

async function buildRole(role: string): Promise<Pages> {
  const renderer = (electronVite as { renderer: UserConfig }).renderer;
  const root = join(import.meta.dirname, '../../src/renderer');
  const result = await build({
    ...renderer,
    configFile: false,
    logLevel: 'error',
    build: {
      ...renderer.build,
      write: false,
      copyPublicDir: false,
      rolldownOptions: { input: { [role]: join(root, role, 'index.html') } },
    },
  });
  const output = (Array.isArray(result) ? result : [result as Rolldown.RolldownOutput]).flatMap((each) => each.output);
  return new Map(output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]));
}
