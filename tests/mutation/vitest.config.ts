import { defineConfig } from 'vitest/config';

/** The tests of the decisions alone: unit tests beside them. */
export default defineConfig({ test: { include: ['src/shared/**/*.test.ts'], testTimeout: 20_000 } });
