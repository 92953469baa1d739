import { defaultConfig, type TrainingConfig } from '#core/contract/config.ts';
import type { Design } from '#core/contract/design.ts';
import { pixelScale, type ExampleTable, type LabelledTable, type TargetTable } from '#core/data/examples.ts';
import type { Split } from '#core/data/split.ts';
import type { Kernels } from '#core/kernels/kernels.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { PlainArena, type Arena } from '#core/tensor/arena.ts';
import { Random } from '#core/tensor/random.ts';
import { Trainer } from '#core/training/trainer.ts';

/** The four examples that no single layer can tell apart. */
export const exclusiveOr: LabelledTable = {
  count: 4,
  features: 2,
  classes: 2,
  inputs: Uint8Array.of(0, 0, 0, 255, 255, 0, 255, 255),
  scale: pixelScale,
  labels: Uint8Array.of(0, 1, 1, 0),
};

/** Examples scattered about one random centre for each class, well apart from each other. */
export function clusters(count: number, features: number, classes: number, seed = 1): LabelledTable {
  const random = new Random(seed, 'clusters');
  const centres = Array.from({ length: classes * features }, () => random.between(40, 215));
  const labels = Uint8Array.from({ length: count }, (_, index) => index % classes);
  const inputs = Uint8Array.from({ length: count * features }, (_, index) => {
    const label = labels[Math.floor(index / features)];
    return centres[label * features + (index % features)] + random.between(-15, 15);
  });
  return { count, features, classes, inputs, scale: pixelScale, labels };
}

/** The first examples for training, then those for the validation, and the last `test` of them for the test. */
export function splitOff(count: number, test: number, validation = 0): Split {
  const all = Uint32Array.from({ length: count }, (_, index) => index);
  return {
    train: all.slice(0, count - test - validation),
    validation: all.slice(count - test - validation, count - test),
    test: all.slice(count - test),
  };
}

export interface Setup {
  design: Design;
  config: TrainingConfig;
  examples: ExampleTable;
  /** Of pictures: height and width. */
  shape?: readonly [height: number, width: number];
  split: Split;
}

/** Ten examples in batches of three, so that the last batch of an epoch is of one. */
export const smallSetup: Setup & { examples: LabelledTable } = {
  design: {
    inputs: 5,
    layers: [
      { units: 7, activation: 'tanh' },
      { units: 3, activation: 'softmax' },
    ],
  },
  config: { ...defaultConfig, batchSize: 3, epochs: 3 },
  examples: clusters(13, 5, 3),
  split: splitOff(13, 3),
};

export function trainerOf(
  setup: Setup,
  kernels: Kernels = referenceKernels,
  arena: Arena = new PlainArena(32),
): Trainer {
  return new Trainer({ ...setup, kernels, arena });
}

/** Trains to the end, and returns the trainer. */
export function trainToEnd(trainer: Trainer): Trainer {
  while (trainer.verdict === 'go on') {
    if (trainer.epochIsDue) trainer.endEpoch();
    else trainer.trainStep();
  }
  return trainer;
}

/** The bits of floats, which tell −0 from 0 and compare NaN with itself. */
export function bits(values: Float32Array): Uint32Array {
  return new Uint32Array(values.slice().buffer);
}

/** Smooth functions of random inputs, with a little noise: `outputs` numbers to be predicted for each example. */
export function regression(count: number, features: number, outputs: number, seed = 1): TargetTable {
  const random = new Random(seed, 'regression');
  const inputs = Uint8Array.from({ length: count * features }, () => random.below(256));
  const weights = Array.from({ length: features * outputs }, () => random.between(-2, 2));
  const targets = Float32Array.from({ length: count * outputs }, (_, index) => {
    const [example, output] = [Math.floor(index / outputs), index % outputs];
    let sum = random.between(-0.05, 0.05);
    for (let f = 0; f < features; f++) sum += (inputs[example * features + f] / 255) * weights[f * outputs + output];
    return sum + 0.3 * sum * sum;
  });
  return { count, features, inputs, scale: pixelScale, outputs, targets };
}
