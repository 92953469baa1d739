import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

export default defineConfig({
  // Compiles the runes of *.svelte.ts.
  plugins: [svelte({ configFile: join(root, 'svelte.config.js') })],
  cacheDir: join(root, 'node_modules', '.cache', 'vitest'),
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
