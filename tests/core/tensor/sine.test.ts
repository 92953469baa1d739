import { describe, expect, it } from 'vitest';
import { cosineOfHalfTurns, cosineOfTurns, sineOfTurns } from '#core/tensor/sine.ts';

describe('the sine and the cosine', () => {
  it('are right to the last digits', () => {
    for (let n = 0; n <= 1000; n++) {
      const x = n / 1000;
      expect(Math.abs(cosineOfHalfTurns(x) - Math.cos(Math.PI * x))).toBeLessThan(1e-15);
      for (const turns of [x, -x, x + 3, x - 2]) {
        expect(Math.abs(sineOfTurns(turns) - Math.sin(2 * Math.PI * turns))).toBeLessThan(5e-15);
        expect(Math.abs(cosineOfTurns(turns) - Math.cos(2 * Math.PI * turns))).toBeLessThan(5e-15);
      }
    }
  });

  it('are exact at quarter turns', () => {
    expect(cosineOfHalfTurns(0.5)).toBe(0);
    expect([0, 0.5, 1].map(sineOfTurns).map(Math.abs)).toEqual([0, 0, 0]);
    expect([0.25, 0.75].map(sineOfTurns).map((value) => Math.round(value * 1e15) / 1e15)).toEqual([1, -1]);
  });
});
