// npm start: the demonstration, from a fresh checkout to windows on the screen.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { foreground } from './child.mjs';
import { withDisplay } from './display.mjs';
import { resolveElectron, warnIfOld } from './electron-runtime.mjs';
import { node24, root } from './paths.mjs';
import { fail, say } from './say.mjs';
import { ensureSetup } from './setup.mjs';

const usage = `用法 · usage: npm start -- [--data 目录] [其他参数]

  --data DIR   演示数据放在哪里 · where the demonstration keeps its data (default .cache/demo)
  --help       本说明 · this text
  其余参数原样交给程序 · all other arguments go to the application`;

async function main() {
  const { values, tokens } = parseArgs({
    options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  if (values.help) return void console.log(usage);

  // With a station of its own, or another task of the program, the demonstration stays out of it.
  const demo = !process.argv.slice(2).some((word) => /^--(config|hash-pin)(=|$)/.test(word));
  const data = resolve(typeof values.data === 'string' ? values.data : join(root, '.cache', 'demo'));
  await ensureSetup({ for: 'start' });
  await ensureBuilt();
  const electron = await resolveElectron();
  warnIfOld(electron);

  if (demo) mkdirSync(data, { recursive: true });
  process.exitCode = await withDisplay(({ env, virtual }) => {
    const args = [...sandbox(), root, ...(demo ? ['--demo', '--data', data] : []), ...rest(tokens)];
    const settings = { ...env, ONEWINDOW_NODE: env.ONEWINDOW_NODE ?? node24 };
    if (virtual) {
      say('▸ 没有显示器，窗口画在虚拟屏幕上 · no screen here: the windows open on a virtual one');
    }
    if (virtual && demo) {
      settings.ONEWINDOW_HEADLESS_SCREENS = '1';
      say(`  画面保存在 · pictures of the windows are written to ${join(data, 'screens')}`);
    }
    say(
      `▸ 启动 · starting, Electron ${electron.version}。${demo ? `数据 · data: ${data}。` : ''}按 Ctrl-C 结束 · Ctrl-C ends it`,
    );
    return foreground(electron.executable, args, settings);
  });
}

/** Chromium refuses to start its sandbox as root. Nobody else may go without it. */
function sandbox() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Everything but our own --data, in order and unchanged. */
function rest(tokens) {
  const given = process.argv.slice(2);
  const ours = new Set();
  for (const token of tokens) {
    if (token.kind !== 'option' || token.name !== 'data') continue;
    ours.add(token.index);
    if (token.value !== undefined && !token.inlineValue) ours.add(token.index + 1);
  }
  return given.filter((_, index) => !ours.has(index));
}

await main().catch(fail);
