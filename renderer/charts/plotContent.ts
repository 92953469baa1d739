import type { Curve, HorizontalAxis, Range } from './curve.ts';

/** All that a plot shows. */
export interface PlotContent {
  curves: readonly Curve[];
  axis: HorizontalAxis;
  smoothing: number;
  logarithmic: boolean;
  range: Range | null;
  /** Where the horizontal axis ends when it is not zoomed; null: where the curves end. */
  end: number | null;
  /** The largest value there can be, such as 1 for a share; null where there is no limit. */
  largest: number | null;
  format(value: number): string;
}
