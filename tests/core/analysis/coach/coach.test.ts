import { describe, expect, it } from 'vitest';
import { coach } from '#core/analysis/coach/coach.ts';
import type { CoachCurves } from '#core/analysis/coach/curves.ts';
import type { CoachedRun } from '#core/analysis/coach/diagnosis.ts';
import { evidenceRow } from '#core/analysis/coach/words.ts';
import { defaultConfig } from '#core/contract/config.ts';

const running: CoachedRun = {
  status: 'running',
  design: { inputs: 2, layers: [{ units: 2, activation: 'softmax' }] },
  config: { ...defaultConfig, epochs: 100 },
  dataset: { id: 'data', name: 'Data', hash: null, kind: 'table', shape: [1, 2], targets: [] },
  epochs: 10,
  best: null,
  learningRate: 0.1,
  weightsHash: 'hash',
};

/** Curves with those test losses, while the training loss falls. */
function curvesOf(losses: readonly number[]): CoachCurves {
  return {
    epochs: losses.map((_, index) => index + 1),
    train: { loss: losses.map((_, index) => 0.7 - 0.01 * index), score: losses.map(() => 0.8) },
    judged: { loss: losses, score: losses.map(() => 0.8) },
    judgedSplit: 'test',
    scoreName: 'accuracy',
  };
}

const falling = [0.69, 0.66, 0.63, 0.6, 0.57, 0.54, 0.51, 0.48];

describe('while a run goes on', () => {
  it('keeps to the state that held, until another one has held for two epochs', () => {
    const stateAfter = (more: number[], status: CoachedRun['status']) =>
      coach({ ...running, status }, curvesOf([...falling, ...more])).diagnosis.state;
    const rising = [0.6, 0.6, 0.6, 0.6, 0.6];
    const told = (status: CoachedRun['status']) => rising.map((_, at) => stateAfter(rising.slice(0, at + 1), status));
    expect(told('stopped')).toEqual(['learning', 'converged', 'converged', 'overfitting', 'overfitting']);
    expect(told('running')).toEqual(['learning', 'learning', 'converged', 'converged', 'overfitting']);
    expect(coach(running, curvesOf([...falling, 0.6, 0.6])).diagnosis.to).toBe(9);
  });

  it('says at once that a run has diverged', () => {
    expect(coach(running, curvesOf([...falling, Infinity])).diagnosis.state).toBe('diverged');
  });

  it('says something as soon as there are epochs enough', () => {
    expect(coach(running, curvesOf(falling.slice(0, 2))).diagnosis.state).toBe('too-early');
    expect(coach(running, curvesOf(falling.slice(0, 3))).diagnosis.state).toBe('learning');
  });

  it('offers no run that would begin with weights that are not kept yet', () => {
    const ended = coach({ ...running, status: 'finished' }, curvesOf(falling));
    expect(ended.suggestions).toMatchObject([{ label: 'Train 100 more epochs', epoch: 10 }]);
    expect(coach(running, curvesOf(falling)).suggestions).toEqual([]);
  });
});

it('goes on with the learning rate that a run ended with', () => {
  const run = { ...running, status: 'finished', learningRate: 0.05 } as const;
  expect(coach(run, curvesOf(falling)).suggestions[0].changes).toEqual([
    { set: 'epochs', to: 100 },
    { set: 'learning-rate', to: 0.05 },
  ]);
});

it('tells the numbers behind a sentence with their epochs', () => {
  const { diagnosis } = coach(running, curvesOf(falling));
  expect(diagnosis.evidence.map(evidenceRow)[0]).toEqual({
    what: 'Test loss',
    then: '0.540 in epoch 6',
    now: '0.480 in epoch 8',
  });
});
