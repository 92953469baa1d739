import { deadUnits, saturatedUnits, steepest, troublesOf } from '#core/analysis/inside/health.ts';
import { countBins, rootMeanSquare } from '#core/analysis/inside/numbers.ts';
import type { LayerInside } from '#core/contract/inside.ts';
import type { Backpropagation } from '#core/network/backpropagation.ts';
import { backwardActivation, type DenseLayer } from '#core/network/dense.ts';
import type { Network } from '#core/network/network.ts';
import type { Floats } from '#core/tensor/arena.ts';
import type { Probe } from './probe.ts';

const mostNumbered = 1000;

/** The numbers of each layer, and how it is, on the probed examples of the training part. */
export function lookAtLayers({ network, examples, setup }: Probe): LayerInside[] {
  const { backpropagation, training } = examples;
  const { batches, order } = training;
  const rows = order.length;
  batches.take(order, 0, rows);
  network.forward(rows);
  backpropagation.backward(batches.targets, rows);
  const layers = network.layers.map((_, index) => {
    // A cross-entropy passes its gradient to the sums of the output layer, however flat its activation is there.
    const isFlattened = index < network.layers.length - 1 || setup.config.loss === 'mean-squared-error';
    return lookAtLayer(network, backpropagation, index, rows, isFlattened);
  });
  const output = layers.at(-1);
  return layers.map((layer) => ({ ...layer, troubles: troublesOf(layer, output) }));
}

function lookAtLayer(
  network: Network,
  { gradients, deltas }: Backpropagation,
  index: number,
  rows: number,
  isFlattened: boolean,
): Omit<LayerInside, 'troubles'> {
  const layer = network.layers[index];
  const { activation, units, parameters } = layer;
  const outputs = layer.outputs.subarray(0, rows * units);
  const dead = deadUnits(activation, outputs, rows, units);
  const mayBeFlat = isFlattened && steepest[activation] !== undefined;
  const saturated = mayBeFlat
    ? saturatedUnits(activation, slopesInto(deltas[index], network, layer, rows), rows, units).length
    : 0;
  const gradient = gradients.layers[index].weights;
  return {
    units,
    weights: countBins(parameters.weights),
    biases: countBins(parameters.bias),
    activations: countBins(outputs),
    gradients: countBins(gradient),
    weightSize: rootMeanSquare(parameters.weights),
    gradientSize: rootMeanSquare(gradient),
    deadUnits: dead.slice(0, mostNumbered),
    dead: dead.length,
    saturated,
  };
}

/** f′(z) of each row and unit, `[rows × units]`: what a gradient of 1 becomes. Takes the place of what was in `room`. */
function slopesInto(room: Floats, { kernels }: Network, layer: DenseLayer, rows: number): Floats {
  const slopes = room.subarray(0, rows * layer.units);
  slopes.fill(1);
  backwardActivation(kernels, layer, slopes, rows);
  return slopes;
}
