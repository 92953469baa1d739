import { describe, expect, it } from 'vitest';
import { toyNames, type ToyName } from '#core/contract/dataset.ts';
import { makeToy, toySource, toyTitle } from '#core/data/toy/generator.ts';

const quiet = (name: ToyName) => makeToy(toySource(name, { noise: 0, count: 60 }));

describe.each(toyNames)('the toy dataset %s', (name) => {
  it('is the same for the same seed and another for another', () => {
    const source = toySource(name);
    expect(makeToy(source)).toEqual(makeToy(source));
    expect(makeToy({ ...source, seed: 2 }).inputs).not.toEqual(makeToy(source).inputs);
  });

  it('begins with the same examples, however many there are', () => {
    const [few, many] = [10, 40].map((count) => makeToy(toySource(name, { count })));
    expect(many.inputs.slice(0, few.inputs.length)).toEqual(few.inputs);
  });

  it('has what it says it has, in numbers of moderate size, with every class as often', () => {
    const { count, shape, columns, classes, targets, inputs, labels, values } = makeToy(toySource(name));
    expect([inputs.length, values.length]).toEqual([count * columns.length, count * targets.length]);
    expect(shape).toEqual([1, columns.length]);
    for (const value of [...inputs, ...values]) expect(Math.abs(value)).toBeLessThan(3);
    expect(labels.length).toBe(classes.length > 0 ? count : 0);
    const counts = classes.map((_, label) => labels.filter((one) => one === label).length);
    expect(Math.max(...counts, 0) - Math.min(...counts, count)).toBeLessThanOrEqual(1);
  });
});

describe('without noise', () => {
  it('the circles have their radius', () => {
    const { inputs, labels } = quiet('circles');
    labels.forEach((label, i) => {
      expect(Math.hypot(inputs[2 * i], inputs[2 * i + 1])).toBeCloseTo(label === 0 ? 1 : 0.5, 6);
    });
  });

  it('XOR tells whether the signs differ', () => {
    const { inputs, labels } = quiet('xor');
    labels.forEach((label, i) => expect(label).toBe(inputs[2 * i] * inputs[2 * i + 1] < 0 ? 1 : 0));
  });

  it('what is to be predicted is the formula', () => {
    const [quadratic, sine, plane] = (['quadratic', 'sine', 'plane'] as const).map(quiet);
    quadratic.values.forEach((y, i) => expect(y).toBeCloseTo(quadratic.inputs[i] ** 2, 6));
    sine.values.forEach((y, i) => expect(y).toBeCloseTo(Math.sin(2 * Math.PI * sine.inputs[i]), 5));
    plane.values.forEach((z, i) => {
      expect(z).toBeCloseTo(0.6 * plane.inputs[2 * i] - 0.3 * plane.inputs[2 * i + 1] + 0.1, 6);
    });
  });

  it('the set for working by hand is of zeros and ones, and with noise of tenths', () => {
    expect([...quiet('by-hand').inputs.slice(0, 12)]).toEqual([1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1]);
    for (const value of makeToy(toySource('by-hand')).inputs) expect(value * 10).toBeCloseTo(Math.round(value * 10), 5);
  });
});

it('a toy dataset has a title that tells it from others', () => {
  const source = toySource('spirals', { noise: 0.2, count: 1500, seed: 3 });
  expect(toyTitle(source)).toBe('Spirals, noise 0.2, 1,500 examples, seed 3');
});
