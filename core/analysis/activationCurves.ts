import type { Activation } from '../contract/design.ts';

/** A point of a curve. */
export interface CurvePoint {
  z: number;
  value: number;
}

/** A curve in two pieces, left and right of z = 0: several activations have a jump or a corner there. */
export type CurvePieces = [below: CurvePoint[], above: CurvePoint[]];

export interface ActivationCurves {
  /** f(z) */
  values: CurvePieces;
  /** f′(z), as backpropagation takes it. */
  derivatives: CurvePieces;
}

type OfSum = (z: number, slope: number) => number;

/**
 * An activation and its derivative for sums z from `−reach` to `reach`, for a picture of them. What trains are the
 * kernels, with the same formulas. Softmax is that of one unit beside `units` − 1 others whose sums are 0.
 */
export function activationCurves(
  activation: Activation,
  slope: number,
  units: number,
  reach: number,
): ActivationCurves {
  const { value, derivative } = activation === 'softmax' ? softmaxAmong(units) : formulas[activation];
  return {
    values: pieces((z) => value(z, slope), reach),
    derivatives: pieces((z) => derivative(z, slope), reach),
  };
}

/** Points to draw each piece through. */
const pointsOfPiece = 61;
/** The piece above 0 begins this far from it, so that a jump is drawn where it is. */
const justAbove = 1e-6;

function pieces(curve: (z: number) => number, reach: number): CurvePieces {
  const from = (start: number, end: number): CurvePoint[] =>
    Array.from({ length: pointsOfPiece }, (_, index) => {
      const z = start + ((end - start) * index) / (pointsOfPiece - 1);
      return { z, value: curve(z) };
    });
  return [from(-reach, 0), from(justAbove, reach)];
}

/** As core/kernels/kernels.ts defines them. At 0 the derivative is that of z < 0. */
export const formulas: Record<Exclude<Activation, 'softmax'>, { value: OfSum; derivative: OfSum }> = {
  identity: { value: (z) => z, derivative: () => 1 },
  step: { value: (z) => (z > 0 ? 1 : 0), derivative: () => 0 },
  sign: { value: (z) => (z > 0 ? 1 : -1), derivative: () => 0 },
  sigmoid: { value: sigmoid, derivative: (z) => sigmoid(z) * sigmoid(-z) },
  tanh: { value: Math.tanh, derivative: (z) => 1 - Math.tanh(z) ** 2 },
  relu: { value: (z) => Math.max(z, 0), derivative: (z) => (z > 0 ? 1 : 0) },
  'leaky-relu': { value: (z, slope) => (z > 0 ? z : slope * z), derivative: (z, slope) => (z > 0 ? 1 : slope) },
  elu: {
    value: (z, slope) => (z > 0 ? z : slope * Math.expm1(z)),
    derivative: (z, slope) => (z > 0 ? 1 : slope * Math.exp(z)),
  },
  softplus: { value: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))), derivative: sigmoid },
  swish: {
    value: (z) => z * sigmoid(z),
    derivative: (z) => sigmoid(z) * (1 + z * sigmoid(-z)),
  },
  gelu: {
    value: (z) => z * normalDistribution(z),
    derivative: (z) => normalDistribution(z) + (z * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI),
  },
};

function softmaxAmong(units: number): { value: OfSum; derivative: OfSum } {
  const value = (z: number) => 1 / (1 + (units - 1) * Math.exp(-z));
  return { value, derivative: (z) => value(z) * (1 - value(z)) };
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** Φ(x) to 7.5·10⁻⁸, which no picture shows (Abramowitz and Stegun, 26.2.17). */
function normalDistribution(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return x < 0 ? tail : 1 - tail;
}
