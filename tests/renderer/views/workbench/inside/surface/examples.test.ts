import { describe, expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import { splitExamples } from '#core/data/split.ts';
import { loadExamples } from '#renderer/views/workbench/inside/surface/examples.ts';
import { run } from '../../../../state/fakeEngine.ts';

const dataset = {
  id: 'table',
  state: 'ready',
  hash: 'abc',
  count: 2000,
  testCount: 0,
} as Dataset;
const labels = Uint8Array.from({ length: 2000 }, (_, i) => i % 2);
const datasets = {
  labels: () => Promise.resolve(labels),
  sample: (_: string, indices: readonly number[]) =>
    Promise.resolve({
      shape: [1, 2] as [number, number],
      indices: [...indices],
      labels: [],
      pixels: new Uint8Array(),
      inputs: [],
      targets: [],
    }),
};
const trained = run('a', { dataset: { ...run('a').dataset, hash: 'abc' } });

describe('examples over a picture', () => {
  it('are some of all, divided as the run divides them', async () => {
    const shown = await loadExamples(datasets, dataset, trained);
    const learned = new Set(splitExamples({ count: 2000, labels }, defaultConfig).train);
    expect(shown?.sample.indices).toHaveLength(800);
    expect(shown?.sample.indices.at(-1)).toBeGreaterThan(1990);
    expect(shown?.isLearned).toEqual(shown?.sample.indices.map((index) => learned.has(index)));
    expect(new Set(shown?.isLearned)).toEqual(new Set([true, false]));
  });

  it('are not shown when they are gone, or are others than those that were learned from', async () => {
    expect(await loadExamples(datasets, { ...dataset, state: 'absent' }, trained)).toBeNull();
    expect(await loadExamples(datasets, { ...dataset, hash: 'def' }, trained)).toBeNull();
  });
});
