import { describe, expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import type { EpochResult } from '#core/contract/run.ts';
import { describeResult, placeInRun } from '#renderer/views/workbench/run/sentences.ts';

const epoch = (epoch: number, loss: number, accuracy: number): EpochResult => ({
  epoch,
  train: { loss, accuracy },
  test: { loss, accuracy },
});
const finished = {
  status: 'finished' as const,
  epochs: 5,
  config: defaultConfig,
  seconds: 42,
  best: epoch(5, 0.09, 0.9731),
  last: epoch(5, 0.09, 0.9731),
  problem: null,
  weightsEpoch: 5,
  weightsBatches: 0,
  weightsResult: epoch(5, 0.09, 0.9731),
};

it('tells the result of a finished run', () => {
  expect(describeResult(finished, 2000)).toBe(
    'Finished in 42 s. It is right on 97.31% of 2,000 examples it was not trained on.',
  );
});

it('tells when an earlier epoch had a lower test loss', () => {
  expect(describeResult({ ...finished, best: epoch(4, 0.08, 0.975) }, null)).toContain(
    'Its test loss was lowest after epoch 4, at 0.08000.',
  );
});

it('says what to do about steps that were too large', () => {
  const notANumber = epoch(5, NaN, 0.1);
  expect(describeResult({ ...finished, last: notANumber, weightsResult: notANumber }, 2000)).toContain(
    'lower learning rate',
  );
});

it('tells why a run failed, and that one was stopped early', () => {
  expect(describeResult({ ...finished, status: 'failed', problem: 'No memory.' }, 1)).toContain('No memory.');
  const none = { epochs: 0, best: null, last: null, weightsEpoch: null, weightsResult: null };
  const stopped = { ...finished, status: 'stopped' as const, ...none };
  expect(describeResult(stopped, 1)).toBe('Stopped after 0 of 5 epochs. It was not tested yet.');
});

it('tells the score of the weights that were restored, and of which epoch they are', () => {
  const patience = { metric: 'accuracy', split: 'validation', epochs: 2, minimumChange: 0 } as const;
  const config = { ...defaultConfig, stopping: { patience, restoreBest: true } };
  const restored = { weightsEpoch: 3, weightsResult: epoch(3, 0.1, 0.98) };
  expect(describeResult({ ...finished, config, ...restored }, 2000)).toBe(
    'Finished in 42 s. It is right on 98.00% of 2,000 examples it was not trained on. Its weights are of epoch 3, the best by validation accuracy, restored after epoch 5. Its test loss was lowest after epoch 5, at 0.09000.',
  );
});

it('tells of which epoch the weights are that a run which diverged has', () => {
  const kept = { status: 'diverged' as const, problem: 'Too large.', weightsEpoch: 4, weightsResult: null };
  expect(describeResult({ ...finished, ...kept }, 1)).toBe(
    'It could not go on: Too large. Its weights are of epoch 4, the newest checkpoint; epoch 5 was the last to be tested.',
  );
});

it('does not take the score of the epoch before for that of weights from within an epoch', () => {
  const stopped = { ...finished, status: 'stopped' as const, epochs: 4, weightsEpoch: 4, weightsBatches: 1438 };
  const told = describeResult({ ...stopped, last: epoch(4, 0.08, 0.977), weightsResult: null, best: null }, 2000);
  expect(told).toBe(
    'Stopped after 4 of 5 epochs. After epoch 4 it was right on 97.70% of 2,000 examples it was not trained on. Its weights are from within epoch 5, after 1,438 batches of it, and were not tested.',
  );
});

it('says nothing while a run goes on', () => {
  expect(describeResult({ ...finished, status: 'running' }, 2000)).toBe('');
});

describe('where a run is', () => {
  const at = (step: number) => placeInRun({ step, stepsPerEpoch: 40 }, 3);

  it('counts the batches that are done, and the epoch that they belong to', () => {
    expect(placeInRun(undefined, 3)).toEqual({ epoch: 1, batch: 0, done: 0 });
    expect(at(0)).toEqual({ epoch: 1, batch: 0, done: 0 });
    expect(at(1)).toEqual({ epoch: 1, batch: 1, done: 1 / 40 });
    expect(at(40)).toEqual({ epoch: 1, batch: 40, done: 1 });
    expect(at(41)).toEqual({ epoch: 2, batch: 1, done: 1 / 40 });
    expect(at(120)).toEqual({ epoch: 3, batch: 40, done: 1 });
  });
});
