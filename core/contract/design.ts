import { z } from 'zod';
import { numberBelow, numberFrom, oneOf, wholeNumber } from './fields.ts';

export const activations = [
  'identity',
  'step',
  'sign',
  'sigmoid',
  'tanh',
  'relu',
  'leaky-relu',
  'elu',
  'softplus',
  'swish',
  'gelu',
  'softmax',
] as const;
export type Activation = (typeof activations)[number];

/** Softmax looks at all of a layer's sums at once, which makes sense at the end only. */
export const hiddenActivations = activations.filter((activation) => activation !== 'softmax');

/** The activations that have a slope to be set, with the usual one: of the negative side, or ELU's α. */
export const usualSlope: Partial<Record<Activation, number>> = { 'leaky-relu': 0.01, elu: 1 };

/** Whether a network can be trained through an activation. Those of a step are flat wherever they have a derivative. */
export function isTrainable(activation: Activation): boolean {
  return activation !== 'step' && activation !== 'sign';
}

/** How a layer's weights begin; its biases begin as zero. */
export const initialisations = [
  'zeros',
  'uniform',
  'normal',
  'lecun-uniform',
  'lecun-normal',
  'glorot-uniform',
  'glorot-normal',
  'he-uniform',
  'he-normal',
] as const;
export type Initialisation = (typeof initialisations)[number];

/** The rectifiers, which pass about half of their sums on; their weights begin by that much larger. */
const rectifiers: readonly Activation[] = ['relu', 'leaky-relu', 'elu', 'softplus', 'swish', 'gelu'];

/** The initialisation that keeps signals about as strong from layer to layer through an activation. */
export function fittingInitialisation(activation: Activation): Initialisation {
  return rectifiers.includes(activation) ? 'he-uniform' : 'glorot-uniform';
}

/** One dense layer: `units` weighted sums with a bias each, and what is done to them. */
export const layerSchema = z.strictObject({
  units: wholeNumber(1, 65_536),
  activation: oneOf(activations),
  /** Only for an activation with a `usualSlope`, which is meant when it is left out. */
  slope: numberFrom(0, 100).optional(),
  /** Share of the outputs that each step of training leaves out at random; 0 when left out. Not on the output layer. */
  dropout: numberBelow(0, 1).optional(),
  /** `fittingInitialisation` of the activation when left out. */
  initialisation: oneOf(initialisations).optional(),
});
export type LayerDesign = z.infer<typeof layerSchema>;

/** A fully connected network from its inputs to its output layer, which is the last of `layers`. */
export const designSchema = z
  .strictObject({
    inputs: wholeNumber(1, 1_000_000),
    layers: z.array(layerSchema).min(1).max(100),
  })
  .check((context) => {
    const { layers } = context.value;
    layers.forEach((layer, index) => {
      for (const { setting, message } of layerProblems(layer, index === layers.length - 1)) {
        context.issues.push({ code: 'custom', input: layer, path: ['layers', index, setting], message });
      }
    });
  });
export type Design = z.infer<typeof designSchema>;

/** The settings of one layer that contradict each other or the place where it stands. */
function layerProblems(layer: LayerDesign, isOutput: boolean): { setting: keyof LayerDesign; message: string }[] {
  const { activation, slope, dropout = 0 } = layer;
  const problems: { setting: keyof LayerDesign; message: string }[] = [];
  if (!isOutput && activation === 'softmax') {
    problems.push({ setting: 'activation', message: 'softmax belongs on the output layer only' });
  }
  if (slope !== undefined && usualSlope[activation] === undefined) {
    const having = Object.keys(usualSlope).join(' and ');
    problems.push({
      setting: 'slope',
      message: `must be left out: it belongs to ${having}, and this layer has ${activation}`,
    });
  }
  if (isOutput && dropout > 0) {
    problems.push({
      setting: 'dropout',
      message: 'must be 0 or left out on the output layer, which has to give all of its outputs',
    });
  }
  return problems;
}

/** A design as it was kept, by this version or an earlier one. Throws Zod's error when it is none. */
export function parseDesign(value: unknown): Design {
  return designSchema.parse(value);
}

/** The slope that a layer works with; 0 where its activation has none. */
export function slopeOf({ activation, slope }: LayerDesign): number {
  return slope ?? usualSlope[activation] ?? 0;
}

/** Whether two designs say the same, also where one leaves out what the other spells out. */
export function sameDesign(one: Design, other: Design): boolean {
  return spelledOut(one) === spelledOut(other);
}

function spelledOut({ inputs, layers }: Design): string {
  const settings = layers.map((layer) => {
    const { units, activation, dropout = 0, initialisation = fittingInitialisation(activation) } = layer;
    return [units, activation, slopeOf(layer), dropout, initialisation];
  });
  return JSON.stringify([inputs, settings]);
}

/** Weights and biases of all layers together. */
export function parameterCount(design: Design): number {
  return layerShapes(design).reduce((sum, shape) => sum + (shape.inputs + 1) * shape.units, 0);
}

/** Multiplications of one example's forward pass. */
export function multiplicationCount(design: Design): number {
  return layerShapes(design).reduce((sum, shape) => sum + shape.inputs * shape.units, 0);
}

/** The shape `[inputs × units]` of each layer's weights. */
export function layerShapes(design: Design): { inputs: number; units: number }[] {
  return design.layers.map((layer, index) => ({
    inputs: index === 0 ? design.inputs : design.layers[index - 1].units,
    units: layer.units,
  }));
}

/** A design in one line, as in "784-128-10". */
export function describeDesign(design: Design): string {
  return [design.inputs, ...design.layers.map((layer) => layer.units)].join('-');
}
