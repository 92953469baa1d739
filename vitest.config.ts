import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

export default defineConfig({
  // Compiles the runes of *.svelte.ts.
  plugins: [svelte({ configFile: join(root, 'svelte.config.js') })],
  cacheDir: join(root, 'node_modules', '.cache', 'vitest'),
  test: {
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Many tests wait for an engine; on two processors one worker, which is the usual there, would wait with them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        // Nothing here leaves anything behind, so the program's modules are loaded once, and not for each file.
        test: { name: 'pure', include: ['tests/{core,renderer,scenarios}/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        test: { name: 'whole', include: ['tests/*.test.ts', 'tests/main/**/*.test.ts'] },
      },
    ],
  },
});
