import { describe, expect, it } from 'vitest';
import { barPath } from '#renderer/views/workbench/inside/layers/bars.ts';

describe('bars', () => {
  it('are as high as their counts, and leave empty bins out', () => {
    expect(barPath([2, 0, 1], 30, 10, false)).toBe('M0 10V0h10V10zM20 10V5h10V10z');
  });

  it('of logarithmic counts show a single number beside a thousand', () => {
    expect(barPath([999, 1], 20, 10, true)).toBe('M0 10V0h10V10zM10 10V9h10V10z');
  });

  it('of nothing are nothing', () => {
    expect(barPath([0, 0], 20, 10, false)).toBe('');
  });
});
