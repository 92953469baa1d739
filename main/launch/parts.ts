import type { InlineConfig } from 'vite';

/** One part of the program as the build makes it. */
export interface Part {
  /** Also the name of its folder in out/. */
  name: 'kernels' | 'main' | 'preload' | 'renderer';
  /** Files and folders, from the package's root, that decide what comes out. */
  inputs: readonly string[];
  build(outputFolder: string): Promise<void>;
}

const everywhere = ['package-lock.json', 'package.json', 'main/launch/bundles.ts', 'main/launch/parts.ts'];

export const parts: readonly Part[] = [
  {
    name: 'kernels',
    inputs: ['package-lock.json', 'core/kernels/simd/assembly', 'main/launch/buildKernels.ts'],
    build: async (outputFolder) => (await import('./buildKernels.ts')).buildKernels(outputFolder),
  },
  {
    name: 'main',
    inputs: [
      ...everywhere,
      'core',
      'main/browser',
      'main/cli',
      'main/electron',
      'main/engine',
      'main/host',
      'main/store',
    ],
    build: async (outputFolder) => {
      const { programsConfig } = await import('./bundles.ts');
      await bundle(programsConfig(outputFolder));
    },
  },
  {
    name: 'preload',
    inputs: [...everywhere, 'core/contract', 'main/preload'],
    build: async (outputFolder) => {
      const { preloadConfig } = await import('./bundles.ts');
      await bundle(preloadConfig(outputFolder));
    },
  },
  {
    name: 'renderer',
    inputs: [
      ...everywhere,
      'core/contract',
      'core/analysis',
      'core/data',
      'renderer',
      'resources',
      'svelte.config.js',
      'vite.config.ts',
    ],
    build: async (outputFolder) => {
      const { pageConfig } = await import('./bundles.ts');
      await bundle(pageConfig(outputFolder));
    },
  },
];

async function bundle(config: InlineConfig): Promise<void> {
  // Loaded only when there is something to build: it takes longer than checking that there is nothing.
  const { build } = await import('vite');
  await build(config);
}
