import type { TestProject } from 'vitest/node';
import { type RunningPostgres, startPostgres } from './embedded-postgres.ts';
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
  let server: RunningPostgres;
  try {
    server = await startPostgres(folder.path);
  } catch (error) {
    project.provide('postgres', { problem: error instanceof Error ? error.message : String(error) });
    folder.remove();
    return undefined;
  }
  project.provide('postgres', { url: server.url });
  return async () => {
    await server.stop();
    folder.remove();
  };
}
