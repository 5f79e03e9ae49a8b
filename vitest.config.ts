import { defineConfig } from 'vitest/config';

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
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          fileParallelism: false, // one application at a time: windows take the focus from each other
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
