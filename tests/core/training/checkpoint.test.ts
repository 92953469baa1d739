import { describe, expect, it } from 'vitest';
import type { OptimizerConfig } from '#core/contract/config.ts';
import type { EpochResult } from '#core/contract/run.ts';
import type { Trainer } from '#core/training/trainer.ts';
import { bits, smallSetup, trainerOf } from './examples.ts';

const optimizers: OptimizerConfig[] = [
  { name: 'sgd', learningRate: 0.1 },
  { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
];

/** Goes on for one call; the result of the epoch when one ended by it. */
function advance(trainer: Trainer): EpochResult | null {
  if (trainer.epochIsDue) return trainer.endEpoch();
  trainer.trainStep();
  return null;
}

function results(trainer: Trainer, epochs: number): EpochResult[] {
  const found: EpochResult[] = [];
  while (trainer.epoch < epochs) {
    const result = advance(trainer);
    if (result !== null) found.push(result);
  }
  return found;
}

describe.each(optimizers)('a checkpoint of $name', (optimizer) => {
  const setup = { ...smallSetup, config: { ...smallSetup.config, optimizer } };
  const { epochs } = setup.config;

  it('taken anywhere leads to the very same end, in another trainer', () => {
    const whole = trainerOf(setup);
    const expected = results(whole, epochs);
    const end = whole.checkpoint();

    const trainer = trainerOf(setup);
    let tried = 0;
    while (trainer.epoch < epochs) {
      const resumed = trainerOf({ ...setup });
      resumed.restore(trainer.checkpoint());
      expect([resumed.step, resumed.epoch]).toEqual([trainer.step, trainer.epoch]);
      expect(results(resumed, epochs)).toEqual(expected.slice(trainer.epoch));
      const reached = resumed.checkpoint();
      expect(bits(reached.parameters)).toEqual(bits(end.parameters));
      expect(bits(reached.carried)).toEqual(bits(end.carried));
      tried++;
      advance(trainer);
    }
    expect(tried).toBe(epochs * (whole.stepsPerEpoch + 1));
  });

  it('is a copy: training on does not change it', () => {
    const trainer = trainerOf(setup);
    trainer.trainStep();
    const checkpoint = trainer.checkpoint();
    const kept = structuredClone(checkpoint);
    trainer.trainStep();
    expect(checkpoint).toEqual(kept);
    expect(trainer.checkpoint()).not.toEqual(kept);
  });
});

describe('a checkpoint of another setup is refused', () => {
  const checkpoint = trainerOf(smallSetup).checkpoint();

  it('by the number of its parameters', () => {
    const wrong = { ...checkpoint, parameters: new Float32Array(3) };
    expect(() => trainerOf(smallSetup).restore(wrong)).toThrow('There are 3 parameters, but this network has 66.');
  });

  it.each([
    [optimizers[0], 0],
    [optimizers[1], 2 * 66],
  ])('by what its optimizer carries on: %o', (optimizer, needed) => {
    const trainer = trainerOf({ ...smallSetup, config: { ...smallSetup.config, optimizer } });
    const wrong = { ...checkpoint, carried: new Float32Array(3) };
    expect(() => trainer.restore(wrong)).toThrow(`carries 3 numbers beside its parameters, but ${needed} are needed`);
  });

  it.each([
    { epoch: 0, step: 5 },
    { epoch: 2, step: 7 },
    { epoch: -1, step: 0 },
  ])('by its position, epoch $epoch and step $step', (position) => {
    expect(() => trainerOf(smallSetup).restore({ ...checkpoint, ...position })).toThrow(/does not have/);
  });
});
