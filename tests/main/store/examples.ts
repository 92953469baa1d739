import { defaultConfig } from '#core/contract/config.ts';
import type { Store } from '#main/store/store.ts';

/** Adds a dataset, `set`, and a run of it, `run`, that the engine `tester` has in hand. */
export function addRun(store: Store): void {
  store.datasets.add({
    id: 'set',
    name: 'Set',
    source: { kind: 'idx', images: 'i', labels: 'l' },
    kind: 'pictures',
    count: 4,
    columns: [],
    targets: [],
    testCount: 0,
    licence: null,
    shape: [2, 2],
    classes: ['no', 'yes'],
  });
  store.runs.add({
    id: 'run',
    name: 'Run',
    status: 'queued',
    owner: 'tester',
    dataset: 'set',
    datasetHash: null,
    design: { inputs: 4, layers: [{ units: 2, activation: 'softmax' }] },
    config: defaultConfig,
    kernelBuild: 'simd',
    programVersion: '0.0.0',
  });
}
