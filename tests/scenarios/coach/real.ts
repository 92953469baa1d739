import type { configSchema } from '#core/contract/config.ts';
import { parseConfig } from '#core/contract/config.ts';
import type { ToyName } from '#core/contract/dataset.ts';
import type { Activation, Design, Initialisation } from '#core/contract/design.ts';
import type { CoachState, LayerHealth } from '#core/analysis/coach/diagnosis.ts';
import { digitPixels, fillDigits } from '#core/data/digits/generator.ts';
import type { ExampleTable } from '#core/data/examples.ts';
import { byteScale, measureInputs } from '#core/data/preparation.ts';
import { splitExamples } from '#core/data/split.ts';
import { makeToy, toySource } from '#core/data/toy/generator.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { PlainArena } from '#core/tensor/arena.ts';
import { Trainer } from '#core/training/trainer.ts';
import type { z } from 'zod';
import type { CoachedScenario } from './scenario.ts';

/** A training that Lamina itself does, whose curves the coach is to judge. */
export interface Recipe {
  state: CoachState;
  name: string;
  data: ToyName | 'digits';
  noise?: number;
  count: number;
  hidden: number[];
  activation?: Activation;
  dropout?: number;
  initialisation?: Initialisation;
  config: Partial<z.input<typeof configSchema>>;
  /** The run is looked at after so many epochs, while it goes on. */
  after?: number;
  /** Whether the units of its layers are looked at. */
  looksInside?: boolean;
}

/** A line of curves.csv. */
export type CurveRow = (number | undefined)[];

export function train(recipe: Recipe): { scenario: CoachedScenario; rows: CurveRow[] } {
  const { data, hidden, after = Infinity } = recipe;
  const set = makeSet(recipe);
  const isRegression = set.targets.length > 0;
  const config = parseConfig({
    loss: isRegression ? 'mean-squared-error' : 'categorical-cross-entropy',
    optimizer: { name: 'adam', learningRate: 0.01 },
    batchSize: 16,
    epochs: 50,
    preparation: data === 'digits' ? 'scale' : 'standardise',
    trainPercent: 80,
    seed: 1,
    ...recipe.config,
  });
  const design = designOf(recipe, set);
  const split = splitExamples(set, config);
  const statistics = measureInputs(config.preparation, tableOf(set, 1), split.train);
  const examples = { ...tableOf(set, byteScale(config.preparation)), ...(statistics && { statistics }) };
  const shape = data === 'digits' ? ([28, 28] as const) : ([1, set.features] as const);
  const arena = new PlainArena(32);
  const trainer = new Trainer({ design, config, examples, shape, split, kernels: referenceKernels, arena });
  const rows: CurveRow[] = [];
  let isDiverged = false;
  try {
    while (trainer.verdict === 'go on' && rows.length < after) {
      if (!trainer.epochIsDue) trainer.trainStep();
      else {
        const { epoch, train, validation, test } = trainer.endEpoch();
        const judged = validation ?? test;
        const score = isRegression ? ('rSquared' as const) : ('accuracy' as const);
        rows.push([epoch, train.loss, train[score], judged.loss, judged[score]]);
      }
    }
  } catch {
    isDiverged = true;
  }
  return {
    scenario: {
      about: `Trained by Lamina on ${describe(recipe)}, hidden layers ${hidden.join(', ') || 'none'}.`,
      status: isDiverged ? 'diverged' : rows.length < config.epochs && after < Infinity ? 'running' : 'finished',
      kind: data === 'digits' ? 'pictures' : 'table',
      targets: set.targets,
      judgedSplit: config.validationPercent > 0 ? 'validation' : 'test',
      design,
      config,
      ...(recipe.looksInside && { layers: lookInside(trainer, examples, split.train) }),
    },
    rows,
  };
}

function describe({ data, count, noise }: Recipe): string {
  return `${count} examples of ${data}${noise === undefined ? '' : ` with a noise of ${noise}`}`;
}

interface MadeSet {
  count: number;
  features: number;
  inputs: Uint8Array | Float32Array;
  labels: Uint8Array;
  values: Float32Array;
  classes: number;
  targets: string[];
}

function makeSet({ data, count, noise }: Recipe): MadeSet {
  if (data !== 'digits') {
    const { columns, classes, ...set } = makeToy({ ...toySource(data), count, ...(noise !== undefined && { noise }) });
    return { ...set, features: columns.length, classes: classes.length };
  }
  const inputs = new Uint8Array(count * digitPixels);
  const labels = new Uint8Array(count);
  fillDigits(1, 0, count, inputs, labels);
  return { count, features: digitPixels, inputs, labels, values: new Float32Array(), classes: 10, targets: [] };
}

function tableOf({ count, features, inputs, labels, values, classes, targets }: MadeSet, scale: number): ExampleTable {
  const common = { count, features, inputs, scale };
  return targets.length > 0 ? { ...common, outputs: targets.length, targets: values } : { ...common, classes, labels };
}

function designOf({ hidden, activation = 'relu', dropout, initialisation }: Recipe, set: MadeSet): Design {
  const layers = hidden.map((units) => ({
    units,
    activation,
    ...(dropout !== undefined && { dropout }),
    ...(initialisation !== undefined && { initialisation }),
  }));
  const output =
    set.targets.length > 0
      ? ({ units: set.targets.length, activation: 'identity' } as const)
      : ({ units: set.classes, activation: 'softmax' } as const);
  return { inputs: set.features, layers: [...layers, output] };
}

/** Units that give 0 for every training example. */
function lookInside({ network }: Trainer, examples: ExampleTable, order: Uint32Array): LayerHealth[] {
  const { inputs, features, scale, statistics } = examples;
  const alive = network.layers.map(({ units }) => new Array<boolean>(units).fill(false));
  for (const example of order) {
    for (let i = 0; i < features; i++) {
      const value = inputs[example * features + i] * scale;
      network.inputs[i] = statistics ? (value - statistics.offset[i]) * statistics.factor[i] : value;
    }
    network.forward(1);
    network.layers.forEach(({ outputs, units }, layer) => {
      for (let unit = 0; unit < units; unit++) if (outputs[unit] !== 0) alive[layer][unit] = true;
    });
  }
  return alive.map((units) => ({ units: units.length, dead: units.filter((isAlive) => !isAlive).length }));
}
