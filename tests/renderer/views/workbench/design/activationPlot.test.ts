import { expect, it } from 'vitest';
import { activationCurves } from '#core/analysis/activationCurves.ts';
import { activations } from '#core/contract/design.ts';
import { plotActivation } from '#renderer/views/workbench/design/activationPlot.ts';

it('puts the axes where zero is, and the curve through it', () => {
  const plot = plotActivation(activationCurves('tanh', 0, 1, 4), 4);
  expect(plot.zero.x).toBe(plot.width / 2);
  expect(plot.zero.y).toBeCloseTo((plot.top / (plot.top - plot.bottom)) * plot.height);
  expect(plot.values).toContain(`${plot.zero.x.toFixed(1)} ${plot.zero.y.toFixed(1)}`);
});

it('draws a jump as two pieces, and every activation in numbers', () => {
  expect(plotActivation(activationCurves('step', 0, 1, 4), 4).values.match(/M/g)).toHaveLength(2);
  for (const activation of activations) {
    const plot = plotActivation(activationCurves(activation, 100, 10, 4), 4);
    expect(plot.values + plot.derivatives).not.toContain('NaN');
    expect(plot.top).toBeLessThanOrEqual(4);
  }
});
