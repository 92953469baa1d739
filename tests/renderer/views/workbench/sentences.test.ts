import { expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import type { EpochResult } from '#core/contract/run.ts';
import { describeResult } from '#renderer/views/workbench/sentences.ts';

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
  expect(describeResult({ ...finished, last: epoch(5, NaN, 0.1) }, 2000)).toContain('lower learning rate');
});

it('tells why a run failed, and that one was stopped early', () => {
  expect(describeResult({ ...finished, status: 'failed', problem: 'No memory.' }, 1)).toContain('No memory.');
  const stopped = { ...finished, status: 'stopped' as const, epochs: 0, best: null, last: null };
  expect(describeResult(stopped, 1)).toBe('Stopped after 0 of 5 epochs. It was not tested yet.');
});

it('says nothing while a run goes on', () => {
  expect(describeResult({ ...finished, status: 'running' }, 2000)).toBe('');
});
