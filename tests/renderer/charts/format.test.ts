import { describe, expect, it } from 'vitest';
import { formatAccuracy, formatSetting, formatShareTick, formatTick, orMissing } from '#renderer/charts/format.ts';

describe('numbers of charts', () => {
  it('writes accuracies with two decimals', () => {
    expect([0.97654, 0, 1].map(formatAccuracy)).toEqual(['97.65%', '0.00%', '100.00%']);
  });

  it('writes ticks with no more digits than needed', () => {
    expect([0, 0.30000000000000004, 0.00001, 2].map(formatTick)).toEqual(['0', '0.3', '1e-5', '2']);
    expect([1500, 1_500_000, -200_000, 0.00015].map(formatTick)).toEqual(['1500', '1.5e6', '-2e5', '1.5e-4']);
    expect([0.975, 1, 0.30000000000000004].map(formatShareTick)).toEqual(['97.5%', '100%', '30%']);
  });

  it('writes a dash for what is missing', () => {
    expect(orMissing(null, formatAccuracy)).toBe('–');
    expect(orMissing(undefined, formatAccuracy)).toBe('–');
    expect(orMissing(0, formatAccuracy)).toBe('0.00%');
  });

  it('writes settings as they were set', () => {
    expect([0.1, 101770, 1e-8, 0, 'ReLU', null].map(formatSetting)).toEqual([
      '0.1',
      '101,770',
      '1e-8',
      '0',
      'ReLU',
      '–',
    ]);
  });
});
