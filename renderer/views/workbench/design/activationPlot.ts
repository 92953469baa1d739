import type { ActivationCurves, CurvePieces } from '#core/analysis/activationCurves.ts';

/** A plot of an activation and its derivative, as SVG paths. */
export interface ActivationPlot {
  width: number;
  height: number;
  values: string;
  derivatives: string;
  /** Where the axes stand. */
  zero: { x: number; y: number };
  /** The numbers at the upper and lower edge. */
  top: number;
  bottom: number;
}

const width = 200;
const height = 120;
/** The picture is at least so high, and cut off beyond the last. */
const least = { top: 1.2, bottom: -0.4 };
const most = 4;

/** Both curves, for sums from `−reach` to `reach`, cut off where they leave the picture. */
export function plotActivation({ values, derivatives }: ActivationCurves, reach: number): ActivationPlot {
  const all = [...values.flat(), ...derivatives.flat()].map(({ value }) => value);
  const top = Math.min(most, Math.max(least.top, ...all) * 1.05);
  const bottom = Math.max(-most, Math.min(least.bottom, ...all) * 1.05);
  const x = (z: number) => ((z + reach) / (2 * reach)) * width;
  const y = (value: number) => ((top - value) / (top - bottom)) * height;
  const path = (pieces: CurvePieces) =>
    pieces.map((piece) => `M${piece.map(({ z, value }) => `${short(x(z))} ${short(y(value))}`).join('L')}`).join('');
  return {
    width,
    height,
    values: path(values),
    derivatives: path(derivatives),
    zero: { x: x(0), y: y(0) },
    top,
    bottom,
  };
}

function short(pixels: number): string {
  return pixels.toFixed(1);
}
