import { describe, expect, it } from 'vitest';
import { cosineOfHalfTurns, cosineOfTurns, sineOfTurns } from '#core/tensor/sine.ts';

describe('the sine and the cosine', () => {
  it('are right to the last digits', () => {
    for (let n = 0; n <= 1000; n++) {
      const x = n / 1000;
      expect(Math.abs(cosineOfHalfTurns(x) - Math.cos(Math.PI * x))).toBeLessThan(1e-15);
      expect(Math.abs(sineOfTurns(x) - Math.sin(2 * Math.PI * x))).toBeLessThan(2e-15);
      expect(Math.abs(cosineOfTurns(x) - Math.cos(2 * Math.PI * x))).toBeLessThan(2e-15);
      expect(sineOfTurns(-x) + sineOfTurns(x)).toBe(0);
      expect(sineOfTurns(n / 1024 + 3)).toBe(sineOfTurns(n / 1024));
    }
  });

  it('are exact at quarter turns', () => {
    expect(cosineOfHalfTurns(0.5)).toBe(0);
    expect([0, 0.5, 1].map(sineOfTurns).map(Math.abs)).toEqual([0, 0, 0]);
    expect([0.25, 0.75].map(sineOfTurns).map((value) => Math.round(value * 1e15) / 1e15)).toEqual([1, -1]);
  });
});
