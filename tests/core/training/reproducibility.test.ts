import { beforeAll, expect, it } from 'vitest';
import { configSchema, optimizerNames, scheduleNames, type TrainingConfig } from '#core/contract/config.ts';
import { hiddenActivations, initialisations, isTrainable, type LayerDesign } from '#core/contract/design.ts';
import { setupProblems } from '#core/contract/setup.ts';
import type { EpochResult } from '#core/contract/run.ts';
import { createSimdKernels, type KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { Random } from '#core/tensor/random.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import type { Checkpoint } from '#core/training/checkpoint.ts';
import type { Trainer } from '#core/training/trainer.ts';
import { compileKernels, simdBuilds } from '../kernels/simdBuilds.ts';
import { bits, clusters, regression, splitOff, trainerOf, type Setup } from './examples.ts';

/** Random small setups, each trained without and with interruptions, with one build of the kernels or the other. */
const configurations = 300;
/** Setups in one test, so that a failure names its neighbourhood. */
const together = 25;

let binaries: KernelBinaries;
beforeAll(async () => {
  binaries = await compileKernels();
});

/** A change of the learning rate while the training goes on. */
interface Change {
  step: number;
  learningRate: number;
}

function oneOf<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.below(items.length)];
}

function randomLayer(random: Random): LayerDesign {
  return {
    units: 1 + random.below(9),
    activation: oneOf(random, hiddenActivations.filter(isTrainable)),
    dropout: oneOf(random, [0, 0, 0.3, 0.6]),
    initialisation: oneOf(random, initialisations),
  };
}

function randomConfig(random: Random, loss: TrainingConfig['loss'], isRegression: boolean): TrainingConfig {
  const name = oneOf(random, optimizerNames);
  const schedule = oneOf(random, scheduleNames);
  const metric = oneOf(random, isRegression ? ['loss', 'meanAbsoluteError', 'rSquared'] : ['loss', 'accuracy']);
  const split = oneOf(random, ['train', 'validation', 'test']);
  const patience = { metric, split, epochs: 1 + random.below(3), minimumChange: oneOf(random, [0, 0.01, 10]) };
  const hasPatience = random.below(2) === 1;
  return configSchema.parse({
    loss,
    optimizer: { name, learningRate: oneOf(random, [0.001, 0.01, 0.1]) },
    schedule: schedule === 'step' ? { name: 'step', everyEpochs: 1 + random.below(3) } : { name: schedule },
    warmupEpochs: oneOf(random, [0, 0, 0.5, 1.7]),
    regularisation: {
      l1: oneOf(random, [0, 0.01]),
      l2: oneOf(random, [0, 0.1]),
      clipNorm: oneOf(random, [0, 0.5]),
    },
    batchSize: 1 + random.below(9),
    epochs: 2 + random.below(5),
    stopping: {
      ...(hasPatience && { patience, restoreBest: random.below(3) > 0 }),
      ...(random.below(4) === 0 && { target: { metric: 'loss', split, value: oneOf(random, [0.01, 0.6]) } }),
    },
    trainPercent: 80,
    validationPercent: 25,
    seed: random.below(1000),
  });
}

function randomSetup(random: Random): Setup {
  const task = random.below(4);
  const [features, count, outputs] = [1 + random.below(6), 12 + random.below(20), 1 + random.below(4)];
  const split = splitOff(count, 3, 3);
  const hidden = Array.from({ length: random.below(3) }, () => randomLayer(random));
  const design = (units: number, activation: LayerDesign['activation']) => ({
    inputs: features,
    layers: [...hidden, { units, activation }],
  });
  const config = (loss: TrainingConfig['loss']) => randomConfig(random, loss, task === 0);
  if (task === 0) {
    const examples = regression(count, features, outputs);
    return { design: design(outputs, 'identity'), config: config('mean-squared-error'), examples, split };
  }
  if (task === 1) {
    const examples = clusters(count, features, 2);
    return { design: design(1, 'sigmoid'), config: config('binary-cross-entropy'), examples, split };
  }
  const loss = oneOf(random, [
    'categorical-cross-entropy',
    'sparse-categorical-cross-entropy',
    'mean-squared-error',
  ] as const);
  const classes = 2 + random.below(4);
  return {
    design: design(classes, 'softmax'),
    config: config(loss),
    examples: clusters(count, features, classes),
    split,
  };
}

