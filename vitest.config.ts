import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { bitwright: new URL('./generators/index.ts', import.meta.url).pathname } },
  test: {
    include: [
      'generators/**/*.test.ts',
      'cosim/**/*.test.ts',
      'test/**/*.test.ts',
      'proof/**/*.test.ts',
      'mutants/**/*.test.ts',
    ],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});
