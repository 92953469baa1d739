import { describe, expect, it } from 'vitest';
import { Random } from '#core/tensor/random.ts';
import type { Checkpoint, LearningRateChange } from '#core/training/checkpoint.ts';
import { baseLearningRate } from '#core/training/schedule.ts';
import type { Trainer } from '#core/training/trainer.ts';
import { bits, smallSetup, trainerOf } from './examples.ts';
import { oneOf, randomSetup } from './randomSetups.ts';

describe('the learning rate at a step', () => {
  const changes = [
    { step: 3, learningRate: 0.3 },
    { step: 7, learningRate: 0.7 },
  ];

  it.each([
    [0, 0.1],
    [2, 0.1],
    [3, 0.3],
    [6, 0.3],
    [7, 0.7],
    [100, 0.7],
  ])('is at step %i what the newest change by then made it', (step, learningRate) => {
    expect(baseLearningRate(0.1, changes, step)).toBe(learningRate);
  });

  it('follows changes that lie ahead when their step comes', () => {
    const trainer = trainerOf(smallSetup);
    trainer.replayLearningRates([{ step: 2, learningRate: 0.01 }]);
    const met = Array.from({ length: 4 }, () => {
      const { learningRate } = trainer;
      trainer.trainStep();
      return learningRate;
    });
    expect(met).toEqual([0.1, 0.1, 0.01, 0.01]);
  });

  it('is for good what was asked last: what lay ahead is void', () => {
    const trainer = trainerOf(smallSetup);
    trainer.trainStep();
    trainer.replayLearningRates([
      { step: 0, learningRate: 0.5 },
      { step: 2, learningRate: 0.01 },
    ]);
    expect(trainer.setLearningRate(0.2)).toEqual({ step: 1, learningRate: 0.2 });
    expect(trainer.learningRates).toEqual([
      { step: 0, learningRate: 0.5 },
      { step: 1, learningRate: 0.2 },
    ]);
  });

  it.each([0, -1, NaN, Infinity])('is never %d', (learningRate) => {
    const trainer = trainerOf(smallSetup);
    expect(() => trainer.setLearningRate(learningRate)).toThrow(`must be above 0, not ${learningRate}`);
    expect(trainer.learningRates).toEqual([]);
  });
});

/** What outlives a process that is killed: its newest checkpoint, and the changes that were stored. */
interface Kept {
  checkpoint: Checkpoint | null;
  changes: LearningRateChange[];
}

interface Plan {
  /** Each is asked for once, when its step comes for the first time. */
  changes: readonly LearningRateChange[];
  checkpoints: ReadonlySet<number>;
  /** Calls before which the process is killed, and another goes on from what was kept. */
  kills: ReadonlySet<number>;
}

function train(make: () => Trainer, { changes, checkpoints, kills }: Plan): Trainer {
  let trainer = make();
  const kept: Kept = { checkpoint: null, changes: [] };
  const toCome = [...changes];
  for (let call = 0; trainer.verdict === 'go on'; call++) {
    if (kills.has(call)) {
      trainer = make();
      if (kept.checkpoint) trainer.restore(kept.checkpoint);
      trainer.replayLearningRates(kept.changes);
      continue;
    }
    if (checkpoints.has(call)) kept.checkpoint = trainer.checkpoint();
    if (!trainer.epochIsDue && toCome[0]?.step === trainer.step) {
      const change = trainer.setLearningRate(toCome.shift()!.learningRate);
      kept.changes = [...kept.changes.filter(({ step }) => step < change.step), change];
    }
    if (trainer.epochIsDue) trainer.endEpoch();
    else trainer.trainStep();
  }
  return trainer;
}

function someOf(random: Random, count: number, below: number): Set<number> {
  return new Set(Array.from({ length: count }, () => random.below(below)));
}

it('random changes of random setups, killed anywhere, come to the same weights, bit for bit', () => {
  for (let index = 0; index < 150; index++) {
    const random = new Random(23, 'learning rates', index);
    const setup = randomSetup(random);
    const make = () => trainerOf(setup);
    const steps = [...someOf(random, 1 + random.below(4), 25)].sort((a, b) => a - b);
    const changes = steps.map((step) => ({ step, learningRate: oneOf(random, [0.002, 0.05, 0.2]) }));
    const whole = train(make, { changes, checkpoints: new Set(), kills: new Set() });
    const checkpoints = someOf(random, 3, 30);
    const kills = someOf(random, 1 + random.below(4), 40);
    const pieces = train(make, { changes, checkpoints, kills });
    expect([index, pieces.learningRates]).toEqual([index, whole.learningRates]);
    expect([index, bits(pieces.checkpoint().parameters)]).toEqual([index, bits(whole.checkpoint().parameters)]);
    expect(pieces.step).toBe(whole.step);
  }
});
