import { describe, expect, it } from 'vitest';
import { curvesCsv } from '#renderer/charts/export/curvesCsv.ts';
import { curveOf } from '../exampleCurve.ts';

const linesOf = (pieces: string[]) => pieces.join('').trimEnd().split('\n');

describe('the numbers of a chart as CSV', () => {
  it('have a line for each point, in full precision', () => {
    const curve = curveOf([0.1 + 0.2, 1 / 3], { stepsPerEpoch: 3 });
    expect(linesOf(curvesCsv([curve], 0))).toEqual([
      'run,metric,split,step,epoch,seconds,value',
      `First run,loss,test,10,${10 / 3},0.5,0.30000000000000004`,
      `First run,loss,test,20,${20 / 3},1,0.3333333333333333`,
    ]);
  });

  it('have the smoothed values too where the chart smooths, and none for curves shown as they are', () => {
    const curves = [curveOf([4, 2], { split: 'batch' }), curveOf([3], { smoothed: false })];
    expect(linesOf(curvesCsv(curves, 0.5))).toEqual([
      'run,metric,split,step,epoch,seconds,value,smoothed',
      'First run,loss,batch,10,1,0.5,4,4',
      `First run,loss,batch,20,2,1,2,${2 / 0.75}`,
      'First run,loss,test,10,1,0.5,3,',
    ]);
  });

  it('tell what is no number, and quote names that need it', () => {
    const lines = linesOf(curvesCsv([curveOf([NaN, Infinity], { run: 'wide, "new"' })], 0));
    expect(lines[1]).toBe('"wide, ""new""",loss,test,10,1,0.5,NaN');
    expect(lines[2]).toBe('"wide, ""new""",loss,test,20,2,1,Infinity');
  });

  it('have every point of a long curve, however few are drawn', () => {
    const values = Array.from({ length: 50_000 }, (_, index) => 1 / (1 + index));
    const lines = linesOf(curvesCsv([curveOf(values)], 0));
    expect(lines).toHaveLength(50_001);
    expect(Number(lines[50_000].split(',').at(-1))).toBe(values[49_999]);
  });
});
