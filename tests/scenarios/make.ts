/**
 * Works out what each scenario must come to, and writes it to its expected.json: `node tests/scenarios/make.ts`.
 *
 * It computes in float64 with plain loops over one example at a time, and shares nothing with the network and the
 * training that it checks. Only the order of the examples comes from the program's own random source.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activation } from '#core/contract/design.ts';
import { Random } from '#core/tensor/random.ts';
import { readSetup, scenarioNames, scenariosFolder, type ScenarioExpectation, type ScenarioSetup } from './scenario.ts';

interface Layer {
  /** weights[input][unit] */
  weights: number[][];
  bias: number[];
  activation: Activation;
}

const stepCount = 10;

for (const name of scenarioNames()) {
  const file = join(scenariosFolder, name, 'expected.json');
  writeFileSync(file, `${JSON.stringify(work(readSetup(name)), null, 2)}\n`);
}

function work(setup: ScenarioSetup): ScenarioExpectation {
  const { config } = setup;
  const layers = readLayers(setup);
  const slots = optimizerSlots(layers);
  const steps: ScenarioExpectation['steps'] = [];
  for (let epoch = 0; steps.length < stepCount; epoch++) {
    const positions = new Random(config.seed, 'shuffle', epoch).permutation(setup.train.length);
    const order = Array.from(positions, (position) => setup.train[position]);
    for (let from = 0; from < order.length && steps.length < stepCount; from += config.batchSize) {
      const batch = order.slice(from, from + config.batchSize);
      const { loss, correct, gradients } = learn(layers, setup, batch);
      steps.push({ examples: batch, loss, correct });
      update(layers, gradients, slots, setup, steps.length);
    }
  }
  return { steps, testLoss: learn(layers, setup, setup.test).loss };
}

function readLayers({ design, parameters }: ScenarioSetup): Layer[] {
  let position = 0;
  let inputs = design.inputs;
  return design.layers.map(({ units, activation }) => {
    const weights: number[][] = [];
    for (let i = 0; i < inputs; i++) weights.push(parameters.slice(position, (position += units)));
    const bias = parameters.slice(position, (position += units));
    inputs = units;
    return { weights, bias, activation };
  });
}

/** Mean loss, right answers and the mean gradients of some examples. */
function learn(
  layers: Layer[],
  setup: ScenarioSetup,
  batch: number[],
): { loss: number; correct: number; gradients: Layer[] } {
  const gradients = layers.map((layer) => ({
    weights: layer.weights.map((row) => row.map(() => 0)),
    bias: layer.bias.map(() => 0),
    activation: layer.activation,
  }));
  let loss = 0;
  let correct = 0;
  for (const example of batch) {
    const x = setup.examples.inputs[example].map((byte) => byte * setup.examples.scale);
    const label = setup.examples.labels[example];
    const values = forward(layers, x);
    const outputs = values[values.length - 1];
    const y = outputs.length === 1 ? [label] : outputs.map((_, unit) => (unit === label ? 1 : 0));
    loss += lossOf(setup.config.loss, outputs, y) / batch.length;
    const said = outputs.length === 1 ? Number(outputs[0] > 0.5) : outputs.indexOf(Math.max(...outputs));
    if (said === label) correct++;
    accumulate(layers, gradients, values, lossSlopes(setup.config.loss, outputs, y), batch.length);
  }
  return { loss, correct, gradients };
}

/** The inputs, and then each layer's outputs. */
function forward(layers: Layer[], x: number[]): number[][] {
  const values = [x];
  for (const { weights, bias, activation } of layers) {
    const before = values[values.length - 1];
    const sums = bias.map((start, unit) => before.reduce((sum, value, i) => sum + value * weights[i][unit], start));
    const exponentials = sums.map((sum) => Math.exp(sum));
    const total = exponentials.reduce((sum, value) => sum + value, 0);
    values.push(
      sums.map((sum, unit) => {
        if (activation === 'softmax') return exponentials[unit] / total;
        if (activation === 'sigmoid') return 1 / (1 + Math.exp(-sum));
        if (activation === 'tanh') return Math.tanh(sum);
        if (activation === 'relu') return Math.max(sum, 0);
        return sum;
      }),
    );
  }
  return values;
}

