import { z } from 'zod';

export const losses = ['mean-squared-error', 'binary-cross-entropy', 'categorical-cross-entropy'] as const;
export type Loss = (typeof losses)[number];

const learningRate = z.number().positive().max(1000);

export const optimizerSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('sgd'), learningRate }),
  z.strictObject({
    name: z.literal('adam'),
    learningRate,
    beta1: z.number().min(0).lt(1).default(0.9),
    beta2: z.number().min(0).lt(1).default(0.999),
    epsilon: z.number().positive().max(1).default(1e-8),
  }),
]);
export type OptimizerConfig = z.infer<typeof optimizerSchema>;
export const optimizerNames = ['sgd', 'adam'] as const satisfies OptimizerConfig['name'][];

/** A learning rate that each optimizer usually learns well with. */
export const usualLearningRate = { sgd: 0.1, adam: 0.001 } as const satisfies Record<OptimizerConfig['name'], number>;

export const seedSchema = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** How a network is trained. Everything that changes the resulting weights stands here, in the design or in the data. */
export const configSchema = z.strictObject({
  loss: z.enum(losses),
  optimizer: optimizerSchema,
  batchSize: z.int().min(1).max(1_000_000),
  epochs: z.int().min(1).max(1_000_000),
  /** Share of the examples that is trained on, in percent; the rest is the test part. */
  trainPercent: z.number().min(1).max(99),
  /** Names the initial weights, the split and every epoch's shuffle. */
  seed: seedSchema,
});
export type TrainingConfig = z.infer<typeof configSchema>;

export const defaultConfig: TrainingConfig = {
  loss: 'categorical-cross-entropy',
  optimizer: { name: 'sgd', learningRate: 0.1 },
  batchSize: 32,
  epochs: 5,
  trainPercent: 80,
  seed: 1,
};
