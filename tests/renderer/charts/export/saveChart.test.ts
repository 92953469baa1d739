import { describe, expect, it } from 'vitest';
import { chartFileName } from '#renderer/charts/export/saveChart.ts';

describe('the file of a chart', () => {
  it('is named after what the chart is of, and the chart', () => {
    expect(chartFileName({ title: 'Loss', subject: 'First run' }, 'png')).toBe('first-run-loss.png');
    expect(chartFileName({ title: 'R²', subject: '784-128-10 sgd' }, 'csv')).toBe('784-128-10-sgd-r2.csv');
    expect(chartFileName({ title: '损失', subject: '试验' }, 'svg')).toBe('chart.svg');
  });
});
