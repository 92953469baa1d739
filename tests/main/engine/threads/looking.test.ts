import { describe, expect, it } from 'vitest';
import { parseConfig, type TrainingConfig } from '#core/contract/config.ts';
import type { Design } from '#core/contract/design.ts';
import type { InputStatistics } from '#core/data/examples.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { Backpropagation } from '#core/network/backpropagation.ts';
import { Network } from '#core/network/network.ts';
import { PlainArena, type Floats } from '#core/tensor/arena.ts';
import { Random } from '#core/tensor/random.ts';
import { lookAtConfusion } from '#main/engine/threads/looking/confusion.ts';
import { lookAtLayers } from '#main/engine/threads/looking/layers.ts';
import { Probe } from '#main/engine/threads/looking/probe.ts';
import { lookAtSurface } from '#main/engine/threads/looking/surface.ts';
import { readKernelBinaries } from '#main/engine/kernelBinaries.ts';
import type { SharedTable } from '#main/engine/threads/table.ts';

const binaries = readKernelBinaries();
const count = 400;

function sharedFloats(values: readonly number[]): SharedArrayBuffer {
  const floats = new Float32Array(new SharedArrayBuffer(values.length * 4));
  floats.set(values);
  return floats.buffer;
}

/** Points in the plane, or on a line, in classes or with numbers to be predicted. */
function tableOf(features: number, classes: number, outputs: number): SharedTable {
  const random = new Random(5, 'table');
  const labels = new Uint8Array(new SharedArrayBuffer(classes > 0 ? count : 0));
  labels.forEach((_, i) => (labels[i] = i % classes));
  return {
    count,
    features,
    inputs: sharedFloats(Array.from({ length: count * features }, () => random.between(10, 30))),
    arePictures: false,
    classes,
    labels: labels.buffer,
    outputs,
    targets: sharedFloats(Array.from({ length: count * outputs }, () => random.between(-1, 1))),
    testCount: 0,
  };
}

const statistics: InputStatistics = { offset: Float32Array.of(20, 20), factor: Float32Array.of(0.1, 0.1) };

function probeOf(design: Design, config: Partial<TrainingConfig>, table: SharedTable): Probe {
  const whole = parseConfig({
    loss: 'sparse-categorical-cross-entropy',
    optimizer: { name: 'sgd', learningRate: 0.1 },
    batchSize: 4,
    epochs: 1,
    trainPercent: 50,
    seed: 1,
    ...config,
  });
  const setup = { run: 'r', design, config: whole, isRegression: table.outputs > 0, copyMemory: null };
  const probe = new Probe(setup, binaries);
  probe.network.initialise(3);
  const { features } = table;
  const { offset, factor } = statistics;
  const measured = { offset: offset.subarray(0, features), factor: factor.subarray(0, features) };
  probe.take({ table, split: null, statistics: measured });
  return probe;
}

const plane: Design = {
  inputs: 2,
  layers: [
    { units: 10, activation: 'relu', dropout: 0.5 },
    { units: 5, activation: 'tanh' },
    { units: 3, activation: 'softmax' },
  ],
};

/** The same network in float64, without dropout, after it has gone through what the probe last took. */
function twinOf(probe: Probe, rows: number): { network: Network; gradients: Backpropagation['gradients'] } {
  const arena = new PlainArena(64);
  const { design } = probe.network;
  const network = new Network({ design, kernels: referenceKernels, arena, maximumRows: rows });
  network.importParameters(probe.network.exportParameters());
  network.inputs.set(probe.network.inputs.subarray(0, rows * design.inputs));
  const { loss } = probe.setup.config;
  const backpropagation = new Backpropagation({ network, loss, arena, maximumRows: rows, seed: 1 });
  network.forward(rows);
  backpropagation.backward(Float64Array.from(probe.examples.training.batches.targets), rows);
  return { network, gradients: backpropagation.gradients };
}

function size(values: Floats): number {
  return Math.sqrt([...values].reduce((sum, value) => sum + value ** 2, 0) / values.length);
}

