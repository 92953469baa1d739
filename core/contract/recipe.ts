import { z } from 'zod';
import {
  augmentationSchema,
  checkpointsSchema,
  configSchema,
  optimizerSchema,
  regularisationSchema,
  scheduleSchema,
  stoppingSchema,
  usualLearningRate,
} from './config.ts';
import { activations, designSchema, hiddenActivations, layerSchema } from './design.ts';
import { oneOf, text } from './fields.ts';

const hiddenUnits = z.array(layerSchema.shape.units).max(99);

/** An optimizer whose learning rate may be left out: it is then the one that usually goes well with it. */
const recipeOptimizerSchema = z.preprocess((value) => {
  if (typeof value !== 'object' || value === null || 'learningRate' in value || !('name' in value)) return value;
  const usual = Object.entries(usualLearningRate).find(([name]) => name === value.name);
  return usual === undefined ? value : { ...value, learningRate: usual[1] };
}, optimizerSchema);

/** A config of which anything may be left out, and then stays out: whoever reads the recipe fills it in. */
const recipeTrainingSchema = z
  .strictObject({
    ...configSchema.shape,
    optimizer: recipeOptimizerSchema,
    schedule: scheduleSchema,
    warmupEpochs: configSchema.shape.warmupEpochs.unwrap(),
    regularisation: regularisationSchema,
    augmentation: augmentationSchema,
    stopping: stoppingSchema,
    preparation: configSchema.shape.preparation.unwrap(),
    testPart: configSchema.shape.testPart.unwrap(),
    validationPercent: configSchema.shape.validationPercent.unwrap(),
    stratified: configSchema.shape.stratified.unwrap(),
    checkpoints: checkpointsSchema,
  })
  .partial();

/** The newest version of the format that this program reads. */
export const recipeVersion = 1;

/** The layers of a design, held to all that a design is held to. */
export const layersSchema = designSchema.shape.layers.check((context) => {
  const parsed = designSchema.safeParse({ inputs: 1, layers: context.value });
  for (const { code, path, message } of parsed.error?.issues ?? []) {
    // Anything else has been told by the layers' own schemas.
    if (code === 'custom') context.issues.push({ code, input: context.value, path: path.slice(1), message });
  }
});

/**
 * What to train, as a file tells it: a recipe that someone wrote, or a design that the Workbench exported, which says by
 * `lamina` and `version` what it is. Everything may be left out. The network is given either by its hidden layers'
 * `hidden` units, all with one `activation`, or by all of its `layers`, the output layer last, as in a design.
 */
export const recipeSchema = z
  .strictObject({
    lamina: z.literal('design', { error: 'must be "design"' }).optional(),
    version: z.literal(recipeVersion, { error: `must be ${recipeVersion}` }).optional(),
    name: text(200).optional(),
    dataset: text(100).optional(),
    hidden: hiddenUnits.optional(),
    activation: oneOf(hiddenActivations).optional(),
    outputActivation: oneOf(activations).optional(),
    layers: layersSchema.optional(),
    training: recipeTrainingSchema.optional(),
  })
  .check((context) => {
    const { hidden, activation, outputActivation, layers } = context.value;
    if (layers === undefined) return;
    const others = Object.entries({ hidden, activation, outputActivation });
    for (const [name, value] of others) {
      if (value === undefined) continue;
      context.issues.push({
        code: 'custom',
        input: value,
        path: [name],
        message: 'cannot stand beside "layers", which says it all',
      });
    }
  });
export type Recipe = z.infer<typeof recipeSchema>;

const { patience, target } = stoppingSchema.shape;

/** Every word that a recipe may use as a name, for telling which one a wrong word was meant to be. */
export const recipeWords: readonly string[] = [
  ...new Set(
    [
      recipeSchema,
      layerSchema,
      configSchema,
      ...optimizerSchema.options,
      ...scheduleSchema.options,
      regularisationSchema,
      augmentationSchema,
      augmentationSchema.shape.elastic.unwrap(),
      stoppingSchema,
      patience.unwrap(),
      target.unwrap(),
      checkpointsSchema,
    ].flatMap(({ shape }) => Object.keys(shape)),
  ),
];
