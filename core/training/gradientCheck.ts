import type { TrainingConfig } from '../contract/config.ts';
import type { Design } from '../contract/design.ts';
import type { LayerCheck } from '../contract/run.ts';
import type { ExampleTable } from '../data/examples.ts';
import { referenceKernels } from '../kernels/reference/referenceKernels.ts';
import { Backpropagation } from '../network/backpropagation.ts';
import { lossSum } from '../network/losses.ts';
import { Network } from '../network/network.ts';
import { PlainArena, type Floats } from '../tensor/arena.ts';
import { Random } from '../tensor/random.ts';
import { Batches } from './batches.ts';
import { addPenalty, penalty } from './regularisation.ts';

export interface GradientCheckOptions {
  design: Design;
  config: TrainingConfig;
  examples: ExampleTable;
  /** The numbers of the examples whose gradient is checked: a batch. */
  batch: Uint32Array;
  /** In the order of `Network.exportParameters`; fresh ones when left out. */
  parameters?: Float32Array;
  /** At most so many weights and so many biases of each layer are tried. */
  sample: number;
  /** Told how much is done, from 0 to 1, after each parameter. */
  progress?: (done: number) => void;
}

/**
 * By how much a parameter is moved either way. The difference (L(w+h) − L(w−h)) / 2h is off by about h², and by 10⁻¹⁶/h
 * for rounding. A corner of ReLU between w−h and w+h spoils it, which is why a smaller h has a say too.
 */
const nudges = [1e-5, 1e-6];
/** Gradients that are smaller than this share of the largest of their kind are measured against that share. */
const smallestShare = 1e-3;
/** And none against less than this: the losses' own rounding makes differences of about 10⁻¹⁰ out of nothing. */
const smallestGradient = 1e-6;

/**
 * Compares backpropagation with finite differences, layer by layer, in float64 through the reference kernels: the
 * gradient of the mean loss of a batch with its penalties, and with what dropout leaves out in the first step. Clipping
 * comes after the gradient and has no part in it. The network must be one that can be trained.
 */
export function checkGradients(options: GradientCheckOptions): LayerCheck[] {
  const { design, config, examples, batch, parameters } = options;
  const arena = new PlainArena(64);
  const rows = batch.length;
  const network = new Network({ design, kernels: referenceKernels, arena, maximumRows: rows });
  const { loss, regularisation, seed } = config;
  const backpropagation = new Backpropagation({ network, loss, arena, maximumRows: rows, seed });
  const batches = new Batches(network, loss, examples, arena);
  if (parameters) network.importParameters(parameters);
  else network.initialise(seed);
  batches.take(batch, 0, rows);

  const wholeLoss = (): number => {
    backpropagation.forward(rows, 0);
    return lossSum(loss, network.output, batches.targets, rows) / rows + penalty(network.parameters, regularisation);
  };
  backpropagation.forward(rows, 0);
  backpropagation.backward(batches.targets, rows);
  addPenalty(referenceKernels, network.parameters, backpropagation.gradients, regularisation);

  const samples = network.parameters.layers.map(({ weights, bias }, layer) => {
    const random = new Random(seed, 'gradient check', layer);
    return {
      weights: sampleOf(weights.length, options.sample, random),
      bias: sampleOf(bias.length, options.sample, random),
    };
  });
  const all = samples.reduce((sum, { weights, bias }) => sum + weights.length + bias.length, 0);
  let done = 0;
  const tried = () => options.progress?.(++done / all);
  return network.parameters.layers.map(({ weights, bias }, layer) => {
    const gradients = backpropagation.gradients.layers[layer];
    const sample = samples[layer];
    return {
      weights: largestDifference(weights, gradients.weights, sample.weights, wholeLoss, tried),
      bias: largestDifference(bias, gradients.bias, sample.bias, wholeLoss, tried),
      tried: sample.weights.length + sample.bias.length,
    };
  });
}

function sampleOf(length: number, most: number, random: Random): ArrayLike<number> & Iterable<number> {
  return length <= most ? Array.from({ length }, (_, i) => i) : random.permutation(length).slice(0, most);
}

function largestDifference(
  parameters: Floats,
  gradients: Floats,
  sample: Iterable<number>,
  wholeLoss: () => number,
  tried: () => void,
): number {
  let scale = 0;
  for (const gradient of gradients) scale = Math.max(scale, Math.abs(gradient));
  let largest = 0;
  for (const index of sample) {
    const differences = nudges.map((nudge) => {
      const slope = finiteDifference(parameters, index, nudge, wholeLoss);
      return relativeDifference(gradients[index], slope, Math.max(smallestGradient, smallestShare * scale));
    });
    largest = Math.max(largest, Math.min(...differences));
    tried();
  }
  return largest;
}

function finiteDifference(parameters: Floats, index: number, nudge: number, wholeLoss: () => number): number {
  const value = parameters[index];
  parameters[index] = value + nudge;
  const above = wholeLoss();
  parameters[index] = value - nudge;
  const below = wholeLoss();
  parameters[index] = value;
  return (above - below) / (2 * nudge);
}

function relativeDifference(gradient: number, slope: number, least: number): number {
  const difference = Math.abs(gradient - slope);
  return difference === 0 ? 0 : difference / Math.max(Math.abs(gradient), Math.abs(slope), least);
}
