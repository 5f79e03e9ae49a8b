// System libraries on Debian and Ubuntu. Elsewhere Electron's own packages bring what they need.
import { existsSync } from 'node:fs';
import { run } from './child.mjs';
import { PlainError, say, step } from './say.mjs';

const electron = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libnotify4',
  'libsecret-1-0',
];
// udev: the serial port list asks udevadm. xvfb and a Chinese font: a machine without a screen still has to draw.
const screenless = ['udev', 'xvfb', 'xauth', 'fonts-noto-cjk'];
// strace: makes system calls fail for the crash sweep.
// chromium-headless-shell: the same pages for half of the processor time of the browser with all its windows.
const tests = ['socat', 'chromium-headless-shell', 'strace'];

/** @typedef {'tool' | 'start' | 'test'} Purpose */

/** @param {Purpose} purpose */
function wanted(purpose) {
  if (purpose === 'tool') return [];
  const hasScreen = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  if (purpose === 'start') return hasScreen ? electron : [...electron, ...screenless];
  return [...electron, ...screenless, ...tests];
}

/**
 * Installs what is missing when we are root; otherwise says the one line to run.
 * @param {Purpose} purpose
 * @returns {Promise<boolean>} whether everything is there now
 */
export async function ensureDebianLibraries(purpose) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return true;
  const missing = await missingOf(wanted(purpose));
  if (missing.length === 0) return true;

  if (process.getuid?.() !== 0) {
    say('✗ 缺少系统库，请先运行 · system libraries are missing, please run:');
    say(`    sudo apt-get update && sudo apt-get install -y ${missing.join(' ')}`);
    return false;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step(`安装系统库 · installing system libraries: ${missing.join(' ')}`, async () => {
    // A failed update is not the end: the lists on the machine may be good enough.
    const update = await run('apt-get', ['update', '-qq'], { env });
    const names = await namesHere(missing);
    const install = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env });
    if (install.code === 0) return;
    throw new PlainError(`apt-get 未能安装 · could not install ${names.join(' ')}\n${update.output}${install.output}`);
  });
  return true;
}

async function missingOf(names) {
  if (names.length === 0) return [];
  // Newer releases renamed some libraries with the suffix t64 (64-bit time); either name will do.
  const all = names.flatMap((name) => [name, `${name}t64`]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...all]);
  const installed = new Set();
  for (const line of stdout.split('\n')) {
    const [name, status] = line.split(' ');
    if (name && status === 'installed') installed.add(name.replace(/t64$/, ''));
  }
  return names.filter((name) => !installed.has(name));
}

async function namesHere(names) {
  const renamed = names.map((name) => `${name}t64`);
  const { stdout } = await run('apt-cache', ['show', '--no-all-versions', ...renamed]);
  const known = new Set(stdout.match(/^Package: .+$/gm)?.map((line) => line.slice('Package: '.length)) ?? []);
  return names.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}
