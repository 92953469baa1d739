import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineClient } from '#core/contract/client.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import { writeIdxImages, writeIdxLabels } from '#core/data/formats/idx.ts';
import { Random } from '#core/tensor/random.ts';

/** Pictures of 28×28 and their classes, in memory that threads share. */
export function noise(count: number): Record<'pixels' | 'labels', Uint8Array<SharedArrayBuffer>> {
  const random = new Random(1, 'bench');
  const pixels = new Uint8Array(new SharedArrayBuffer(count * 784));
  const labels = new Uint8Array(new SharedArrayBuffer(count));
  for (let i = 0; i < pixels.length; i++) pixels[i] = random.below(256);
  for (let i = 0; i < count; i++) labels[i] = random.below(10);
  return { pixels, labels };
}

/** A dataset of noise, by way of files in a folder. */
export async function importNoise(client: EngineClient, folder: string, count: number): Promise<Dataset> {
  const files = { images: join(folder, 'images'), labels: join(folder, 'labels') };
  const { pixels, labels } = noise(count);
  writeFileSync(files.images, writeIdxImages({ count, height: 28, width: 28, pixels }));
  writeFileSync(files.labels, writeIdxLabels(labels));
  const setup = { kind: 'idx', images: { path: files.images }, labels: { path: files.labels } } as const;
  return (await client.request('imports.import', { task: 'noise', setup, name: 'Noise' })).dataset;
}
