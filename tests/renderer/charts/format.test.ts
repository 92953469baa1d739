import { describe, expect, it } from 'vitest';
import {
  formatAccuracy,
  formatBytes,
  formatCount,
  formatDuration,
  formatLoss,
  formatShareTick,
  formatTick,
} from '#renderer/charts/format.ts';

describe('numbers for people', () => {
  it.each([
    [0.12345, '0.1235'],
    [2.302585, '2.3026'],
    [0.0000123, '1.230e-5'],
    [123456, '1.235e+5'],
    [0, '0.0000'],
    [NaN, 'not a number'],
    [Infinity, '∞'],
    [null, '–'],
  ])('writes a loss of %s as %s', (loss, text) => expect(formatLoss(loss)).toBe(text));

  it.each([
    [0.97654, '97.65%'],
    [1, '100.00%'],
    [null, '–'],
    [NaN, 'not a number'],
  ])('writes an accuracy of %s as %s', (share, text) => expect(formatAccuracy(share)).toBe(text));

  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 min 00 s'],
    [125, '2 min 05 s'],
    [3599.9, '1 h 00 min'],
    [4325, '1 h 12 min'],
    [null, '–'],
    [Infinity, '–'],
  ])('writes %s seconds as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  it('writes counts with separators', () => {
    expect(formatCount(101770)).toBe('101,770');
    expect(formatCount(undefined)).toBe('–');
  });

  it('writes sizes', () => {
    expect([999, 407_080, 5_000_000, 2.5e9].map(formatBytes)).toEqual(['999 bytes', '407 kB', '5.00 MB', '2.50 GB']);
  });

  it('writes ticks with no more digits than needed', () => {
    expect([0, 0.30000000000000004, 0.00001, 2].map(formatTick)).toEqual(['0', '0.3', '1e-5', '2']);
    expect([0.975, 1, 0.30000000000000004].map(formatShareTick)).toEqual(['97.5%', '100%', '30%']);
  });
});
