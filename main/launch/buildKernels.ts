import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { packageRoot } from '../host/paths.ts';

const source = join('core', 'kernels', 'simd', 'assembly', 'index.ts');

/** The two builds: with fused multiplication and addition, and without. */
const builds = [
  { file: 'simd.wasm', features: 'simd,threads' },
  { file: 'relaxed-simd.wasm', features: 'simd,relaxed-simd,threads' },
];

/** Compiles the kernels to `simd.wasm` and `relaxed-simd.wasm` in a folder. Rejects with the compiler's words. */
export async function buildKernels(outputFolder: string): Promise<void> {
  await mkdir(outputFolder, { recursive: true });
  for (const { file, features } of builds) await compile(features, join(outputFolder, file));
}

async function compile(features: string, outFile: string): Promise<void> {
  const stdout = asc.createMemoryStream();
  const stderr = asc.createMemoryStream();
  const settings = ['--importMemory', '--sharedMemory', '--maximumMemory', '65536', '--runtime', 'stub'];
  const optimization = ['--noAssert', '-O3'];
  const { error } = await asc.main(
    [source, '--baseDir', packageRoot, '--outFile', outFile, '--enable', features, ...settings, ...optimization],
    { stdout, stderr },
  );
  if (error) throw new Error(`The kernels could not be compiled.\n${stderr.toString() || error.message}`);
}
