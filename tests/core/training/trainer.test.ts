import { describe, expect, it } from 'vitest';
import type { OptimizerConfig } from '#core/contract/config.ts';
import type { Activation } from '#core/contract/design.ts';
import { noSums } from '#core/training/scores.ts';
import { bits, clusters, exclusiveOr, smallSetup, splitOff, trainerOf, trainToEnd, type Setup } from './examples.ts';

const adam: OptimizerConfig = { name: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const sgd: OptimizerConfig = { name: 'sgd', learningRate: 0.1 };

describe('a network learns', () => {
  const four = Uint32Array.of(0, 1, 2, 3);
  const none = new Uint32Array();

  it.each<[name: string, Activation, OptimizerConfig, batchSize: number]>([
    ['SGD, one example at a time', 'tanh', sgd, 1],
    ['SGD, all at once', 'tanh', { name: 'sgd', learningRate: 0.5 }, 4],
    ['Adam', 'relu', adam, 4],
  ])('exclusive or with %s', (_name, activation, optimizer, batchSize) => {
    const trainer = trainerOf({
      design: {
        inputs: 2,
        layers: [
          { units: 8, activation },
          { units: 2, activation: 'softmax' },
        ],
      },
      config: { ...smallSetup.config, optimizer, batchSize, epochs: 400 },
      examples: exclusiveOr,
      split: { train: four, validation: none, test: four },
    });
    trainToEnd(trainer);
    const { loss, accuracy } = trainer.evaluate('train');
    expect(accuracy).toBe(1);
    expect(loss).toBeLessThan(0.1);
  });

  it.each(['binary-cross-entropy', 'mean-squared-error'] as const)(
    'exclusive or with a single output under %s',
    (loss) => {
      const trainer = trainerOf({
        design: {
          inputs: 2,
          layers: [
            { units: 8, activation: 'tanh' },
            { units: 1, activation: 'sigmoid' },
          ],
        },
        config: { ...smallSetup.config, loss, optimizer: adam, batchSize: 4, epochs: 400 },
        examples: exclusiveOr,
        split: { train: four, validation: none, test: four },
      });
      expect(trainToEnd(trainer).evaluate('test').accuracy).toBe(1);
    },
  );

  it('to tell clusters apart that it has never seen', () => {
    const trainer = trainerOf({
      ...smallSetup,
      config: { ...smallSetup.config, batchSize: 8, epochs: 20 },
      examples: clusters(120, 5, 3),
      split: splitOff(120, 30),
    });
    expect(trainToEnd(trainer).evaluate('test').accuracy).toBe(1);
  });
});

describe('an epoch', () => {
  it('sees every training example once, in batches of which the last is smaller', () => {
    const trainer = trainerOf(smallSetup);
    expect([trainer.stepsPerEpoch, trainer.steps]).toEqual([4, 12]);
    const sizes: number[] = [];
    while (!trainer.epochIsDue) sizes.push(trainer.trainStep().examples);
    expect(sizes).toEqual([3, 3, 3, 1]);
    expect(trainer.epochSums.examples).toBe(10);
    expect([trainer.step, trainer.epoch]).toEqual([4, 0]);
  });

  it('reports the mean over its batches, and the test part as the weights are at its end', () => {
    const trainer = trainerOf(smallSetup);
    let loss = 0;
    let correct = 0;
    while (!trainer.epochIsDue) {
      const batch = trainer.trainStep();
      loss += batch.loss;
      correct += batch.correct;
    }
    const result = trainer.endEpoch();
    expect(result.epoch).toBe(1);
    expect(result.train).toEqual({ loss: loss / 10, accuracy: correct / 10 });
    expect(result.test).toEqual(trainer.evaluate('test'));
    expect(trainer.epochSums).toEqual(noSums());
  });

  it('adds up to the loss of the training part when hardly anything is learned', () => {
    const config = { ...smallSetup.config, optimizer: { name: 'sgd' as const, learningRate: 1e-12 } };
    const trainer = trainerOf({ ...smallSetup, config });
    while (!trainer.epochIsDue) trainer.trainStep();
    const { train } = trainer.endEpoch();
    const whole = trainer.evaluate('train');
    expect(train.loss).toBeCloseTo(whole.loss, 6);
    expect(train.accuracy).toBe(whole.accuracy);
  });

  it('is shuffled anew', () => {
    const config = { ...smallSetup.config, batchSize: 10, epochs: 2, optimizer: { ...sgd, learningRate: 1e-12 } };
    const trainer = trainerOf({ ...smallSetup, config });
    const order = (): string => {
      trainer.trainStep();
      return trainer.network.inputs.subarray(0, 50).join();
    };
    const first = order();
    trainer.endEpoch();
    expect(order()).not.toBe(first);
  });

  it('has no more steps than it has batches, and ends only after them', () => {
    const trainer = trainerOf(smallSetup);
    expect(() => trainer.endEpoch()).toThrow(/still has batches/);
    while (!trainer.epochIsDue) trainer.trainStep();
    expect(() => trainer.trainStep()).toThrow(/endEpoch is due/);
  });
});

describe('the weights', () => {
  const weightsAfter = (setup: Setup): Uint32Array => bits(trainToEnd(trainerOf(setup)).checkpoint().parameters);

  it('follow from the seed', () => {
    const other = { ...smallSetup, config: { ...smallSetup.config, seed: 2 } };
    expect(weightsAfter(smallSetup)).toEqual(weightsAfter(smallSetup));
    expect(weightsAfter(smallSetup)).not.toEqual(weightsAfter(other));
  });

  it('do not change when they are evaluated', () => {
    const trainer = trainerOf(smallSetup);
    trainer.trainStep();
    const before = trainer.checkpoint();
    trainer.evaluate('train');
    trainer.evaluate('test');
    expect(trainer.checkpoint()).toEqual(before);
    expect(bits(trainToEnd(trainer).checkpoint().parameters)).toEqual(weightsAfter(smallSetup));
  });

  it('know nothing of the test part', () => {
    const inputs = smallSetup.examples.inputs.slice();
    inputs.fill(255, 10 * 5);
    const labels = smallSetup.examples.labels.slice();
    labels.fill(0, 10);
    expect(weightsAfter({ ...smallSetup, examples: { ...smallSetup.examples, inputs, labels } })).toEqual(
      weightsAfter(smallSetup),
    );
  });

  it('move by one step of gradient descent: w − rate·∂L/∂w of the batch', () => {
    // One weight and one bias, squared error, x = 1, target 1: a = w + b, δ = a − 1 for both.
    const trainer = trainerOf({
      design: { inputs: 1, layers: [{ units: 1, activation: 'identity' }] },
      config: { ...smallSetup.config, loss: 'mean-squared-error', optimizer: sgd, batchSize: 2, epochs: 1 },
      examples: {
        count: 3,
        features: 1,
        classes: 2,
        inputs: Uint8Array.of(1, 1, 1),
        scale: 1,
        labels: Uint8Array.of(1, 1, 1),
      },
      split: splitOff(3, 1),
    });
    trainer.network.importParameters(Float32Array.of(4, 2));
    expect({ ...trainer.trainStep() }).toEqual({ loss: 25, correct: 2, absoluteError: 0, examples: 2 });
    expect([...trainer.network.exportParameters()]).toEqual([Math.fround(3.5), Math.fround(1.5)]);
  });
});

describe('an augmentation', () => {
  const setup: Setup = {
    ...smallSetup,
    design: { ...smallSetup.design, inputs: 6 },
    examples: clusters(13, 6, 3),
    shape: [2, 3],
    split: splitOff(13, 3, 2),
  };
  const augmentation = { shift: 1, rotate: 30, scale: 20, shear: 10, elastic: { strength: 5, smoothness: 2 } };
  const augmented = () => trainerOf({ ...setup, config: { ...setup.config, augmentation } });

  it('distorts what is learned from, and nothing that is judged', () => {
    const [plain, distorting] = [trainerOf(setup), augmented()];
    const parts = ['train', 'validation', 'test'] as const;
    for (const part of parts) expect(distorting.evaluate(part)).toEqual(plain.evaluate(part));
    expect(distorting.trainStep().loss).not.toBe(plain.trainStep().loss);
    plain.network.importParameters(distorting.network.exportParameters());
    for (const part of parts) expect(distorting.evaluate(part)).toEqual(plain.evaluate(part));
  });

  it('distorts another way in each step', () => {
    const split = { ...setup.split, train: setup.split.train.slice(0, 1) };
    // A learning rate that leaves the weights as they are, and the same example alone in every step.
    const optimizer: OptimizerConfig = { name: 'sgd', learningRate: 1e-30 };
    const trainer = trainerOf({ ...setup, split, config: { ...setup.config, batchSize: 1, optimizer, augmentation } });
    const first = trainer.trainStep().loss;
    trainer.endEpoch();
    expect(Math.abs(trainer.trainStep().loss - first)).toBeGreaterThan(1e-3);
  });

  it('needs to be told what shape the pictures have', () => {
    const { shape, ...shapeless } = setup;
    expect(shape).toBeDefined();
    expect(() => trainerOf({ ...shapeless, config: { ...setup.config, augmentation } })).toThrow(
      'the shape of the pictures',
    );
  });
});