describe('the layers of a network', () => {
  it('have the numbers that a plain computation gives, without dropout, on examples of the training part', () => {
    const probe = probeOf(plane, {}, tableOf(2, 3, 0));
    const layers = lookAtLayers(probe);
    const { examples } = probe.examples.training;
    expect(examples).toHaveLength(200);
    const { network, gradients } = twinOf(probe, 200);
    layers.forEach((layer, index) => {
      const { weights, bias } = gradients.layers[index];
      expect(layer.gradientSize / size(weights)).toBeCloseTo(1, 4);
      expect(layer.weightSize / size(network.parameters.layers[index].weights)).toBeCloseTo(1, 6);
      expect(layer.gradients.from).toBeCloseTo(Math.min(...weights), 6);
      expect(layer.gradients.to).toBeCloseTo(Math.max(...weights), 6);
      const { outputs, units } = network.layers[index];
      expect(layer.activations.to).toBeCloseTo(Math.max(...outputs), 5);
      const total = ({ counts }: { counts: Uint32Array }) => counts.reduce((sum, value) => sum + value, 0);
      expect(total(layer.weights)).toBe(weights.length);
      expect(total(layer.biases)).toBe(bias.length);
      expect(total(layer.gradients)).toBe(weights.length);
      expect(total(layer.activations)).toBe(200 * units);
      expect(layer.troubles).toEqual([]);
    });
  });

  it('are in trouble where units are dead, and where they are saturated', () => {
    const probe = probeOf(plane, {}, tableOf(2, 3, 0));
    const [first, second] = probe.network.parameters.layers;
    for (const unit of [2, 7]) first.bias[unit] = -1000;
    second.bias.fill(20);
    const [relu, tanh, softmax] = lookAtLayers(probe);
    expect(relu).toMatchObject({ units: 10, dead: 2, deadUnits: [2, 7], saturated: 0 });
    expect(relu.troubles).toContain('dead');
    expect(tanh).toMatchObject({ units: 5, dead: 0, saturated: 5 });
    expect(tanh.troubles).toContain('saturated');
    expect(softmax).toMatchObject({ dead: 0, saturated: 0, troubles: [] });
    // Nothing passes back through flat units.
    expect(relu.troubles).toContain('vanishing');
  });

  it('at the output are saturated only where the loss passes through the activation', () => {
    const design: Design = { inputs: 2, layers: [{ units: 1, activation: 'sigmoid' }] };
    for (const [loss, saturated] of [
      ['binary-cross-entropy', 0],
      ['mean-squared-error', 1],
    ] as const) {
      const probe = probeOf(design, { loss }, tableOf(2, 2, 0));
      probe.network.parameters.layers[0].bias[0] = 30;
      expect(lookAtLayers(probe)[0].saturated).toBe(saturated);
    }
  });
});

