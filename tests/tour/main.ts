// npm run tour -- --out DIR: a quarter of an hour of the hall's life, lived as fast as it goes, with everything real.
// What came out of the printer is compared with what the hall wrote down; anything that does not fit ends it with 1.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { check } from './checks.ts';
import { live } from './hall-life.ts';

const { values } = parseArgs({ options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
const say = (text: string) => process.stderr.write(`${text}\n`);

if (values.help || !values.out) {
  say('npm run tour -- --out DIR      DIR: pictures in screens/, what was printed in paper/, and summary.json');
  process.exitCode = values.help ? 0 : 2;
} else {
  const dir = resolve(values.out);
  // Only what an earlier tour left: the folder may be anybody's.
  for (const part of ['screens', 'paper', 'hall', 'summary.json']) {
    if (existsSync(join(dir, 'summary.json')) || part === 'summary.json')
      rmSync(join(dir, part), { recursive: true, force: true });
  }
  const began = Date.now();
  const lived = await live(dir, say);
  const { summary, problems } = check(dir, lived);
  const seconds = Math.round((Date.now() - began) / 1000);
  writeFileSync(join(dir, 'summary.json'), `${JSON.stringify({ ...summary, problems, seconds }, null, 2)}\n`);
  const { papers: _, ...figures } = summary;
  say(JSON.stringify({ ...figures, seconds }, null, 2));
  for (const problem of problems) say(`✗ ${problem}`);
  say(problems.length === 0 ? `✓ ${dir}` : `✗ ${problems.length} · ${dir}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
