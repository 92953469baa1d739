import { describe, expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import { parameterCount, type Design } from '#core/contract/design.ts';
import type { RunSummary } from '#core/contract/run.ts';
import { orderRuns } from '#renderer/views/runs/tableRows.ts';

function run(id: string, changes: Partial<RunSummary> & { units?: number; testLoss?: number } = {}): RunSummary {
  const { units = 128, testLoss, ...rest } = changes;
  const design: Design = {
    inputs: 784,
    layers: [
      { units, activation: 'relu' },
      { units: 10, activation: 'softmax' },
    ],
  };
  const scores = { loss: testLoss ?? 0, accuracy: 1 - (testLoss ?? 0) };
  const epoch = testLoss === undefined ? null : { epoch: 1, train: scores, test: scores };
  return {
    id,
    name: id,
    status: 'finished',
    problem: null,
    dataset: { id: 'digits', name: 'Built-in digits', hash: null, kind: 'pictures', shape: [28, 28], targets: [] },
    design,
    config: defaultConfig,
    parameters: parameterCount(design),
    createdAt: 0,
    endedAt: null,
    trashedAt: null,
    learningRate: defaultConfig.optimizer.learningRate,
    epochs: 5,
    best: epoch,
    last: epoch,
    seconds: 1,
    examplesPerSecond: null,
    weightsHash: null,
    weightsEpoch: null,
    weightsBatches: 0,
    weightsResult: null,
    kernelBuild: 'simd',
    programVersion: '0.1.0',
    parent: null,
    ...rest,
  };
}
const ids = (runs: readonly RunSummary[]) => runs.map((one) => one.id).join(' ');

describe('orderRuns', () => {
  const runs = [run('b', { testLoss: 0.2 }), run('c'), run('a', { testLoss: 0.1 }), run('d', { testLoss: NaN })];

  it('orders by name, either way', () => {
    expect(ids(orderRuns(runs, { column: 'name', descending: false }))).toBe('a b c d');
    expect(ids(orderRuns(runs, { column: 'name', descending: true }))).toBe('d c b a');
  });

  it('puts runs without a value last, either way', () => {
    expect(ids(orderRuns(runs, { column: 'loss', descending: false }))).toMatch(/^a b (c d|d c)$/);
    expect(ids(orderRuns(runs, { column: 'loss', descending: true }))).toMatch(/^b a (c d|d c)$/);
    expect(ids(orderRuns(runs, { column: 'accuracy', descending: true }))).toMatch(/^a b (c d|d c)$/);
  });

  it('orders designs by size, not by their first digit', () => {
    const sized = [run('large', { units: 1024 }), run('small', { units: 64 }), run('middle', { units: 300 })];
    expect(ids(orderRuns(sized, { column: 'design', descending: false }))).toBe('small middle large');
  });

  it('keeps the order of equals', () => {
    expect(ids(orderRuns(runs, { column: 'seconds', descending: true }))).toBe('b c a d');
  });
});
