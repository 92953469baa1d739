import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;

/** KaTeX brings each of its fonts in three formats; every browser that can run the page reads the first of them. */
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('katex.min.css')) return undefined;
    return code.replaceAll(/,url\([^)]+\.(?:woff|ttf)\) format\("\w+"\)/g, '');
  },
};

/** The page, the same in both shells. main/launch builds it, and serves it while it is being developed. */
export default defineConfig({
  root: join(root, 'renderer'),
  plugins: [onlyWoff2, svelte({ configFile: join(root, 'svelte.config.js') })],
  publicDir: false,
  cacheDir: join(root, 'node_modules', '.cache', 'vite'),
  build: {
    outDir: join(root, 'out', 'renderer'),
    target: 'es2023',
    // Every browser that can run the page preloads modules by itself.
    modulePreload: { polyfill: false },
    // The page's security policy allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
