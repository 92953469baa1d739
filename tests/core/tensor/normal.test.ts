import { describe, expect, it } from 'vitest';
import { logarithm, normal } from '#core/tensor/normal.ts';
import { Random } from '#core/tensor/random.ts';

describe('the logarithm', () => {
  // From 30-digit arithmetic.
  it.each([
    [1e-12, -27.631021115928547],
    [0.1, -2.3025850929940455],
    [0.7, -0.35667494393873245],
    [1, 0],
    [1.2, 0.1823215567939546],
    [2, 0.6931471805599453],
    [12345.678, 9.421061321291832],
  ])('of %d is %d', (x, expected) => {
    expect(Math.abs(logarithm(x) - expected)).toBeLessThanOrEqual(4e-16 * Math.abs(expected));
  });
});

describe('normal numbers', () => {
  const count = 200_000;
  const random = new Random(1, 'normal');
  const numbers = Array.from({ length: count }, () => normal(random));
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / count;

  it('have the moments of the normal distribution', () => {
    // Each within four standard deviations of a mean of so many.
    expect(Math.abs(mean(numbers))).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(mean(numbers.map((x) => x ** 2)) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(mean(numbers.map((x) => x ** 3)))).toBeLessThan(4 * Math.sqrt(15 / count));
    expect(Math.abs(mean(numbers.map((x) => x ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96 / count));
  });

  it.each([
    [1, 0.3173],
    [2, 0.0455],
    [3, 0.0027],
  ])('lie beyond %d as often as they should', (limit, share) => {
    const found = numbers.filter((x) => Math.abs(x) > limit).length / count;
    expect(Math.abs(found - share)).toBeLessThan(4 * Math.sqrt(share / count));
  });

  it('follow from the seed', () => {
    expect(normal(new Random(2))).toBe(normal(new Random(2)));
    expect(normal(new Random(2))).not.toBe(normal(new Random(3)));
  });
});
