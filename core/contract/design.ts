import { z } from 'zod';

export const activations = ['identity', 'sigmoid', 'tanh', 'relu', 'softmax'] as const;
export type Activation = (typeof activations)[number];

/** One dense layer: `units` weighted sums with a bias each, and what is done to them. */
export const layerSchema = z.strictObject({
  units: z.int().min(1).max(65_536),
  activation: z.enum(activations),
});
export type LayerDesign = z.infer<typeof layerSchema>;

/** A fully connected network from its inputs to its output layer, which is the last of `layers`. */
export const designSchema = z
  .strictObject({
    inputs: z.int().min(1).max(1_000_000),
    layers: z.array(layerSchema).min(1).max(100),
  })
  .check((context) => {
    const hidden = context.value.layers.slice(0, -1);
    hidden.forEach((layer, index) => {
      if (layer.activation !== 'softmax') return;
      context.issues.push({
        code: 'custom',
        input: layer,
        path: ['layers', index, 'activation'],
        message: 'softmax belongs on the output layer only',
      });
    });
  });
export type Design = z.infer<typeof designSchema>;

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
