import { describe, expect, it } from 'vitest';
import { parameterCount, type Design } from '#core/contract/design.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { Network } from '#core/network/network.ts';
import { PlainArena, WasmArena } from '#core/tensor/arena.ts';

const design: Design = {
  inputs: 3,
  layers: [
    { units: 5, activation: 'relu' },
    { units: 7, activation: 'tanh' },
    { units: 2, activation: 'softmax' },
  ],
};

function build(of: Design = design): Network {
  return new Network({ design: of, kernels: referenceKernels, arena: new PlainArena(32), maximumRows: 2 });
}

describe('parameters', () => {
  it('are exported layer by layer, weights and then biases, and come back the same', () => {
    const network = build();
    const values = Float32Array.from({ length: parameterCount(design) }, (_, index) => index + 1);
    network.importParameters(values);
    const [first, second, third] = network.parameters.layers;
    expect([...first.weights]).toEqual([...values.slice(0, 15)]);
    expect([...first.bias]).toEqual([16, 17, 18, 19, 20]);
    expect(second.weights[0]).toBe(21);
    expect([...third.bias]).toEqual([...values.slice(-2)]);
    expect(network.exportParameters()).toEqual(values);
  });

  it('lie in one block, each view on its own cache line', () => {
    const arena = new WasmArena();
    const { parameters } = new Network({ design, kernels: referenceKernels, arena, maximumRows: 1 });
    for (const { weights, bias } of parameters.layers) {
      for (const view of [weights, bias]) {
        expect(view.byteOffset % 64).toBe(0);
        expect(view.byteOffset).toBeGreaterThanOrEqual(parameters.values.byteOffset);
        expect(view.byteOffset + view.byteLength).toBeLessThanOrEqual(
          parameters.values.byteOffset + parameters.values.byteLength,
        );
      }
    }
  });

  it('of another number are refused', () => {
    expect(() => build().importParameters(new Float32Array(3))).toThrow(
      'There are 3 parameters, but this network has 78.',
    );
  });
});

describe('fresh weights', () => {
  it('are the same for the same seed and others for another', () => {
    const [first, again, other] = [1, 1, 2].map((seed) => {
      const network = build();
      network.initialise(seed);
      return network.exportParameters();
    });
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('fill the range that suits the activation, and biases are zero', () => {
    const wide: Design = {
      inputs: 150,
      layers: [
        { units: 90, activation: 'relu' },
        { units: 60, activation: 'sigmoid' },
      ],
    };
    const network = build(wide);
    network.initialise(5);
    const limits = [Math.sqrt(6 / 150), Math.sqrt(6 / (90 + 60))];
    network.parameters.layers.forEach(({ weights, bias }, layer) => {
      const largest = Math.max(...Array.from(weights, Math.abs));
      expect(largest).toBeLessThanOrEqual(Math.fround(limits[layer]));
      expect(largest).toBeGreaterThan(0.99 * limits[layer]);
      const mean = [...weights].reduce((sum, weight) => sum + weight, 0) / weights.length;
      expect(Math.abs(mean)).toBeLessThan(0.05 * limits[layer]);
      expect(bias.every((value) => value === 0)).toBe(true);
    });
  });
});

describe('outputs', () => {
  it('of softmax are a number for each class; the largest one is the class', () => {
    const network = build();
    network.parameters.layers[2].bias.set([0, Math.log(3)]);
    network.forward(2);
    for (const row of [0, 1]) {
      const [first, second] = network.classOutputs(row);
      expect(first).toBeCloseTo(0.25, 6);
      expect(second).toBeCloseTo(0.75, 6);
      expect(network.predictedClass(row)).toBe(1);
    }
  });

  it('that are alike mean the first class', () => {
    const network = build();
    network.forward(1);
    expect(network.predictedClass(0)).toBe(0);
  });

  it.each([
    [Math.log(3), 0.75, 1],
    [-Math.log(3), 0.25, 0],
    [0, 0.5, 0],
  ])('of a single unit with sum %d stand for two classes', (sum, second, predicted) => {
    const network = build({ inputs: 3, layers: [{ units: 1, activation: 'sigmoid' }] });
    network.parameters.layers[0].bias.set([sum]);
    network.forward(1);
    const outputs = network.classOutputs(0);
    expect(outputs[0]).toBeCloseTo(1 - second, 6);
    expect(outputs[1]).toBeCloseTo(second, 6);
    expect(network.predictedClass(0)).toBe(predicted);
  });

  it('need no more memory than parameters, inputs and outputs', () => {
    const arena = new PlainArena(32);
    const wide: Design = {
      inputs: 64,
      layers: [
        { units: 32, activation: 'relu' },
        { units: 16, activation: 'softmax' },
      ],
    };
    new Network({ design: wide, kernels: referenceKernels, arena, maximumRows: 1 });
    expect(arena.used).toBe(4 * (parameterCount(wide) + 64 + 32 + 2 * 16));
  });
});
