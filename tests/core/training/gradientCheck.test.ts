import { describe, expect, it } from 'vitest';
import { defaultConfig, losses, type Loss, type TrainingConfig } from '#core/contract/config.ts';
import {
  activations,
  hiddenActivations,
  isTrainable,
  type Activation,
  type Design,
  type LayerDesign,
} from '#core/contract/design.ts';
import { lossFits } from '#core/contract/setup.ts';
import type { ExampleTable } from '#core/data/examples.ts';
import type { LayerCheck } from '#core/contract/run.ts';
import { checkGradients } from '#core/training/gradientCheck.ts';
import { Random } from '#core/tensor/random.ts';
import { clusters, regression } from './examples.ts';

/** At most 4·10⁻⁷ was seen, and that of gradients a thousand times smaller than their layer's largest. */
const tolerance = 1e-6;

const hidden = hiddenActivations.filter(isTrainable);
const outputs = activations.filter(isTrainable);
const shapes = [
  { inputs: 3, units: [4], rows: 1 },
  { inputs: 5, units: [4, 3], rows: 7 },
  { inputs: 2, units: [7, 5, 2], rows: 3 },
];

function examplesFor(inputs: number, units: number, loss: Loss, rows: number): ExampleTable {
  if (units === 1 && loss !== 'mean-squared-error') return clusters(rows, inputs, 2, 3);
  return loss === 'mean-squared-error' ? regression(rows, inputs, units, 3) : clusters(rows, inputs, units, 3);
}

function check(design: Design, rows: number, changes: Partial<TrainingConfig>): LayerCheck[] {
  const config = { ...defaultConfig, ...changes };
  const { units } = design.layers[design.layers.length - 1];
  const random = new Random(5, 'parameters');
  let count = 0;
  design.layers.forEach((layer, index) => {
    count += layer.units * (1 + (index === 0 ? design.inputs : design.layers[index - 1].units));
  });
  return checkGradients({
    design,
    config,
    examples: examplesFor(design.inputs, units, config.loss, rows),
    batch: Uint32Array.from({ length: rows }, (_, i) => i),
    parameters: Float32Array.from({ length: count }, () => random.between(-1, 1)),
    sample: 1000,
  });
}

function expectAgreement(design: Design, rows: number, changes: Partial<TrainingConfig>): void {
  for (const { weights, bias } of check(design, rows, changes)) {
    expect(weights).toBeLessThan(tolerance);
    expect(bias).toBeLessThan(tolerance);
  }
}

function layersOf(
  units: readonly number[],
  through: LayerDesign['activation'] | null,
  output: Activation,
): LayerDesign[] {
  return units.map((count, index) => ({
    units: count,
    activation: index < units.length - 1 && through !== null ? through : output,
  }));
}

describe('backpropagation agrees with finite differences', () => {
  for (const loss of losses) {
    for (const output of outputs.filter((activation) => lossFits(loss, activation))) {
      for (const { inputs, units, rows } of shapes) {
        for (const through of units.length > 1 ? hidden : [null]) {
          const words = through === null ? '' : ` through ${through}`;
          it(`${loss} of ${output}${words}, ${[inputs, ...units].join('-')}, batch of ${rows}`, () => {
            expectAgreement({ inputs, layers: layersOf(units, through, output) }, rows, { loss });
          });
        }
      }
    }
  }

  it.each(hidden)('of one output unit through %s', (through) => {
    const design = { inputs: 4, layers: layersOf([5, 1], through, 'sigmoid') };
    expectAgreement(design, 6, { loss: 'binary-cross-entropy' });
    expectAgreement(design, 6, { loss: 'mean-squared-error' });
  });

  it.each([
    ['leaky-relu', 0.3],
    ['elu', 0.4],
    ['elu', 2],
  ] as const)('through %s with a slope of %d', (activation, slope) => {
    const layers: LayerDesign[] = [
      { units: 6, activation, slope },
      { units: 3, activation: 'softmax' },
    ];
    expectAgreement({ inputs: 5, layers }, 7, {});
  });

  it.each(hidden)('with dropout behind layers of %s', (activation) => {
    const layers: LayerDesign[] = [
      { units: 9, activation, dropout: 0.5 },
      { units: 8, activation, dropout: 0.2 },
      { units: 3, activation: 'softmax' },
    ];
    expectAgreement({ inputs: 5, layers }, 7, {});
  });

  it.each([
    { l1: 0.1, l2: 0 },
    { l1: 0, l2: 0.3 },
    { l1: 0.05, l2: 0.01 },
  ])('with the penalties %o', (penalties) => {
    const design = { inputs: 5, layers: layersOf([6, 3], 'tanh', 'softmax') };
    expectAgreement(design, 7, { regularisation: { ...penalties, clipNorm: 0 } });
  });
});

describe('the check', () => {
  const design: Design = { inputs: 5, layers: layersOf([6, 3], 'tanh', 'softmax') };
  const batch = Uint32Array.of(0, 1, 2);
  const examples = clusters(3, 5, 3);

  it('begins with fresh parameters, and tries as many as it is told', () => {
    const result = checkGradients({ design, config: defaultConfig, examples, batch, sample: 4 });
    expect(result.map(({ tried }) => tried)).toEqual([8, 7]);
    for (const { weights } of result) expect(weights).toBeLessThan(tolerance);
  });

  it('notices a gradient that is not there', () => {
    // The gradient is taken with one penalty, and the losses with half of it.
    const config = { ...defaultConfig, regularisation: { l1: 0, l2: 1, clipNorm: 0 } };
    Object.defineProperty(config.regularisation, 'l2', { get: growing(1, 0.5) });
    const [{ weights }] = checkGradients({ design, config, examples, batch, sample: 100 });
    expect(weights).toBeGreaterThan(0.1);
  });

  it('is not led astray by corners', () => {
    // Every sum is just above the corner of ReLU, within the larger of the two steps.
    const corner: Design = { inputs: 1, layers: [{ units: 1, activation: 'relu' }] };
    const table = {
      count: 1,
      features: 1,
      inputs: Uint8Array.of(1),
      scale: 1,
      outputs: 1,
      targets: Float32Array.of(1),
    };
    const config = { ...defaultConfig, loss: 'mean-squared-error' as const };
    const parameters = Float32Array.of(5e-6, 0);
    const [{ weights, bias }] = checkGradients({
      design: corner,
      config,
      examples: table,
      batch: Uint32Array.of(0),
      parameters,
      sample: 10,
    });
    expect(Math.max(weights, bias)).toBeLessThan(tolerance);
  });
});

/** Gives the first value at the first call, and the other one ever after. */
function growing(first: number, later: number): () => number {
  let calls = 0;
  return () => (calls++ === 0 ? first : later);
}
