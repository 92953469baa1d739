import { expect, it } from 'vitest';
import { trainingBytes } from '#renderer/views/workbench/design/memory.ts';

const design = {
  inputs: 3,
  layers: [
    { units: 4, activation: 'relu' as const },
    { units: 2, activation: 'softmax' as const },
  ],
};

it('counts parameters, gradients, the batch, and what Adam keeps', () => {
  const parameters = 3 * 4 + 4 + 4 * 2 + 2;
  const batch = 5 * (3 + 2 * (4 + 2));
  const sgd = trainingBytes(design, { optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 5 });
  expect(sgd).toBe(4 * (2 * parameters + batch));
  const adam = { name: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
  expect(trainingBytes(design, { optimizer: adam, batchSize: 5 })).toBe(4 * (4 * parameters + batch));
});
