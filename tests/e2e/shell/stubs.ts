import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const fixtures = join(import.meta.dirname, '../../fixtures/shell');
const ROLES = ['dispenser', 'counter', 'pad', 'kiosk', 'display', 'launcher', 'dock', 'maintenance'];

/** Lays out stub pages and stub services in `dir`, as the built ones lie in out/. */
export async function layOutStubs(dir: string): Promise<{ pages: string; services: string }> {
  const pages = join(dir, 'pages');
  const services = join(dir, 'services');
  for (const role of ROLES) {
    mkdirSync(join(pages, role), { recursive: true });
    cpSync(join(fixtures, 'page.html'), join(pages, role, 'index.html'));
  }
  for (const file of ['page.js', 'stub.css']) cpSync(join(fixtures, file), join(pages, file));
  const entry = fileURLToPath(new URL('../../fixtures/shell/service.ts', import.meta.url));
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: services,
      emptyOutDir: true,
      target: 'node18',
      rolldownOptions: {
        input: { station: entry, hall: entry, dock: entry },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  });
  return { pages, services };
}
