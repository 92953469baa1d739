import { describe, expect, it } from 'vitest';
import { describeRange, readNumber, stepNumber } from '#renderer/components/number.ts';

const whole = { minimum: 1, maximum: 1_000_000, whole: true };
const rate = { minimum: 0.000001, maximum: 1000, whole: false };
const any = { minimum: -Infinity, maximum: Infinity, whole: false };

describe('a number that was typed', () => {
  it.each([
    ['128', 128],
    [' 60,000 ', 60_000],
    ['60 000', 60_000],
    ['1e3', 1000],
  ])('%j is a whole number', (text, value) => {
    expect(readNumber(text, whole)).toEqual({ value });
  });

  it.each([
    ['0.001', 0.001],
    ['0,001', 0.001],
    ['.5', 0.5],
    ['1e-3', 0.001],
  ])('%j is a number', (text, value) => {
    expect(readNumber(text, rate)).toEqual({ value });
  });

  it.each(['', ' ', '0', '-3', '1.5', 'ten', '1000001', 'Infinity', '1,2,3', '0x'])('%j is refused', (text) => {
    expect(readNumber(text, whole)).toEqual({ problem: 'A whole number from 1 to 1,000,000.' });
  });

  it('may be negative with either sign', () => {
    expect(readNumber('−2', any)).toEqual({ value: -2 });
    expect(readNumber('-2', any)).toEqual({ value: -2 });
  });
});

describe('a range', () => {
  it.each([
    [any, 'A number.'],
    [{ minimum: 0, maximum: Infinity, whole: true }, 'A whole number, at least 0.'],
    [{ minimum: -Infinity, maximum: 1, whole: false }, 'A number, at most 1.'],
    [{ minimum: 1e-8, maximum: 1, whole: false }, 'A number from 1e-8 to 1.'],
  ])('is told in words', (range, words) => {
    expect(describeRange(range)).toBe(words);
  });
});

describe('an arrow key', () => {
  it.each([
    [128, 1, false, 129],
    [128, -1, true, 118],
    [1, -1, false, 1],
    [999_999, 1, true, 1_000_000],
  ] as const)('leads from the whole number %d by %d (large: %s) to %d', (from, direction, large, to) => {
    expect(stepNumber(from, direction, large, whole)).toBe(to);
  });

  it.each([
    [0.1, 1, 0.2],
    [0.1, -1, 0.09],
    [0.001, -1, 0.0009],
    [0.0009, 1, 0.001],
    [0.35, 1, 0.45],
    [1000, 1, 1000],
  ] as const)('leads from the number %d by %d to %d', (from, direction, to) => {
    expect(stepNumber(from, direction, false, rate)).toBe(to);
  });
});