describe('the surface of a network', () => {
  it('with two inputs is a grid over the data and a margin, as predictions would have it there', () => {
    const table = tableOf(2, 3, 0);
    const probe = probeOf(plane, {}, table);
    const surface = lookAtSurface(probe);
    if (surface?.kind !== 'regions') throw new Error('There are no regions.');
    const xs = new Float32Array(table.inputs).filter((_, i) => i % 2 === 0);
    const width = Math.max(...xs) - Math.min(...xs);
    expect(surface.x[0]).toBeCloseTo(Math.min(...xs) - width / 10, 4);
    expect(surface.x[1]).toBeCloseTo(Math.max(...xs) + width / 10, 4);
    expect(surface).toMatchObject({ columns: 64, rows: 64, outputValues: 3 });
    expect(surface.hidden.map(({ units, shown }) => [units, shown])).toEqual([
      [10, 10],
      [5, 5],
    ]);
    const [row, column] = [3, 50];
    const x = surface.x[0] + ((column + 0.5) / 64) * (surface.x[1] - surface.x[0]);
    const y = surface.y[1] - ((row + 0.5) / 64) * (surface.y[1] - surface.y[0]);
    probe.network.inputs.set([(x - 20) * 0.1, (y - 20) * 0.1]);
    probe.network.forward(1);
    const at = row * 64 + column;
    const expected = probe.network.classOutputs(0);
    expected.forEach((value, label) => expect(surface.outputs[at * 3 + label]).toBeCloseTo(value, 5));
    expect(surface.hidden[1].values[4 * 64 * 64 + at]).toBeCloseTo(probe.network.layers[1].outputs[4], 5);
  });

  it('with one input is a curve, of each hidden unit, too', () => {
    const design: Design = {
      inputs: 1,
      layers: [
        { units: 80, activation: 'tanh' },
        { units: 2, activation: 'identity' },
      ],
    };
    const probe = probeOf(design, { loss: 'mean-squared-error' }, tableOf(1, 0, 2));
    const surface = lookAtSurface(probe);
    if (surface?.kind !== 'curve') throw new Error('There is no curve.');
    expect(surface.outputs).toHaveLength(256 * 2);
    expect(surface.hidden).toMatchObject([{ units: 80, shown: 64 }]);
    probe.network.inputs[0] = (surface.inputs[255] - 20) * 0.1;
    probe.network.forward(1);
    expect(surface.outputs[255 * 2 + 1]).toBeCloseTo(probe.network.outputsOf(0)[1], 5);
    expect(surface.hidden[0].values[255 * 64 + 63]).toBeCloseTo(probe.network.layers[0].outputs[63], 5);
  });

  it('with a single output for two classes has an output for each', () => {
    const design: Design = { inputs: 1, layers: [{ units: 1, activation: 'sigmoid' }] };
    const surface = lookAtSurface(probeOf(design, { loss: 'binary-cross-entropy' }, tableOf(1, 2, 0)))!;
    expect(surface.outputs).toHaveLength(512);
    for (let i = 0; i < 512; i += 2) expect(surface.outputs[i] + surface.outputs[i + 1]).toBeCloseTo(1, 6);
  });

  it('shows fewer units of each of many layers', () => {
    const layers: Design['layers'] = [
      ...Array.from({ length: 8 }, () => ({ units: 64, activation: 'relu' as const })),
      { units: 3, activation: 'softmax' },
    ];
    const surface = lookAtSurface(probeOf({ inputs: 2, layers }, {}, tableOf(2, 3, 0)))!;
    expect(surface.hidden.map(({ shown }) => shown)).toEqual(new Array(8).fill(32));
  });

  it('is not there for more inputs than can be drawn', () => {
    const design: Design = { inputs: 3, layers: [{ units: 3, activation: 'softmax' }] };
    const three = { offset: new Float32Array(3), factor: new Float32Array(3).fill(1) };
    const probe = probeOf(design, {}, tableOf(3, 3, 0));
    probe.take({ table: tableOf(3, 3, 0), split: null, statistics: three });
    expect(lookAtSurface(probe)).toBeNull();
  });
});

describe('the confusion of a network', () => {
  it('of a regression has errors alone, with what was predicted', () => {
    const design: Design = { inputs: 1, layers: [{ units: 2, activation: 'identity' }] };
    const table = tableOf(1, 0, 2);
    const probe = probeOf(design, { loss: 'mean-squared-error' }, table);
    const { counts, examples, isSample, worst } = lookAtConfusion(probe);
    expect({ counts, examples, isSample, mistakes: worst.length }).toEqual({
      counts: [],
      examples: 200,
      isSample: false,
      mistakes: 100,
    });
    const { example, truth, said, certainty, predicted } = worst[0];
    probe.network.inputs[0] = (new Float32Array(table.inputs)[example] - 20) * 0.1;
    probe.network.forward(1);
    const targets = new Float32Array(table.targets).subarray(example * 2);
    const off = probe.network.outputsOf(0).map((output, i) => Math.abs(output - targets[i]));
    expect(certainty).toBeCloseTo((off[0] + off[1]) / 2, 5);
    expect([truth, said]).toEqual([null, null]);
    expect(predicted).toEqual([...probe.network.outputsOf(0)]);
    expect(worst[99].certainty).toBeLessThanOrEqual(certainty);
  });

  it('of a single output names two classes, with the certainty of the one that was said', () => {
    const design: Design = { inputs: 1, layers: [{ units: 1, activation: 'sigmoid' }] };
    const probe = probeOf(design, { loss: 'binary-cross-entropy' }, tableOf(1, 2, 0));
    const { counts, worst } = lookAtConfusion(probe);
    expect(counts.flat().reduce((sum, value) => sum + value, 0)).toBe(200);
    expect(worst.length).toBeGreaterThan(0);
    for (const { certainty } of worst) expect(certainty).toBeGreaterThanOrEqual(0.5);
  });
});
