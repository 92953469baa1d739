import { bestIndex, type Direction } from '#core/analysis/best.ts';
import { downsample, type Stretch } from '#core/analysis/downsample.ts';
import { smooth } from '#core/analysis/smoothing.ts';
import type { MetricName, MetricSplit } from '#core/contract/run.ts';

/** One line of a chart. The three lists are of one length. */
export interface Curve {
  /** Unique within its chart. */
  id: string;
  label: string;
  /** The name of the run that it is of. */
  run: string;
  metric: MetricName;
  split: MetricSplit;
  /** A CSS colour, or a token such as `var(--text)`. */
  colour: string;
  /** Lengths of dashes and gaps in px; empty for a solid line. */
  dash: readonly number[];
  /** Whether each point is a measurement of its own to be shown as a dot, as at the end of an epoch. */
  dots: boolean;
  /** Whether the chart's smoothing applies. */
  smoothed: boolean;
  /** Which way is better, for marking the best point; null marks none. */
  best: Direction | null;
  stepsPerEpoch: number;
  steps: ArrayLike<number>;
  seconds: ArrayLike<number>;
  values: ArrayLike<number>;
}

export const horizontalAxes = ['epoch', 'step', 'time'] as const;
export type HorizontalAxis = (typeof horizontalAxes)[number];

/** From where to where a chart is zoomed, in its horizontal axis's unit. */
export type Range = readonly [from: number, to: number];

export interface Point {
  x: number;
  y: number;
}

/** A curve as it is drawn. Gaps have NaN for y. */
interface PlottedCurve {
  raw: Point[];
  /** Null when the curve is shown as it is. */
  smooth: Point[] | null;
  best: Point | null;
}

export interface PlotOptions {
  axis: HorizontalAxis;
  /** The smoothing weight, from 0 to just under 1. */
  smoothing: number;
  logarithmic: boolean;
  range: Range | null;
  /** How many points of a curve there is room for. */
  limit: number;
  /** Where a smoothed curve is written for as long as it is needed. */
  room?: Float64Array;
}

/** Where a curve's point stands on the horizontal axis: epochs, batches or seconds since the start of training. */
export function horizontalValue(curve: Curve, index: number, axis: HorizontalAxis): number {
  if (axis === 'time') return curve.seconds[index];
  return axis === 'step' ? curve.steps[index] : curve.steps[index] / curve.stepsPerEpoch;
}

/** Smooths a curve, cuts it to the range in view and thins it out to what can be seen. */
export function plotCurve(curve: Curve, options: PlotOptions): PlottedCurve {
  const { axis, logarithmic, limit } = options;
  const part = visiblePart(curve, axis, options.range);
  const best = curve.best === null ? null : bestIndex(curve.values, curve.best);
  const keep = best !== null && best >= part.from && best < part.to ? [best] : [];

  const pointAt = (values: ArrayLike<number>, index: number): Point => ({
    x: horizontalValue(curve, index, axis),
    y: drawable(values[index], logarithmic),
  });
  const pointsOf = (values: ArrayLike<number>): Point[] =>
    downsample(values, limit, keep, part).map((index) => pointAt(values, index));

  return {
    raw: pointsOf(curve.values),
    smooth: isSmoothed(curve, options.smoothing)
      ? pointsOf(smooth(curve.values, options.smoothing, options.room))
      : null,
    best: best === null ? null : pointAt(curve.values, best),
  };
}

/** Whether a curve is shown smoothed, with what was measured behind it. */
export function isSmoothed(curve: Curve, smoothing: number): boolean {
  return curve.smoothed && smoothing > 0 && curve.values.length > 1;
}

/** The points in view, and one more on either side so that lines run on to the edge. */
function visiblePart(curve: Curve, axis: HorizontalAxis, range: Range | null): Stretch {
  const length = curve.values.length;
  if (range === null || length === 0) return { from: 0, to: length };
  const first = indexAtOrAfter(curve, axis, range[0]);
  const last = indexAtOrAfter(curve, axis, range[1]);
  return { from: Math.max(0, first - 1), to: Math.min(length, last + 2) };
}

/** The index of the point nearest to x; null when the curve has none. */
export function nearestIndex(curve: Curve, axis: HorizontalAxis, x: number): number | null {
  const length = curve.values.length;
  if (length === 0) return null;
  const after = Math.min(indexAtOrAfter(curve, axis, x), length - 1);
  if (after === 0) return 0;
  const distance = (index: number) => Math.abs(horizontalValue(curve, index, axis) - x);
  return distance(after - 1) <= distance(after) ? after - 1 : after;
}

function indexAtOrAfter(curve: Curve, axis: HorizontalAxis, x: number): number {
  let low = 0;
  let high = curve.values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (horizontalValue(curve, middle, axis) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function drawable(value: number, logarithmic: boolean): number {
  return Number.isFinite(value) && !(logarithmic && value <= 0) ? value : NaN;
}

/** The largest horizontal value of any curve; 0 when there are no points. */
export function horizontalEnd(curves: readonly Curve[], axis: HorizontalAxis): number {
  return curves.reduce((end, curve) => {
    const length = curve.values.length;
    return length === 0 ? end : Math.max(end, horizontalValue(curve, length - 1, axis));
  }, 0);
}