/** As it comes back from the store: the numbers as they are, the rest as JSON. */
function stored({ parameters, carried, ...header }: Checkpoint): Checkpoint {
  const kept = JSON.parse(JSON.stringify(header)) as Omit<Checkpoint, 'parameters' | 'carried'>;
  return { ...kept, parameters: parameters.slice(), carried: carried.slice() };
}

/** Trains to the end. Before each call for which `interrupted` holds, another trainer takes over from a checkpoint. */
function train(
  make: () => Trainer,
  changes: readonly Change[],
  interrupted: (call: number) => boolean,
): { trainer: Trainer; results: EpochResult[]; calls: number } {
  let trainer = make();
  const results: EpochResult[] = [];
  let calls = 0;
  for (; trainer.verdict === 'go on'; calls++) {
    const change = changes.find(({ step }) => step === trainer.step);
    if (change && !trainer.epochIsDue) trainer.setLearningRate(change.learningRate);
    if (interrupted(calls)) {
      const checkpoint = stored(trainer.checkpoint());
      trainer = make();
      if (calls % 2 === 0 && !trainer.epochIsDue) trainer.trainStep(); // whatever it did before is forgotten
      trainer.restore(checkpoint);
    }
    if (trainer.epochIsDue) results.push(trainer.endEpoch());
    else trainer.trainStep();
  }
  return { trainer, results, calls };
}

function expectTheSame(random: Random, index: number): void {
  const setup = randomSetup(random);
  const make = (): Trainer => {
    const arena = new WasmArena();
    return trainerOf(setup, createSimdKernels(arena, binaries, simdBuilds[index % 2]), arena);
  };
  const changes = Array.from({ length: random.below(3) }, () => ({
    step: random.below(20),
    learningRate: oneOf(random, [0.002, 0.05]),
  }));
  const whole = train(make, changes, () => false);
  const points = new Set(Array.from({ length: 1 + random.below(4) }, () => random.below(whole.calls)));
  const pieces = train(make, changes, (call) => points.has(call));

  expect(pieces.results).toEqual(whole.results);
  const [found, expected] = [pieces.trainer, whole.trainer].map((trainer) => trainer.checkpoint());
  expect(bits(found.parameters)).toEqual(bits(expected.parameters));
  expect(bits(found.carried)).toEqual(bits(expected.carried));
  expect({ ...found, parameters: null, carried: null }).toEqual({ ...expected, parameters: null, carried: null });
}

it.each(Array.from({ length: configurations / together }, (_, group) => group * together))(
  'random setups from %i on come to the same weights, bit for bit, wherever they are interrupted',
  (first) => {
    for (let index = first; index < first + together; index++) {
      expectTheSame(new Random(11, 'configuration', index), index);
    }
  },
);

it('the setups are ones that a run could have, and of every kind', () => {
  const seen = new Set<string>();
  for (let index = 0; index < configurations; index++) {
    const { design, config, examples } = randomSetup(new Random(11, 'configuration', index));
    const targets = 'targets' in examples ? { targets: Array.from({ length: examples.outputs }, String) } : {};
    const classes = 'labels' in examples ? Array.from({ length: examples.classes }, String) : [];
    const dataset = { shape: [1, examples.features] as const, classes, ...targets, count: 40 };
    expect(setupProblems(design, config, dataset)).toEqual([]);
    const { patience, restoreBest, target } = config.stopping;
    seen.add(config.optimizer.name).add(config.schedule.name).add(config.loss);
    for (const { activation, dropout } of design.layers) seen.add(activation).add(dropout ? 'dropout' : '');
    for (const [name, there] of Object.entries({ patience, restoreBest, target })) if (there) seen.add(name);
  }
  const kinds = [...optimizerNames, ...scheduleNames, ...hiddenActivations.filter(isTrainable)];
  expect([...seen]).toEqual(expect.arrayContaining([...kinds, 'dropout', 'patience', 'restoreBest', 'target']));
});
