import { describe, expect, it } from 'vitest';
import { connectionsBetween, largestSize, weightsIntoUnits } from '#core/analysis/inside/weights.ts';

/** The weight from an input to a unit of a layer can be read off its digits: layer, input, unit. */
function layer(number: number, inputs: number, units: number) {
  const weights = Float32Array.from({ length: inputs * units }, (_, i) => {
    return 100 * number + 10 * Math.floor(i / units) + (i % units);
  });
  return { weights, bias: Float32Array.from({ length: units }, (_, unit) => -unit) };
}

describe('the connections between chosen neurons', () => {
  it('are those between each of one layer and each of the next, with the size of the largest of all', () => {
    const layers = [layer(1, 3, 4), layer(2, 4, 2)];
    const [first, second] = connectionsBetween(layers, [[2, 0], [1, 3], [1]]);
    expect(first.weights).toEqual(Float32Array.of(121, 123, 101, 103));
    expect(first.biases).toEqual(Float32Array.of(-1, -3));
    expect(first.largest).toBe(123);
    expect(second.weights).toEqual(Float32Array.of(211, 231));
    expect(second.biases).toEqual(Float32Array.of(-1));
    expect(second.largest).toBe(231);
  });
});

describe('the weights into units of the first layer', () => {
  it('are one unit after another, from one on', () => {
    const { units, from, count, weights, largest } = weightsIntoUnits(layer(0, 3, 5), { from: 2, count: 2 });
    expect({ units, from, count, largest }).toEqual({ units: 5, from: 2, count: 2, largest: 23 });
    expect(weights).toEqual(Float32Array.of(2, 12, 22, 3, 13, 23));
  });

  it('are of as many units as there are', () => {
    expect(weightsIntoUnits(layer(0, 3, 5), { from: 4, count: 64 })).toMatchObject({ from: 4, count: 1 });
    const none = weightsIntoUnits(layer(0, 3, 5), { from: 5, count: 64 });
    expect(none).toMatchObject({ units: 5, count: 0, largest: 0 });
    expect(none.weights).toHaveLength(0);
  });
});

it('the largest size is of finite numbers only', () => {
  expect(largestSize([1, -3, NaN, Infinity, 2])).toBe(3);
  expect(largestSize([])).toBe(0);
});
