import { beforeAll, expect, it } from 'vitest';
import { isAugmented, optimizerNames, scheduleNames } from '#core/contract/config.ts';
import { hiddenActivations, isTrainable } from '#core/contract/design.ts';
import { setupProblems } from '#core/contract/setup.ts';
import type { EpochResult } from '#core/contract/run.ts';
import { createSimdKernels, type KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { Random } from '#core/tensor/random.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import type { Checkpoint } from '#core/training/checkpoint.ts';
import type { Trainer } from '#core/training/trainer.ts';
import { compileKernels, simdBuilds } from '../kernels/simdBuilds.ts';
import { bits, trainerOf } from './examples.ts';
import { oneOf, randomSetup } from './randomSetups.ts';

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
    const { design, config, examples, shape } = randomSetup(new Random(11, 'configuration', index));
    const targets = 'targets' in examples ? { targets: Array.from({ length: examples.outputs }, String) } : {};
    const classes = 'labels' in examples ? Array.from({ length: examples.classes }, String) : [];
    const dataset = { shape, classes, ...targets, count: 40 };
    expect(setupProblems(design, config, dataset)).toEqual([]);
    const { patience, restoreBest, target } = config.stopping;
    seen.add(isAugmented(config.augmentation) ? 'augmentation' : '');
    seen.add(config.optimizer.name).add(config.schedule.name).add(config.loss);
    for (const { activation, dropout } of design.layers) seen.add(activation).add(dropout ? 'dropout' : '');
    for (const [name, there] of Object.entries({ patience, restoreBest, target })) if (there) seen.add(name);
  }
  const kinds = [...optimizerNames, ...scheduleNames, ...hiddenActivations.filter(isTrainable)];
  expect([...seen]).toEqual(
    expect.arrayContaining([...kinds, 'dropout', 'augmentation', 'patience', 'restoreBest', 'target']),
  );
});