function lossOf(loss: ScenarioSetup['config']['loss'], a: number[], y: number[]): number {
  return a.reduce((sum, value, unit) => {
    if (loss === 'mean-squared-error') return sum + (value - y[unit]) ** 2 / 2;
    if (loss === 'categorical-cross-entropy') return sum - y[unit] * Math.log(value);
    return sum - y[unit] * Math.log(value) - (1 - y[unit]) * Math.log(1 - value);
  }, 0);
}

/** ∂loss/∂a, from the definition of each loss, with no activation in mind. */
function lossSlopes(loss: ScenarioSetup['config']['loss'], a: number[], y: number[]): number[] {
  return a.map((value, unit) => {
    if (loss === 'mean-squared-error') return value - y[unit];
    if (loss === 'categorical-cross-entropy') return -y[unit] / value;
    return (1 - y[unit]) / (1 - value) - y[unit] / value;
  });
}

/** Carries one example's slopes back through all layers, and adds its share to the gradients. */
function accumulate(layers: Layer[], gradients: Layer[], values: number[][], slopes: number[], examples: number): void {
  for (let index = layers.length - 1; index >= 0; index--) {
    const { weights, activation } = layers[index];
    const before = values[index];
    const a = values[index + 1];
    const delta = a.map((value, unit) => {
      // The full sum over ∂aₖ/∂zᵤ, which for all but softmax has one term.
      if (activation !== 'softmax') return slopes[unit] * derivative(activation, value);
      return a.reduce((sum, other, k) => sum + slopes[k] * other * (Number(k === unit) - value), 0);
    });
    before.forEach((value, i) => {
      delta.forEach((d, unit) => (gradients[index].weights[i][unit] += (value * d) / examples));
    });
    delta.forEach((d, unit) => (gradients[index].bias[unit] += d / examples));
    slopes = before.map((_, i) => delta.reduce((sum, d, unit) => sum + d * weights[i][unit], 0));
  }
}

function derivative(activation: Activation, a: number): number {
  if (activation === 'sigmoid') return a * (1 - a);
  if (activation === 'tanh') return 1 - a * a;
  if (activation === 'relu') return a > 0 ? 1 : 0;
  return 1;
}

interface Slot {
  m: number;
  v: number;
}

/** Adam's two means for every parameter, in the order in which `update` goes through them. */
function optimizerSlots(layers: Layer[]): Slot[] {
  const count = layers.reduce((sum, { weights, bias }) => sum + (weights.length + 1) * bias.length, 0);
  return Array.from({ length: count }, () => ({ m: 0, v: 0 }));
}

function update(layers: Layer[], gradients: Layer[], slots: Slot[], { config }: ScenarioSetup, step: number): void {
  const { optimizer } = config;
  let next = 0;
  const change = (gradient: number): number => {
    const slot = slots[next++];
    if (optimizer.name === 'sgd') return optimizer.learningRate * gradient;
    if (optimizer.name !== 'adam') throw new Error(`${optimizer.name} is checked against PyTorch: see pytorch/.`);
    slot.m = optimizer.beta1 * slot.m + (1 - optimizer.beta1) * gradient;
    slot.v = optimizer.beta2 * slot.v + (1 - optimizer.beta2) * gradient ** 2;
    const m = slot.m / (1 - optimizer.beta1 ** step);
    const v = slot.v / (1 - optimizer.beta2 ** step);
    return (optimizer.learningRate * m) / (Math.sqrt(v) + optimizer.epsilon);
  };
  layers.forEach(({ weights, bias }, index) => {
    const gradient = gradients[index];
    weights.forEach((row, i) => row.forEach((_, unit) => (row[unit] -= change(gradient.weights[i][unit]))));
    bias.forEach((_, unit) => (bias[unit] -= change(gradient.bias[unit])));
  });
}
