import { describe, expect, it } from 'vitest';
import { stoppingSchema, type Stopping } from '#core/contract/config.ts';
import type { EpochResult, Scores } from '#core/contract/run.ts';
import { freshStopping, judge, type StoppingState } from '#core/training/stopping.ts';
import { bits, clusters, smallSetup, splitOff, trainerOf, trainToEnd } from './examples.ts';

/** The state after epochs with these validation scores. */
function after(
  rules: Parameters<typeof stoppingSchema.parse>[0],
  scores: readonly Scores[],
  epochs = 100,
): StoppingState {
  const parsed: Stopping = stoppingSchema.parse(rules);
  return scores.reduce<StoppingState>((state, validation, index) => {
    const other = { loss: 100, accuracy: 0 };
    const result: EpochResult = { epoch: index + 1, train: other, validation, test: other };
    return judge(state, parsed, result, epochs);
  }, freshStopping);
}

const losses = (...values: number[]): Scores[] => values.map((loss) => ({ loss }));
const accuracies = (...values: number[]): Scores[] => values.map((accuracy) => ({ loss: 0, accuracy }));

describe('patience', () => {
  const two = { patience: { epochs: 2 } };

  it('ends when nothing has become better for so many epochs', () => {
    expect(after(two, losses(3, 2, 2.5))).toMatchObject({ best: 2, bestEpoch: 2, waited: 1, verdict: 'go on' });
    expect(after(two, losses(3, 2, 2.5, 2))).toMatchObject({ best: 2, bestEpoch: 2, waited: 2, verdict: 'patience' });
  });

  it('begins anew with each better epoch', () => {
    expect(after(two, losses(3, 4, 2, 4))).toMatchObject({ bestEpoch: 3, waited: 1, verdict: 'go on' });
  });

  it('takes a higher accuracy for better', () => {
    const rules = { patience: { metric: 'accuracy', epochs: 2 } };
    expect(after(rules, accuracies(0.5, 0.7, 0.6))).toMatchObject({ best: 0.7, bestEpoch: 2, waited: 1 });
  });

  it('asks for more than the smallest change', () => {
    const rules = { patience: { epochs: 2, minimumChange: 0.5 } };
    expect(after(rules, losses(3, 2.5))).toMatchObject({ best: 3, waited: 1 });
    expect(after(rules, losses(3, 2.4))).toMatchObject({ best: 2.4, waited: 0 });
  });

  it('does not take a value that is not there for better', () => {
    const rules = { patience: { metric: 'rSquared', epochs: 2 } };
    expect(after(rules, losses(1, 1))).toEqual({ best: null, bestEpoch: 0, waited: 2, verdict: 'patience' });
  });
});

describe('a target', () => {
  it('ends when it is met, exactly too', () => {
    expect(after({ target: { value: 1 } }, losses(2, 1.01)).verdict).toBe('go on');
    expect(after({ target: { value: 1 } }, losses(2, 1)).verdict).toBe('target');
    expect(after({ target: { metric: 'accuracy', value: 0.9 } }, accuracies(0.89)).verdict).toBe('go on');
    expect(after({ target: { metric: 'accuracy', value: 0.9 } }, accuracies(0.9)).verdict).toBe('target');
  });
});

it('without rules, all epochs are gone through', () => {
  expect(after({}, losses(1, 2), 3).verdict).toBe('go on');
  expect(after({}, losses(1, 2, 3), 3).verdict).toBe('epochs');
});

describe('a trainer that is to restore the best weights', () => {
  const setup = {
    ...smallSetup,
    examples: clusters(30, 5, 3),
    split: splitOff(30, 5, 10),
    config: {
      ...smallSetup.config,
      epochs: 12,
      // Steps so large that the validation gets worse again and again.
      optimizer: { name: 'sgd' as const, learningRate: 8 },
      stopping: stoppingSchema.parse({ patience: { epochs: 3 }, restoreBest: true }),
    },
  };

  it('ends with those of the best epoch', () => {
    const trainer = trainerOf(setup);
    const weights: Float32Array[] = [];
    const losses: number[] = [];
    while (trainer.verdict === 'go on') {
      if (!trainer.epochIsDue) trainer.trainStep();
      else {
        const before = trainer.network.exportParameters();
        losses.push(trainer.endEpoch().validation!.loss);
        weights.push(before);
      }
    }
    const { bestEpoch, verdict } = trainer.stopping;
    expect(verdict).toBe('patience');
    expect(bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
    expect(trainer.epoch).toBe(bestEpoch + 3);
    expect(bits(trainer.network.exportParameters())).toEqual(bits(weights[bestEpoch - 1]));
    expect(trainer.evaluate('validation').loss).toBe(Math.min(...losses));
  });

  it('does so when it goes through all its epochs too', () => {
    const trainer = trainToEnd(trainerOf({ ...setup, config: { ...setup.config, epochs: 3 } }));
    expect(trainer.verdict).toBe('epochs');
    expect(trainer.evaluate('validation').loss).toBe(trainer.stopping.best);
  });

  it('has ended then: it takes no step more, and neither does one that is restored from there', () => {
    const trainer = trainToEnd(trainerOf(setup));
    expect(() => trainer.trainStep()).toThrow('has ended');
    const again = trainerOf(setup);
    again.restore(trainer.checkpoint());
    expect(again.verdict).toBe('patience');
  });
});
