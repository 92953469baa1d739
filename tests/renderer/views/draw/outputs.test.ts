import { describe, expect, it } from 'vitest';
import { announce, formatNarrowOutput, formatOutput } from '#renderer/views/draw/outputs.ts';

describe('an output', () => {
  it('is in percent only where it lies between 0 and 1', () => {
    expect(formatOutput(0.973, 'probabilities')).toBe('97.3%');
    expect(formatOutput(0.5, 'shares')).toBe('50.0%');
    expect(formatOutput(-1.25, 'numbers')).toBe('−1.250');
  });

  it('keeps to three figures where there is little room', () => {
    expect([-0.126, 0, 9.87, -12.34, 123.4, 12345, NaN].map(formatNarrowOutput)).toEqual([
      '−0.13',
      '0.00',
      '9.87',
      '−12.3',
      '123',
      '1.235e+4',
      'not a number',
    ]);
  });

  it('is called how sure a network is only when it is a probability', () => {
    expect(announce('Mine', '7', 0.9999, 'probabilities')).toBe('Mine sees 7, more than 99% sure.');
    expect(announce('Mine', '7', 0.5, 'shares')).toBe('Mine sees 7, with an output of 50%.');
    expect(announce('Mine', '7', 1.5, 'numbers')).toBe('Mine sees 7, with an output of 1.500.');
  });
});
