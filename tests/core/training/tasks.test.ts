import { describe, expect, it } from 'vitest';
import type { OptimizerConfig, TrainingConfig } from '#core/contract/config.ts';
import { usualLearningRate, optimizerNames, optimizerSchema } from '#core/contract/config.ts';
import { hiddenActivations, isTrainable, type LayerDesign } from '#core/contract/design.ts';
import type { TargetTable } from '#core/data/examples.ts';
import { bits, clusters, regression, smallSetup, splitOff, trainerOf, trainToEnd, type Setup } from './examples.ts';

const adam: OptimizerConfig = { name: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

function setupOf(layers: LayerDesign[], changes: Partial<TrainingConfig>, examples = clusters(120, 5, 3)): Setup {
  return {
    design: { inputs: 5, layers },
    config: { ...smallSetup.config, batchSize: 8, epochs: 20, ...changes },
    examples,
    split: splitOff(120, 30),
  };
}

describe('a regression', () => {
  const layers: LayerDesign[] = [
    { units: 16, activation: 'tanh' },
    { units: 2, activation: 'identity' },
  ];
  const config: Partial<TrainingConfig> = { loss: 'mean-squared-error', optimizer: adam, epochs: 150 };

  it('learns several numbers at once', () => {
    const setup = { ...setupOf(layers, config), examples: regression(120, 5, 2) };
    const scores = trainToEnd(trainerOf(setup)).evaluate('test');
    expect(scores.rSquared).toBeGreaterThan(0.95);
    expect(scores.accuracy).toBeUndefined();
  });

  it('has the mean absolute error and R² that follow from the outputs', () => {
    // One linear unit per output with known weights: outputs x and 2x of the one input x.
    const examples: TargetTable = {
      count: 4,
      features: 1,
      inputs: Uint8Array.of(0, 1, 2, 3),
      scale: 1,
      outputs: 2,
      targets: Float32Array.of(1, 0, 1, 2, 1, 6, 5, 8),
    };
    const trainer = trainerOf({
      design: { inputs: 1, layers: [{ units: 2, activation: 'identity' }] },
      config: { ...smallSetup.config, loss: 'mean-squared-error', batchSize: 1 },
      examples,
      split: { train: Uint32Array.of(0), validation: new Uint32Array(), test: Uint32Array.of(0, 1, 2, 3) },
    });
    trainer.network.importParameters(Float32Array.of(1, 2, 0, 0));
    // Differences (−1, 0), (0, 0), (1, −2), (−2, −2); the targets' means are 2 and 4, their variations 12 and 40.
    expect(trainer.evaluate('test')).toEqual({
      loss: (1 + 5 + 8) / 2 / 4,
      meanAbsoluteError: 8 / 8,
      rSquared: 1 - 14 / 52,
    });
  });

  it('has no R² where all targets are alike', () => {
    const examples = { ...regression(13, 5, 1), targets: new Float32Array(13).fill(3) };
    const scores = trainerOf({
      ...smallSetup,
      design: { inputs: 5, layers: [{ units: 1, activation: 'identity' }] },
      config: { ...smallSetup.config, loss: 'mean-squared-error' },
      examples,
    }).evaluate('test');
    expect(Object.keys(scores)).toEqual(['loss', 'meanAbsoluteError']);
  });

  it('reports its epochs by the same scores', () => {
    const trainer = trainerOf({
      ...setupOf(layers, { ...config, optimizer: { name: 'sgd', learningRate: 1e-12 } }),
      examples: regression(120, 5, 2),
      split: splitOff(120, 30, 20),
    });
    while (!trainer.epochIsDue) trainer.trainStep();
    const { train, validation, test } = trainer.endEpoch();
    for (const [found, part] of [
      [train, 'train'],
      [validation, 'validation'],
      [test, 'test'],
    ] as const) {
      const expected = trainer.evaluate(part);
      expect(found!.loss).toBeCloseTo(expected.loss, 5);
      expect(found!.meanAbsoluteError).toBeCloseTo(expected.meanAbsoluteError!, 5);
      expect(found!.rSquared).toBeCloseTo(expected.rSquared!, 5);
    }
  });
});

describe('classes are learned', () => {
  const output: LayerDesign = { units: 3, activation: 'softmax' };

  it.each(hiddenActivations.filter(isTrainable))('through %s', (activation) => {
    const layers: LayerDesign[] = [{ units: 12, activation }, output];
    expect(trainToEnd(trainerOf(setupOf(layers, { optimizer: adam }))).evaluate('test').accuracy).toBe(1);
  });

  it.each(optimizerNames)('by %s at its usual learning rate', (name) => {
    const optimizer = optimizerSchema.parse({ name, learningRate: usualLearningRate[name] });
    const layers: LayerDesign[] = [{ units: 12, activation: 'relu' }, output];
    const before = trainerOf(setupOf(layers, { optimizer })).evaluate('train');
    const after = trainToEnd(trainerOf(setupOf(layers, { optimizer, epochs: 60 }))).evaluate('train');
    expect(after.loss).toBeLessThan(before.loss / 2);
  });

  it('with dropout, from which an evaluation leaves nothing out', () => {
    const layers: LayerDesign[] = [{ units: 40, activation: 'relu', dropout: 0.5 }, output];
    const trainer = trainerOf(setupOf(layers, { optimizer: adam }));
    const before = trainer.evaluate('train');
    expect(trainer.evaluate('train')).toEqual(before);
    expect(trainToEnd(trainer).evaluate('test').accuracy).toBe(1);
    const without = trainToEnd(trainerOf(setupOf([{ ...layers[0], dropout: 0 }, output], { optimizer: adam })));
    expect(bits(trainer.network.exportParameters())).not.toEqual(bits(without.network.exportParameters()));
  });

  it('to the same bits from one-hot targets and from class indices', () => {
    const layers: LayerDesign[] = [{ units: 12, activation: 'gelu' }, output];
    const [oneHot, sparse] = (['categorical-cross-entropy', 'sparse-categorical-cross-entropy'] as const).map((loss) =>
      trainToEnd(trainerOf(setupOf(layers, { loss, optimizer: adam, epochs: 3 }))),
    );
    expect(bits(sparse.network.exportParameters())).toEqual(bits(oneHot.network.exportParameters()));
    expect(sparse.evaluate('test')).toEqual(oneHot.evaluate('test'));
  });
});

describe('regularisation', () => {
  const layers: LayerDesign[] = [
    { units: 12, activation: 'tanh' },
    { units: 3, activation: 'softmax' },
  ];
  const size = (trainer: ReturnType<typeof trainerOf>): number =>
    trainer.network.parameters.layers.reduce((sum, { weights }) => sum + Math.hypot(...weights) ** 2, 0);

  it.each([
    { l1: 0.01, l2: 0, clipNorm: 0 },
    { l1: 0, l2: 0.1, clipNorm: 0 },
  ])('%o keeps weights small', (regularisation) => {
    const free = trainToEnd(trainerOf(setupOf(layers, {})));
    const held = trainToEnd(trainerOf(setupOf(layers, { regularisation })));
    expect(size(held)).toBeLessThan(size(free) / 1.5);
  });

  it('never lets a step be longer than the learning rate times the longest gradient', () => {
    const clipNorm = 0.01;
    const trainer = trainerOf(setupOf(layers, { regularisation: { l1: 0, l2: 0, clipNorm } }));
    const before = trainer.network.exportParameters();
    trainer.trainStep();
    const step = trainer.network.exportParameters().map((value, i) => value - before[i]);
    expect(Math.hypot(...step)).toBeCloseTo(0.1 * clipNorm, 6);
  });
});

describe('the learning rate', () => {
  it('can be changed between steps, which schedule and warm-up still act upon', () => {
    const trainer = trainerOf({
      ...smallSetup,
      config: { ...smallSetup.config, warmupEpochs: 0.5, schedule: { name: 'exponential', factor: 0.5 } },
    });
    const rates: number[] = [];
    while (trainer.verdict === 'go on') {
      if (trainer.step === 5) trainer.setLearningRate(0.02);
      if (trainer.epochIsDue) trainer.endEpoch();
      else {
        rates.push(trainer.learningRate);
        trainer.trainStep();
      }
    }
    const later = [0.02, 0.01, 0.01, 0.01, 0.01, 0.005, 0.005];
    expect(rates).toEqual([0.05, 0.1, 0.1, 0.1, 0.1, ...later]);
    expect(trainer.learningRates).toEqual([{ step: 5, learningRate: 0.02 }]);
  });

  it('is the last one of several for the same step', () => {
    const trainer = trainerOf(smallSetup);
    trainer.setLearningRate(0.5);
    trainer.setLearningRate(0.25);
    expect(trainer.learningRates).toEqual([{ step: 0, learningRate: 0.25 }]);
    expect(trainer.learningRate).toBe(0.25);
  });

  it.each([0, -1, NaN, Infinity])('cannot be %d', (rate) => {
    expect(() => trainerOf(smallSetup).setLearningRate(rate)).toThrow('must be above 0');
  });
});
