import { describe, expect, it } from 'vitest';
import { byteScale, measureInputs } from '#core/data/preparation.ts';
import { Random } from '#core/tensor/random.ts';

// Two inputs that change and one that does not; the last example is not learned from.
const table = { features: 3, inputs: Float32Array.of(1, -10, 7, 3, 30, 7, 2, 10, 7, 1000, 1000, 8) };
const train = Uint32Array.of(2, 0, 1);

describe('measureInputs', () => {
  it('scales by the smallest and the largest value of the training part; what never changes becomes 0', () => {
    const { offset, factor } = measureInputs('scale', table, train)!;
    expect([...offset]).toEqual([1, -10, 7]);
    expect([...factor]).toEqual([0.5, Math.fround(1 / 40), 0]);
  });

  it('standardises by the mean and the standard deviation of the training part', () => {
    const { offset, factor } = measureInputs('standardise', table, train)!;
    expect([...offset]).toEqual([2, 10, 7]);
    const deviations = [Math.sqrt(2 / 3), Math.sqrt(800 / 3)];
    deviations.forEach((deviation, input) => expect(factor[input]).toBe(Math.fround(1 / deviation)));
    expect(factor[2]).toBe(0);
  });

  it('takes an input for one that never changes also where its mean is rounded', () => {
    const inputs = new Float32Array(7).fill(0.1);
    const all = Uint32Array.from({ length: 7 }, (_, i) => i);
    expect([...measureInputs('standardise', { features: 1, inputs }, all)!.factor]).toEqual([0]);
  });

  it('does not depend on the order of the training part, to the last bit', () => {
    const random = new Random(1, 'preparation');
    const inputs = Float32Array.from({ length: 999 }, () => random.between(-1e6, 1));
    const order = random.permutation(333);
    const again = order.slice().reverse();
    const of = (numbers: Uint32Array) => measureInputs('standardise', { features: 3, inputs }, numbers);
    expect(of(order)).toEqual(of(again));
  });

  it('has nothing to measure where nothing is done, and of pixels that are divided by 255', () => {
    expect(measureInputs('none', table, train)).toBeNull();
    const pixels = { features: 1, inputs: Uint8Array.of(0, 255, 51) };
    expect(measureInputs('scale', pixels, train)).toBeNull();
    expect(byteScale('scale')).toBe(1 / 255);
    expect(byteScale('none')).toBe(1);
    expect([...measureInputs('standardise', pixels, train)!.offset]).toEqual([102]);
    expect(byteScale('standardise')).toBe(1);
  });
});
