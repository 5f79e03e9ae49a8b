// npm test: everything that must hold before a change goes in. The last line is always `N passed, N failed`.
import { spawn } from 'node:child_process';
import { copyFileSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { withDisplay } from './display.mjs';
import { resolveElectron, warnIfOld } from './electron-runtime.mjs';
import { node24, root, tools } from './paths.mjs';
import { PlainError, secondsSince } from './say.mjs';
import { ensureSetup } from './setup.mjs';

const report = join(root, 'out', 'test-report');
// vitest writes its counts here first: another run in the same checkout must not overwrite ours.
const scratch = mkdtempSync(join(tmpdir(), 'onewindow-test-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** Static checks count as one each. */
const checks = {
  types: ['类型 · types', tools.tsc, '--noEmit'],
  lint: ['格式与规范 · lint', tools.biome, 'ci', '--reporter=summary'],
  arrows: ['依赖方向 · import arrows', tools.depcruise, '--config', '.dependency-cruiser.cjs', 'src'],
  deadcode: ['无用代码 · dead code', tools.knip, '--no-progress'],
};

/** vitest projects count every test. */
const projects = { unit: '单元测试 · unit', integration: '集成测试 · integration', e2e: '端到端 · end to end' };
/** Of what each consists in vitest.config.ts, where it is not one of the same name. */
const partsOf = { e2e: ['screens', 'shell'] };

const { values, positionals: filters } = parseArgs({
  options: { only: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } },
  allowPositionals: true,
});
const names = [...Object.keys(checks), ...Object.keys(projects)];
const wanted = values.only?.flatMap((value) => value.split(',')) ?? names;
const total = { passed: 0, failed: 0, skipped: 0, tests: 0 };
const failures = [];
const skips = [];

if (values.help || wanted.some((name) => !names.includes(name))) {
  console.log(`用法 · usage: npm test -- [--only ${names.join('|')}] [test file filter …]`);
  process.exitCode = values.help ? 0 : 2;
} else {
  mkdirSync(report, { recursive: true });
  const log = createWriteStream(join(report, 'output.txt'));
  const started = Date.now();
  try {
    await everything(log);
  } catch (error) {
    total.failed += 1;
    failures.push(error instanceof PlainError ? error.message : String(error?.stack ?? error));
  }
  summary(log, started);
  log.end();
}

async function everything(log) {
  const needsBuild = wanted.includes('integration') || wanted.includes('e2e');
  await ensureSetup({ for: needsBuild ? 'test' : 'tool' });
  if (needsBuild) {
    await ensureBuilt();
    warnIfOld(await resolveElectron());
  }
  for (const name of wanted) {
    const began = Date.now();
    const title = checks[name]?.[0] ?? projects[name];
    print(log, `\n▸ ${title}`);
    const clean = checks[name] ? await check(log, name) : await project(log, name);
    print(log, `  ${clean ? '✓' : '✗'} ${title}, ${secondsSince(began)}`);
  }
}

async function check(log, name) {
  const [title, ...command] = checks[name];
  const code = await stream(log, command, process.env);
  if (code === 0) total.passed += 1;
  else {
    total.failed += 1;
    failures.push(title);
  }
  return code === 0;
}

async function project(log, name) {
  const file = join(scratch, `${name}.json`);
  const parts = (partsOf[name] ?? [name]).flatMap((part) => ['--project', part]);
  const command = [tools.vitest, 'run', ...parts, '--reporter=default', '--reporter=json'];
  const args = [...command, `--outputFile.json=${file}`, ...filters];
  const code = await withDisplayIf(name === 'e2e', (env) => stream(log, args, env));
  const before = total.failed;
  if (existsSync(file)) {
    count(JSON.parse(readFileSync(file, 'utf8')));
    copyFileSync(file, join(report, `${name}.json`));
  }
  if (code !== 0 && total.failed === before) {
    // No test failed and yet vitest did: an unhandled error, or it never got as far as a report.
    total.failed += 1;
    failures.push(`${projects[name]}: vitest (${code})`);
  }
  return total.failed === before;
}

function withDisplayIf(needed, work) {
  return needed ? withDisplay(({ env }) => work(env)) : work(process.env);
}

function count(json) {
  for (const suite of json.testResults) {
    const file = relative(root, suite.name);
    // A file that could not even be loaded has no tests in the report: it counts as one failure.
    if (suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed')) {
      total.failed += 1;
      failures.push(`${file}: ${suite.message.split('\n')[0]}`);
    }
    for (const test of suite.assertionResults) {
      total.tests += 1;
      if (test.status === 'passed') total.passed += 1;
      else if (test.status === 'failed') {
        total.failed += 1;
        failures.push(`${file} › ${test.fullName}`);
      } else {
        total.skipped += 1;
        skips.push(`${file} › ${test.fullName}`);
      }
    }
  }
}

function summary(log, started) {
  if (total.tests === 0 && wanted.some((name) => name in projects) && failures.length === 0) {
    total.failed += 1;
    failures.push('没有运行任何测试 · no test was run');
  }
  print(log, '');
  for (const skip of skips) print(log, `  跳过 · skipped: ${skip}`);
  for (const failure of failures) print(log, `✗ ${failure}`);
  print(log, `共 ${secondsSince(started)}，完整输出 · full output: ${relative(root, report)}/`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  print(log, `${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/** Runs a tool on Node 24 and shows what it says while it says it. Answers its exit code. */
function stream(log, args, env) {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${env.PATH ?? ''}`;
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: undefined };
  const settings = { ...env, ...colour, PATH: path, ONEWINDOW_NODE: node24 };
  return new Promise((resolve, reject) => {
    const child = spawn(node24, args, { cwd: root, env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
    let interrupted = false;
    const stop = (signal) => {
      interrupted = true;
      child.kill(signal);
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    for (const output of [child.stdout, child.stderr]) {
      output.on('data', (chunk) => {
        process.stdout.write(chunk);
        log.write(chunk);
      });
    }
    child.once('error', (error) => print(log, String(error)));
    child.once('close', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      if (interrupted) reject(new PlainError('已中断 · interrupted'));
      else resolve(code ?? 1);
    });
  });
}

function print(log, line) {
  process.stdout.write(`${line}\n`);
  log.write(`${line}\n`);
}
