// A screen for Electron where the machine has none.
import { spawn } from 'node:child_process';
import { PlainError } from './say.mjs';

/**
 * Runs `work` with an environment in which windows can open. A screen that is already there is used;
 * otherwise our own Xvfb runs for as long as `work` does, and only that one is ended.
 * @template T
 * @param {(display: { env: NodeJS.ProcessEnv, virtual: boolean }) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDisplay(work) {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return work({ env: process.env, virtual: false });

  const { server, display } = await startXvfb();
  const stop = () => server.kill('SIGTERM');
  process.once('exit', stop);
  try {
    return await work({ env: { ...process.env, DISPLAY: display }, virtual: true });
  } finally {
    process.off('exit', stop);
    stop();
  }
}

/** Xvfb picks a free number itself and writes it to descriptor 3 once it is ready: no guessing, no waiting blindly. */
function startXvfb() {
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'];
    // Its own process group: Ctrl-C must reach Electron first, which still needs the screen to close its windows.
    const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
    let errors = '';
    server.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    server.once('error', () => reject(new PlainError('没有屏幕，也没有 Xvfb · no screen, and Xvfb is not installed')));
    server.once('exit', (code) => reject(new PlainError(`Xvfb 退出 · Xvfb ended (${code}) ${errors.trim()}`)));
    let number = '';
    server.stdio[3].on('data', (chunk) => {
      number += chunk;
      if (number.endsWith('\n')) resolve({ server, display: `:${number.trim()}` });
    });
  });
}
