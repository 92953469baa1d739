import type { ChartColours } from './colours.ts';
import { horizontalEnd, type HorizontalAxis, type Range } from './curve.ts';
import type { PlotContent } from './plotContent.ts';

const axisTitles: Record<HorizontalAxis, string> = { epoch: 'Epoch', step: 'Batch', time: 'Seconds' };
/** Wide enough for the longest tick, so that the plots of several charts line up and do not move. */
const verticalAxisWidth = 56;
/** How far the mark of a best point at the edge may reach out of the plot, in px. */
export const beyondEdge = 8;

/** How far what is drawn may reach out of the plot, in px: what goes on beyond a zoom is cut off. */
export function reachBeyond(range: Range | null): number {
  return range === null ? beyondEdge : 0;
}

/** The axes of a chart of curves, as Chart.js takes them. */
export function lineScales(content: PlotContent, { text, grid, font }: ChartColours) {
  const ticks = { color: text, font: { family: font, size: 12 }, maxRotation: 0, autoSkipPadding: 16 };
  const end = content.end ?? horizontalEnd(content.curves, content.axis);
  const [from, to] = content.range ?? [0, end > 0 ? end : 1];
  const isWhole = content.axis !== 'time' && to - from >= 2;
  return {
    x: {
      type: 'linear' as const,
      min: from,
      max: to,
      title: { display: true, text: axisTitles[content.axis], color: text, font: { family: font, size: 12 } },
      grid: { display: false },
      border: { color: grid },
      ticks: { ...ticks, includeBounds: false, ...(isWhole ? { precision: 0 } : {}) },
    },
    y: {
      type: content.logarithmic ? ('logarithmic' as const) : ('linear' as const),
      ...(content.largest === null || content.logarithmic ? {} : { max: content.largest }),
      grace: 0,
      grid: { color: grid },
      border: { display: false },
      afterFit: (scale: { width: number }) => void (scale.width = verticalAxisWidth),
      ticks: { ...ticks, maxTicksLimit: 6, callback: (value: number | string) => content.format(Number(value)) },
    },
  };
}
