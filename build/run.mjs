// Runs one of the command-line programs on Node 24, set up and built first. Progress goes to stderr only:
// stdout is the program's own, so that `--json` can be read by a machine.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { foreground } from './child.mjs';
import { withDisplay } from './display.mjs';
import { node24, root } from './paths.mjs';
import { fail, PlainError, say } from './say.mjs';
import { ensureSetup } from './setup.mjs';

/** @type {Record<string, { what: string, command: string[], windows?: true }>} `windows`: opens real windows */
const programs = {
  hall: { what: '大厅服务器 · the hall server', command: ['out/main/hall.cjs'] },
  station: { what: '工位服务，无窗口 · a station service without windows', command: ['out/main/station.cjs'] },
  gateway: {
    what: '通办网关：大厅与区平台之间转递办件 · hands cases between a hall and its district',
    command: ['out/main/gateway.cjs'],
  },
  fake: { what: '模拟设备 · fake devices on real or virtual ports', command: ['out/main/dock.cjs', 'fake'] },
  fuzz: { what: '编解码器模糊测试 · bytes from outside against every codec', command: ['tests/fuzz/main.ts'] },
  'print-proof': {
    what: '打印校样：每种字号、生僻字、二维码、切纸 · a sheet that shows all a printer must do',
    command: ['out/main/print-proof.cjs'],
  },
  'hall-admin': {
    what: '站点名单、登记码、停用站点 · stations, codes, putting a station out',
    command: ['out/main/hall.cjs', 'admin'],
  },
  device: {
    what: '查找和测试设备 · finds and tries out devices',
    command: ['out/main/station.cjs', 'device'],
  },
  'verify-journal': {
    what: '检查大厅日志是否完整 · checks that a hall’s journal is whole',
    command: ['out/main/hall.cjs', 'verify-journal'],
  },
  tour: { what: '完整演示并截图 · the whole walk, with pictures', command: ['tests/tour/main.ts'], windows: true },
  sim: {
    what: '模拟整个大厅的一天，到处出错 · a simulated hall in which everything goes wrong',
    command: ['tests/simulation/main.ts'],
  },
  'crash-sweep': {
    what: '在每次写盘处杀死程序、让磁盘出错 · programs killed and disks failing at every write',
    command: ['tests/crash-sweep/main.ts'],
  },
  chaos: {
    what: '真实程序之间的坏线路 · real programs with bad wires between them',
    command: ['tests/chaos/main.ts'],
  },
  mutation: {
    what: '改动判断代码，看测试是否发现 · changes to the decisions, and whether a test notices',
    command: ['tests/mutation/main.ts'],
  },
  bench: { what: '性能测量 · measurements', command: ['tests/bench/main.ts'] },
};

async function main() {
  const [name, ...given] = process.argv.slice(2);
  const program = programs[name ?? ''];
  if (!program) {
    say('用法 · usage: node build/run.mjs <name> [-- arguments]\n');
    for (const [key, { what }] of Object.entries(programs)) say(`  ${key.padEnd(8)} ${what}`);
    process.exitCode = 2;
    return;
  }
  await ensureSetup({ for: program.windows ? 'test' : 'tool' });
  await ensureBuilt();

  const [script, ...fixed] = program.command;
  if (!existsSync(join(root, script))) throw new PlainError(`没有 ${script} · there is no ${script}`);
  const args = [join(root, script), ...fixed, ...(given[0] === '--' ? given.slice(1) : given)];
  const start = (env) => foreground(node24, args, withNode24First(env));
  process.exitCode = program.windows ? await withDisplay(({ env }) => start(env)) : await start(process.env);
}

/** Programs that start others by the name `node` must get ours, also when not started through npm. */
function withNode24First(env) {
  return { ...env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${env.PATH ?? ''}`, ONEWINDOW_NODE: node24 };
}

await main().catch(fail);
