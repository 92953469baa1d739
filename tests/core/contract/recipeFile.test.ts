import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LaminaError } from '#core/contract/errors.ts';
import { parseRecipe } from '#core/contract/recipeFile.ts';
import { packageRoot } from '#main/host/paths.ts';

/** A recipe that cannot be used, what is told about it, and the hint. */
const wrong: [text: string, message: string, hint?: string][] = [
  ['{"epochs": 2,}', 'r.json is not valid JSON at line 1, column 14.', 'Check its commas, quotes and brackets there.'],
  ['{\n  "hidden": [8,\n  ]\n}', 'r.json is not valid JSON at line 3, column 3.'],
  [' \n', 'r.json is empty.', ''],
  [
    '{"version": 2, "wires": []}',
    'r.json was written by a newer Lamina (format 2; this one reads up to 1).',
    'Open it with a Lamina as new as the one that wrote it.',
  ],
  ['{"lamina": "recipe"}', 'lamina must be "design", not "recipe".'],
  ['[]', 'the file must be an object in curly brackets.'],
  [
    '{"training": {"augmentation": {"elastic": {"strenght": 34}}}}',
    'training.augmentation.elastic: unknown "strenght".',
    'Did you mean "strength"?',
  ],
  ['{"trainin": {}}', 'unknown "trainin".', 'Did you mean "training"?'],
  ['{"training": {"epoch": 3}}', 'training: unknown "epoch".', 'Did you mean "epochs"?'],
  ['{"training": {"epochs": 0}}', 'training.epochs must be a whole number from 1 to 1,000,000, not 0.'],
  ['{"training": {"epochs": 2000000}}', 'training.epochs must be a whole number from 1 to 1,000,000, not 2000000.'],
  ['{"training": {"batchSize": 1.5}}', 'training.batchSize must be a whole number from 1 to 1,000,000, not 1.5.'],
  ['{"training": {"seed": "one"}}', 'training.seed must be a whole number from 0 to 9,007,199,254,740,991, not "one".'],
  [
    '{"training": {"optimizer": {"name": "adm"}}}',
    'training.optimizer.name must be one of sgd, momentum, nesterov, rmsprop, adam, adamw, not "adm".',
    'Did you mean "adam"?',
  ],
  ['{"training": {"optimizer": {"name": "sgd", "beta1": 0}}}', 'training.optimizer: unknown "beta1".', ''],
  [
    '{"training": {"optimizer": {"name": "sgd", "learningRate": 0}}}',
    'training.optimizer.learningRate must be a number above 0, up to 1,000, not 0.',
  ],
  ['{"hidden": [0]}', 'hidden.0 must be a whole number from 1 to 65,536, not 0.'],
  ['{"hidden": 128}', 'hidden must be a list in square brackets, not 128.'],
  ['{"layers": []}', 'layers must have at least 1 entry.'],
  [
    '{"activation": "rleu"}',
    'activation must be one of identity, step, sign, sigmoid, tanh, relu, leaky-relu, elu, softplus, swish, gelu, not "rleu".',
    'Did you mean "relu"?',
  ],
  [
    '{"hidden": [8], "layers": [{"units": 10, "activation": "softmax"}]}',
    'hidden: cannot stand beside "layers", which says it all.',
  ],
  [
    '{"layers": [{"units": 9, "activation": "softmax"}, {"units": 10, "activation": "softmax"}]}',
    'layers.0.activation: softmax belongs on the output layer only.',
  ],
  ['{"a": 1, "name": 2, "dataset": 3, "hidden": 4}', '; and 1 more.'],
];

describe('parseRecipe', () => {
  it.each(wrong)('refuses %s', (text, message, hint) => {
    let told: unknown;
    try {
      parseRecipe(text, 'r.json');
    } catch (error) {
      told = error;
    }
    if (!(told instanceof LaminaError)) throw new Error(`accepted, or failed with ${String(told)}`);
    expect(told.message).toContain(message);
    expect(told.message).toContain('r.json');
    if (hint !== undefined) expect(told.hint).toBe(hint);
  });

  it('takes what the whole of a training may be told, with its defaults within', () => {
    const training = {
      schedule: { name: 'cosine' },
      warmupEpochs: 0.5,
      regularisation: { l2: 0.001 },
      augmentation: { rotate: 10, elastic: { strength: 34 } },
      stopping: { patience: { epochs: 3 }, restoreBest: true },
      validationPercent: 10,
    };
    expect(parseRecipe(JSON.stringify({ training }), 'r.json')).toEqual({
      training: {
        schedule: { name: 'cosine', finalFraction: 0 },
        warmupEpochs: 0.5,
        regularisation: { l1: 0, l2: 0.001, clipNorm: 0 },
        augmentation: { shift: 0, rotate: 10, scale: 0, shear: 0, elastic: { strength: 34, smoothness: 4 } },
        stopping: {
          patience: { metric: 'loss', split: 'validation', epochs: 3, minimumChange: 0 },
          restoreBest: true,
        },
        validationPercent: 10,
      },
    });
  });

  it('takes every recipe that comes with the program', () => {
    const folder = join(packageRoot, 'resources', 'recipes');
    const names = readdirSync(folder);
    expect(names).toEqual(expect.arrayContaining(['bundled.json', 'mnist-800.json']));
    for (const name of names) expect(parseRecipe(readFileSync(join(folder, name), 'utf8'), name).name).toBeDefined();
  });

  it('fills in what an optimizer usually has, and nothing else', () => {
    expect(parseRecipe('{"training": {"optimizer": {"name": "adam", "beta1": 0.8}}}', 'r.json')).toEqual({
      training: { optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.8, beta2: 0.999, epsilon: 1e-8 } },
    });
    expect(parseRecipe('{}', 'r.json')).toEqual({});
  });
});
