import { describe, expect, it } from 'vitest';
import { Random } from '#core/tensor/random.ts';

function take(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.bits());
}

describe('the random source', () => {
  // Worked out by a second implementation, in Python, whose xoshiro128** gives the authors' own numbers for the
  // state 1, 2, 3, 4: 11520, 0, 5927040, 70819200, 2031721883, …
  it.each([
    { name: [1] as const, bits: [3667040628, 1085786635, 2389486870, 1179155879, 2385824805] },
    { name: [1, 'shuffle', 3] as const, bits: [954897019, 3798608999, 4180484360, 2925133173, 3086457436] },
    { name: [2 ** 53 - 1, 'weights'] as const, bits: [3513882780, 4271749823, 91076727, 2957648099, 15483306] },
  ])('named $name gives the numbers of its algorithm', ({ name, bits }) => {
    const [seed, ...rest] = name;
    expect(take(new Random(seed, ...rest), 5)).toEqual(bits);
  });

  it('gives the same numbers for the same name and others for another', () => {
    expect(take(new Random(5, 'a', 1), 20)).toEqual(take(new Random(5, 'a', 1), 20));
    const names: [number, ...(string | number)[]][] = [
      [5],
      [6],
      [5 + 2 ** 32],
      [5, 'a'],
      [5, 'b'],
      [5, 'a', 1],
      [5, 'a', 2],
      [5, 1, 'a'],
      [5, 'a', 'a'],
    ];
    const all = names.flatMap((name) => take(new Random(...name), 100));
    expect(new Set(all).size).toBe(all.length);
  });

  it('is uniform: in [0, 1), with the mean, the variance and the evenness of bits to be expected', () => {
    const random = new Random(11);
    const count = 100_000;
    const values = Array.from({ length: count }, () => random.uniform());
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    const mean = values.reduce((sum, value) => sum + value) / count;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.004); // four standard errors
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.001);
    for (let bit = 0; bit < 32; bit++) {
      const ones = take(random, 10_000).filter((bits) => (bits >>> bit) & 1).length;
      expect(Math.abs(ones - 5000), `bit ${bit}`).toBeLessThan(250); // five standard deviations
    }
  });

  it('draws whole numbers evenly below a limit, and numbers between two others', () => {
    const random = new Random(12);
    const counts = new Array<number>(7).fill(0);
    for (let n = 0; n < 70_000; n++) counts[random.below(7)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(470); // five standard deviations
    expect(random.below(1)).toBe(0);
    for (let n = 0; n < 1000; n++) {
      const value = random.between(-3, -1);
      expect(value >= -3 && value < -1).toBe(true);
    }
  });

  it('makes permutations: every number once, every place as likely', () => {
    const random = new Random(13);
    expect([...random.permutation(1000)].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, n) => n));
    expect([...random.permutation(0)]).toEqual([]);
    const places = Array.from({ length: 4 }, () => new Array<number>(4).fill(0));
    for (let n = 0; n < 40_000; n++) random.permutation(4).forEach((item, place) => places[item][place]++);
    for (const count of places.flat()) expect(Math.abs(count - 10_000)).toBeLessThan(450); // five standard deviations
  });
});
