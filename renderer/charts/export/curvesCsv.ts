import { smooth } from '#core/analysis/smoothing.ts';
import { csvLine } from '#core/data/formats/csvWriter.ts';
import { isSmoothed, type Curve } from '../curve.ts';

const columns = ['run', 'metric', 'split', 'step', 'epoch', 'seconds', 'value'];

/**
 * The numbers of a chart's curves as a CSV file, every point in full precision, in pieces of a curve each: the step in
 * batches and the seconds since the start of training, the epoch with its part that is done. Where the chart smooths,
 * there is one more column, which is empty for curves that are shown as they are.
 */
export function curvesCsv(curves: readonly Curve[], smoothing: number): string[] {
  const hasSmoothed = curves.some((curve) => isSmoothed(curve, smoothing));
  return [
    csvLine(hasSmoothed ? [...columns, 'smoothed'] : columns),
    ...curves.map((curve) => linesOf(curve, smoothing, hasSmoothed)),
  ];
}

function linesOf(curve: Curve, smoothing: number, hasSmoothed: boolean): string {
  const { steps, seconds, values, stepsPerEpoch } = curve;
  const smoothed = isSmoothed(curve, smoothing) ? smooth(values, smoothing) : null;
  // What is the same in each line is put into quotes only once; numbers need none.
  const beginning = csvLine([curve.run, curve.metric, curve.split]).slice(0, -1);
  const lines = new Array<string>(values.length);
  for (let index = 0; index < values.length; index++) {
    const step = steps[index];
    const end = hasSmoothed ? `,${smoothed?.[index] ?? ''}` : '';
    lines[index] = `${beginning},${step},${step / stepsPerEpoch},${seconds[index]},${values[index]}${end}\n`;
  }
  return lines.join('');
}
