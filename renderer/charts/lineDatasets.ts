import type { ChartDataset } from 'chart.js';
import { faint } from './colours.ts';
import { plotCurve, type Curve, type Point } from './curve.ts';
import type { PlotContent } from './plotContent.ts';
import { reachBeyond } from './lineScales.ts';

export type LineDataset = ChartDataset<'line', Point[]>;

const mostDots = 60;
/** With more curves than this, dots would hide the lines. */
const mostDottedCurves = 12;

interface Drawing {
  /** What the curve's colour and the ground's stand for here and now. */
  colour: string;
  ground: string;
  /** How many points of a curve there is room for. */
  limit: number;
  /** Where a smoothed curve is written for as long as it is needed. */
  room: Float64Array;
}

/** A curve as Chart.js draws it: the line, the smoothed line over it, and the ring around its best point. */
export function lineDatasets(
  curve: Curve,
  content: PlotContent,
  { colour, ground, limit, room }: Drawing,
): LineDataset[] {
  const { raw, smooth, best } = plotCurve(curve, { ...content, limit, room });
  const isSparse = content.curves.length <= mostDottedCurves;
  const line = {
    borderColor: colour,
    borderWidth: 2,
    borderDash: [...curve.dash],
    pointRadius: curve.dots && raw.length <= mostDots && isSparse ? 3 : 0,
    pointBackgroundColor: colour,
    pointBorderColor: colour,
    pointBorderWidth: 0,
    showLine: true,
    order: 0,
    clip: reachBeyond(content.range),
  };
  const lines: LineDataset[] = smooth
    ? [
        { ...line, data: raw, borderColor: faint(colour), borderWidth: 1.5, pointRadius: 0 },
        { ...line, data: smooth, pointRadius: 0 },
      ]
    : [{ ...line, data: raw }];
  if (best === null) return lines;
  const ring = { pointRadius: isSparse ? 6 : 4, pointBorderWidth: 2, pointBackgroundColor: ground };
  return [...lines, { ...line, ...ring, data: [best], showLine: false, order: -1 }];
}
