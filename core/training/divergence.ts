import { LaminaError } from '../contract/errors.ts';

/** The error that ends a training whose numbers have left the range of numbers. `layer` counts from 0. */
export function diverged(epoch: number, layer: number | null, layers: number, learningRate: number): LaminaError {
  const first = layer === null ? 'Only the loss itself did' : `The values of ${layerName(layer, layers)} went first`;
  return new LaminaError(
    'diverged',
    `The loss became infinite or not a number in epoch ${epoch}. ${first}.`,
    `Usually the learning rate is too large: it was ${learningRate}. Try a tenth of it, or limit the length of the gradient.`,
  );
}

function layerName(layer: number, layers: number): string {
  return layer === layers - 1 ? 'the output layer' : `hidden layer ${layer + 1}`;
}
