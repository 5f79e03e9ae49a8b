import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ownPackages } from '../support/own-packages.ts';

const HELP = `Changes the decisions in small ways, one at a time, and looks whether a test notices each change.

  npm run mutation -- [--files GLOB …] [--least N] [--jobs N] [--json]

  --files GLOB   what is changed; the decisions of src/shared unless told. May be given several times.
  --least N      the share of noticed changes, in percent, below which this fails (80)
  --jobs N       changes tried at the same time (1)
  --json         the last line only
`;

/** Who may do what, and what follows from it. */
const DECISIONS = [
  'src/shared/queue/decisions/*.ts',
  'src/shared/queue/{numbers,policy}.ts',
  'src/shared/evaluation/decisions.ts',
  'src/shared/case/{decisions,number}.ts',
];
/** Rooms the decisions know nothing of. */
const ASIDE = ['out', 'dist', 'docs', 'assets', 'build', 'src/renderer', 'src/main', 'src/hall'];
const TESTS_ASIDE = ['bench', 'chaos', 'crash-sweep', 'e2e', 'integration', 'preview', 'simulation', 'tour'];

const root = join(import.meta.dirname, '../..');
const cache = join(root, '.cache/mutation');
const report = join(cache, 'report.json');

/** The part of the mutation-testing report that is read here. */
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}
interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
  readonly status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'Ignored' | 'RuntimeError' | 'CompileError';
}

const { values } = parseArgs({
  options: {
    files: { type: 'string', multiple: true, default: DECISIONS },
    least: { type: 'string', default: '80' },
    jobs: { type: 'string', default: '1' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

const isNoticed = ({ status }: Mutant) => status === 'Killed' || status === 'Timeout';
const isMissed = ({ status }: Mutant) => status === 'Survived' || status === 'NoCoverage';

function percent(mutants: readonly Mutant[]): number {
  const noticed = mutants.filter(isNoticed).length;
  const counted = noticed + mutants.filter(isMissed).length;
  return counted === 0 ? 100 : Math.round((1000 * noticed) / counted) / 10;
}

/** Runs the tool to its end; its own words go to stderr. */
function stryker(folder: string, config: string): Promise<void> {
  const program = join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'run', config], { cwd: root, stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`Stryker ended with ${code}`))));
  });
}

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const least = Number(values.least);
  if (!(least >= 0 && least <= 100)) throw new Error(`--least: expected a number from 0 to 100, found ${values.least}`);
  const folder = await ownPackages(join(import.meta.dirname, 'tool'), 'mutation', (what) => console.error(what));
  mkdirSync(cache, { recursive: true });
  const config = join(cache, 'stryker.json');
  writeFileSync(
    config,
    JSON.stringify({
      testRunner: 'vitest',
      plugins: ['@stryker-mutator/vitest-runner'],
      mutate: [...values.files, '!src/**/*.test.ts'],
      vitest: { configFile: 'tests/mutation/vitest.config.ts' },
      coverageAnalysis: 'perTest',
      // What is worked out once while a file is loaded (schemas, tables) would need every test for each change.
      ignoreStatic: true,
      concurrency: Number(values.jobs),
      tempDirName: '.cache/stryker-tmp',
      disableTypeChecks: false,
      reporters: ['json'],
      jsonReporter: { fileName: report },
      ignorePatterns: [...ASIDE, ...TESTS_ASIDE.map((name) => `tests/${name}`)],
    }),
  );
  await stryker(folder, config);
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  const scores: Record<string, number> = {};
  for (const [file, { mutants }] of Object.entries(files)) {
    scores[file] = percent(mutants);
    if (values.json) continue;
    process.stdout.write(`${file}: ${scores[file]} %\n`);
    for (const { status, mutatorName, replacement, location } of mutants.filter(isMissed)) {
      const how = status === 'NoCoverage' ? 'no test comes here' : 'nobody noticed';
      process.stdout.write(
        `  line ${location.start.line}, ${how}: ${mutatorName} ${(replacement ?? '').slice(0, 80)}\n`,
      );
    }
  }
  const all = Object.values(files).flatMap(({ mutants }) => mutants);
  const score = percent(all);
  const noticed = all.filter(isNoticed).length;
  const missed = all.filter(isMissed).length;
  process.stdout.write(`${JSON.stringify({ mutation: true, score, noticed, missed, files: scores })}\n`);
  if (noticed + missed === 0) throw new Error('nothing was changed: nothing was tested');
  return score < least ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
