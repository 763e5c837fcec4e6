import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['apps/**/*.test.ts', 'packages/**/*.test.ts', 'testbed/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: ['packages/database/src/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Callers' stories wait more than they work: one at a time would leave two cores idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
