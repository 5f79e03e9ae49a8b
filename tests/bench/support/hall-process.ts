import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { profiling } from './peer.ts';

const entry = join(import.meta.dirname, '../../../src/hall/main.ts');

export interface RunningHall {
  readonly url: string;
  readonly enrolCode: string;
  readonly process: ChildProcess;
  /** Like a pulled plug. */
  kill(): Promise<void>;
  /** In order: connections ended, files closed. */
  stop(): Promise<void>;
}

/** The hall server as its shell starts it, in a process of its own. It keeps everything in a folder or in a database. */
export function startHall(options: {
  data?: string;
  databaseUrl?: string;
  port: number;
  /** The sample hall without one. */
  hallFile: string | null;
  /** Does not say who joins: there are hundreds. */
  quiet?: boolean;
}): Promise<RunningHall> {
  const { data, databaseUrl, port, hallFile, quiet } = options;
  const place = databaseUrl === undefined ? ['--data', data ?? ''] : ['--database-url', databaseUrl];
  const child = fork(entry, [...place, '--port', String(port), '--demo', ...(hallFile ? ['--hall', hallFile] : [])], {
    execPath: process.execPath,
    execArgv: profiling(),
    stdio: ['ignore', 'ignore', quiet && !process.env.BENCH_TALK ? 'ignore' : 'inherit', 'ipc'],
    env: { ...process.env, ONEWINDOW_SERVICE: '1' },
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the hall ended (${code})`)));
    child.on('message', (message: { type: string; info: { url: string; demoEnrolCode: string }; message?: string }) => {
      if (message.type === 'fatal') reject(new Error(`the hall cannot start: ${message.message}`));
      if (message.type !== 'ready') return;
      const ended = new Promise<void>((gone) => child.once('exit', () => gone()));
      resolve({
        url: message.info.url,
        enrolCode: message.info.demoEnrolCode,
        process: child,
        stop: () => {
          child.kill('SIGTERM');
          return ended;
        },
        kill: () =>
          new Promise((gone) => {
            if (child.exitCode !== null || child.signalCode !== null) return gone();
            child.once('exit', () => gone());
            child.kill(profiling().length > 0 ? 'SIGTERM' : 'SIGKILL');
          }),
      });
    });
  });
}
