// Child processes: run to the end, keep what they said, and never leave one behind.
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * Runs a program quietly to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string, stdout: string }>} `output` holds stdout and stderr in order
 */
export function run(command, args, { cwd = root, env = process.env, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell });
    let output = '';
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', (error) => resolve({ code: 127, output: String(error), stdout }));
    child.once('close', (code) => resolve({ code: code ?? 1, output, stdout }));
  });
}

/**
 * Runs npm. On Windows it is a batch file, which only a shell can start.
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function npm(args, options) {
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}

/**
 * Runs a program in the foreground with our own input and output, passes Ctrl-C and SIGTERM on,
 * and answers its exit code only when it has ended.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>}
 */
export function foreground(command, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: process.cwd(), env, stdio: 'inherit' });
    // Ctrl-C reaches the whole terminal group; a plain kill reaches only us. Either way we outlive the child.
    const pass = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    const stopWatching = whenOrphaned(() => child.kill('SIGTERM'));
    const done = () => {
      stopWatching();
      for (const signal of signals) process.off(signal, pass);
    };
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      done();
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/**
 * A plain kill of `npm start` ends npm and the shell between us, and nobody tells us: that we have another parent is
 * all there is to see. Started by hand (nohup, a service manager) a change of parent means nothing.
 */
function whenOrphaned(run) {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return () => {};
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    run();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}
