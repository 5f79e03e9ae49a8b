import { defineConfig } from 'vitest/config';

/** Programs that wait for each other, for a page or for the disk leave a core idle half of the time: two files at once. */
const WORKERS = 2;

export default defineConfig({
  test: {
    passWithNoTests: true, // build/test.mjs counts, and refuses a run without tests
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}'] } },
      {
        test: {
          name: 'integration',
          include: ['tests/{integration,simulation,crash-sweep,chaos,regression}/**/*.test.ts'],
          globalSetup: ['tests/support/postgres-server.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: WORKERS,
        },
      },
      {
        test: {
          name: 'screens',
          include: ['tests/e2e/screens/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: WORKERS,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'shell',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: ['tests/e2e/screens/**'],
          retry: { count: 1, condition: /the driver missed/ }, // tests/e2e/shell/launch.ts
          fileParallelism: false, // one application at a time: windows take the focus from each other
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
