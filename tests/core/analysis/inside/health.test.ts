import { describe, expect, it } from 'vitest';
import { deadUnits, saturatedUnits, troublesOf, unitsThatAlways } from '#core/analysis/inside/health.ts';

describe('units', () => {
  const outputs = [0, 1, 0, /**/ 0, 0, 2, /**/ 0, 3, 0]; // three rows of three units

  it('are found where every row passes', () => {
    expect(unitsThatAlways((value) => value >= 0, outputs, 3, 3)).toEqual([0, 1, 2]);
    expect(unitsThatAlways((value) => value === 0, outputs, 3, 3)).toEqual([0]);
    expect(unitsThatAlways(() => true, [], 0, 3)).toEqual([]);
  });

  it('of ReLU are dead when they give nothing but 0; those of other activations are not', () => {
    expect(deadUnits('relu', outputs, 3, 3)).toEqual([0]);
    expect(deadUnits('leaky-relu', outputs, 3, 3)).toEqual([]);
    expect(deadUnits('identity', outputs, 3, 3)).toEqual([]);
  });

  it('are saturated when their activation is flat for every row, beside where it is steepest', () => {
    const slopes = [0.009, 0.5, /**/ 0.009, 0.001];
    expect(saturatedUnits('tanh', slopes, 2, 2)).toEqual([0]);
    expect(saturatedUnits('sigmoid', slopes, 2, 2)).toEqual([]); // 0.25 at most, so that 0.009 is not flat
    expect(saturatedUnits('sigmoid', [0.002, 0.1, -0.002, 0.1], 2, 2)).toEqual([0]);
    expect(saturatedUnits('leaky-relu', [0, 0], 2, 1)).toEqual([]);
  });
});

describe('the troubles of a layer', () => {
  const healthy = { units: 20, dead: 1, saturated: 1, gradientSize: 1 };
  const output = { gradientSize: 1 };

  it('are none where few units are dead or saturated, and gradients are about as large as at the end', () => {
    expect(troublesOf(healthy, output)).toEqual([]);
    expect(troublesOf({ ...healthy, gradientSize: 0.002 }, output)).toEqual([]);
    expect(troublesOf({ ...healthy, gradientSize: 900 }, output)).toEqual([]);
  });

  it('are each named from its threshold on', () => {
    expect(troublesOf({ ...healthy, dead: 2 }, output)).toEqual(['dead']);
    expect(troublesOf({ ...healthy, saturated: 2 }, output)).toEqual(['saturated']);
    expect(troublesOf({ ...healthy, gradientSize: 0.0009 }, output)).toEqual(['vanishing']);
    expect(troublesOf({ ...healthy, gradientSize: 1001 }, output)).toEqual(['exploding']);
    expect(troublesOf({ units: 20, dead: 20, saturated: 20, gradientSize: 0 }, output)).toEqual([
      'dead',
      'saturated',
      'vanishing',
    ]);
  });

  it('are told apart where gradients are nought or beyond numbers', () => {
    expect(troublesOf({ ...healthy, gradientSize: 0 }, { gradientSize: 0 })).toEqual([]);
    expect(troublesOf({ ...healthy, gradientSize: NaN }, output)).toEqual(['exploding']);
    expect(troublesOf({ ...healthy, gradientSize: Infinity }, { gradientSize: Infinity })).toEqual(['exploding']);
  });
});
