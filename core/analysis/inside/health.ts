import type { Activation } from '../../contract/design.ts';
import type { LayerTrouble } from '../../contract/inside.ts';

/** From where on a layer is said to be in trouble. */
export const troubleThresholds = {
  /** Share of a layer's units that are dead; a few are no harm. */
  dead: 0.1,
  /** Share of a layer's units that are saturated. */
  saturated: 0.1,
  /** How small the derivative of an activation is at its flat ends, beside what it is where it is steepest. */
  flat: 0.01,
  /** The size of a layer's gradient, beside that of the output layer: below the first it vanishes, above the other it explodes. */
  vanishing: 1e-3,
  exploding: 1e3,
};

/** The activations that have flat ends, with their derivative where they are steepest, about. */
export const steepest: Partial<Record<Activation, number>> = {
  sigmoid: 0.25,
  tanh: 1,
  elu: 1,
  softplus: 1,
  swish: 1,
  gelu: 1,
};

/** Numbers of the units of which every row passes; `values` is `[rows × units]`. None when there are no rows. */
export function unitsThatAlways(
  passes: (value: number) => boolean,
  values: ArrayLike<number>,
  rows: number,
  units: number,
): number[] {
  const found: number[] = [];
  for (let unit = 0; unit < units; unit++) {
    let row = 0;
    while (row < rows && passes(values[row * units + unit])) row++;
    if (rows > 0 && row === rows) found.push(unit);
  }
  return found;
}

/** Units that give 0 for every row. Of ReLU alone: other activations pass a gradient there. `outputs` is `[rows × units]`. */
export function deadUnits(activation: Activation, outputs: ArrayLike<number>, rows: number, units: number): number[] {
  return activation === 'relu' ? unitsThatAlways((output) => output === 0, outputs, rows, units) : [];
}

/** Units that stay at the flat ends of their activation for every row. `slopes` f′(z) is `[rows × units]`. */
export function saturatedUnits(
  activation: Activation,
  slopes: ArrayLike<number>,
  rows: number,
  units: number,
): number[] {
  const steep = steepest[activation];
  if (steep === undefined) return [];
  const bound = steep * troubleThresholds.flat;
  return unitsThatAlways((slope) => Math.abs(slope) < bound, slopes, rows, units);
}

/** What is known of a layer's health. */
export interface LayerSigns {
  units: number;
  dead: number;
  saturated: number;
  /** The root of the mean square of the gradient of its weights. */
  gradientSize: number;
}

/** Every trouble of one layer, beside the output layer of its network. */
export function troublesOf(layer: LayerSigns, output: Pick<LayerSigns, 'gradientSize'>): LayerTrouble[] {
  const { dead, saturated, vanishing, exploding } = troubleThresholds;
  const gradient = layer.gradientSize / output.gradientSize; // not a number where there is no gradient at all
  const isBeyond = !Number.isFinite(layer.gradientSize);
  const signs: Record<LayerTrouble, boolean> = {
    dead: layer.dead >= dead * layer.units,
    saturated: layer.saturated >= saturated * layer.units,
    vanishing: gradient < vanishing,
    exploding: isBeyond || gradient > exploding,
  };
  return (Object.keys(signs) as LayerTrouble[]).filter((trouble) => signs[trouble]);
}
