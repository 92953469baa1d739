import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InlineConfig } from 'vite';
import { packageRoot } from '#main/host/paths.ts';

/** The programs that run in Node or Electron's main process, by the name of their file in out/main. */
const programs = {
  engine: 'main/engine/index.ts',
  trainer: 'main/engine/threads/trainer.ts',
  assistant: 'main/engine/threads/assistant.ts',
  bench: 'main/engine/threads/bench.ts',
  helper: 'main/engine/threads/helper.ts',
  importer: 'main/engine/threads/importer.ts',
  cli: 'main/cli/index.ts',
  browser: 'main/browser/index.ts',
  electron: 'main/electron/index.ts',
};

const quietBuild = { configFile: false, logLevel: 'warn', publicDir: false, root: packageRoot } as const;

/** Node's programs as modules that share their common parts. What package.json lists as dependencies stays outside. */
export function programsConfig(outDir: string): InlineConfig {
  return {
    ...quietBuild,
    ssr: { noExternal: true, external: [...runtimeDependencies(), 'electron'] },
    build: {
      ssr: true,
      outDir,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: entries(),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' },
      },
    },
  };
}

/** The preload script as one CommonJS file: a sandboxed preload can load no other. */
export function preloadConfig(outDir: string): InlineConfig {
  return {
    ...quietBuild,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      target: 'chrome140',
      minify: false,
      lib: { entry: join(packageRoot, 'main/preload/index.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
      rolldownOptions: { external: ['electron'] },
    },
  };
}

/** The page, as vite.config.ts says. */
export function pageConfig(outDir: string): InlineConfig {
  return { configFile: join(packageRoot, 'vite.config.ts'), logLevel: 'warn', build: { outDir, emptyOutDir: true } };
}

function entries(): Record<string, string> {
  return Object.fromEntries(Object.entries(programs).map(([name, path]) => [name, join(packageRoot, path)]));
}

function runtimeDependencies(): string[] {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  return Object.keys((manifest as { dependencies: Record<string, string> }).dependencies);
}
