import { layerShapes, slopeOf, type Design } from '../contract/design.ts';
import { LaminaError } from '../contract/errors.ts';
import { activationsNeedingSums, type Kernels } from '../kernels/kernels.ts';
import type { Arena, Floats } from '../tensor/arena.ts';
import { forwardDense, type DenseLayer } from './dense.ts';
import { initialise } from './initialisers.ts';
import { ParameterBlock } from './parameters.ts';

export interface NetworkOptions {
  design: Design;
  kernels: Kernels;
  arena: Arena;
  /** The most examples that go through it at once. */
  maximumRows: number;
  /** Its parameters, where they lie in the arena already; else it makes room for them. */
  parameters?: ParameterBlock;
}

/** A network that can say what it makes of its inputs. How it learns stands in backpropagation.ts. */
export class Network {
  readonly design: Design;
  readonly kernels: Kernels;
  readonly maximumRows: number;
  readonly parameters: ParameterBlock;
  /** `[maximumRows × design.inputs]`: put the examples here before `forward`. */
  readonly inputs: Floats;
  readonly layers: readonly DenseLayer[];
  /** The last of `layers`. */
  readonly output: DenseLayer;

  /** All parameters are zero until they are initialised or imported. */
  constructor({ design, kernels, arena, maximumRows, parameters }: NetworkOptions) {
    this.design = design;
    this.kernels = kernels;
    this.maximumRows = maximumRows;
    this.parameters = parameters ?? new ParameterBlock(design, arena);
    this.inputs = arena.floats(maximumRows * design.inputs);
    const last = design.layers.length - 1;
    this.layers = layerShapes(design).map(({ inputs, units }, index) => {
      const { activation } = design.layers[index];
      const outputs = arena.floats(maximumRows * units);
      // A cross-entropy is exact for extreme outputs only when it is taken from their weighted sums.
      const sumsAreKept = index === last || activationsNeedingSums.includes(activation);
      return {
        inputs,
        units,
        activation,
        slope: slopeOf(design.layers[index]),
        parameters: this.parameters.layers[index],
        sums: sumsAreKept ? arena.floats(maximumRows * units) : outputs,
        outputs,
      };
    });
    this.output = this.layers[last];
  }

  /** Gives it fresh weights. */
  initialise(seed: number): void {
    initialise(this.parameters, this.design, seed);
  }

  /** Carries the first `rows` of `inputs` through all layers. */
  forward(rows: number): void {
    let x = this.inputs;
    for (const layer of this.layers) {
      forwardDense(this.kernels, layer, x, rows);
      x = layer.outputs;
    }
  }

  /** A copy of all parameters: layer by layer, weights `[inputs × units]` row-major, then biases. */
  exportParameters(): Float32Array<ArrayBuffer> {
    const values = new Float32Array(this.parameters.count);
    this.parameters.copyTo(values);
    return values;
  }

  /** Takes parameters in the order of `exportParameters`. Throws a `LaminaError` when their number is another. */
  importParameters(values: Float32Array): void {
    if (values.length !== this.parameters.count) {
      const found = values.length.toLocaleString('en');
      const needed = this.parameters.count.toLocaleString('en');
      throw new LaminaError('bad-setup', `There are ${found} parameters, but this network has ${needed}.`);
    }
    this.parameters.copyFrom(values);
  }

  /**
   * What the last `forward` gave row `row` for each class, as the kernels computed it. They are probabilities after
   * softmax. A single output p stands for two classes, as 1 − p and p.
   */
  classOutputs(row: number): number[] {
    const outputs = this.outputsOf(row);
    return outputs.length === 1 ? [1 - outputs[0], outputs[0]] : outputs;
  }

  /** What the last `forward` gave row `row`, of each output unit. */
  outputsOf(row: number): number[] {
    const { outputs, units } = this.output;
    return Array.from(outputs.subarray(row * units, (row + 1) * units));
  }

  /**
   * The first layer that has given an infinite number or none in the first `rows` rows of the last `forward`; null when
   * all have given numbers.
   */
  firstLayerBeyondNumbers(rows: number): number | null {
    const isBeyond = ({ sums, outputs, units }: DenseLayer) =>
      !areFinite(sums, rows * units) || !areFinite(outputs, rows * units);
    const index = this.layers.findIndex(isBeyond);
    return index < 0 ? null : index;
  }

  /** The class with the largest output in row `row`, the first of equals. */
  predictedClass(row: number): number {
    return largestClass(this.output.outputs, row, this.output.units);
  }
}

/** The class that row `row` of `values` `[rows × units]` speaks for: of its largest number, or of a single one. */
export function largestClass(values: Floats, row: number, units: number): number {
  if (units === 1) return values[row] > 0.5 ? 1 : 0;
  const start = row * units;
  let best = 0;
  for (let unit = 1; unit < units; unit++) if (values[start + unit] > values[start + best]) best = unit;
  return best;
}

function areFinite(values: Floats, count: number): boolean {
  for (let i = 0; i < count; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}
