import { layerShapes, parameterCount, type Design } from '../contract/design.ts';
import { LaminaError } from '../contract/errors.ts';
import type { Arena, Floats } from '../tensor/arena.ts';

/** One dense layer's part of a block. */
export interface LayerParameters {
  /** `[inputs × units]`, row-major. */
  weights: Floats;
  /** `[units]` */
  bias: Floats;
}

/** Each view begins at a multiple of 16 floats, which is 64 bytes of float32: a cache line. */
const alignment = 16;

/**
 * One number for each parameter of a network, in one block of memory with named views into it: the parameters
 * themselves, their gradients, or what an optimizer keeps of them.
 *
 * A few unused floats lie between the views, to keep them aligned. They begin as zero and stay so whatever a kernel
 * does to the whole block, because their gradient is zero; they never leave the block.
 */
export class ParameterBlock {
  /** The whole block, for kernels that treat every parameter alike. */
  readonly values: Floats;
  readonly layers: readonly LayerParameters[];
  /** Parameters in it, without what lies between. */
  readonly count: number;

  constructor(design: Design, arena: Arena) {
    this.values = arena.floats(blockLength(design));
    this.count = parameterCount(design);
    let next = 0;
    const take = (length: number): Floats => {
      const view = this.values.subarray(next, next + length);
      next += aligned(length);
      return view;
    };
    this.layers = layerShapes(design).map(({ inputs, units }) => ({
      weights: take(inputs * units),
      bias: take(units),
    }));
  }

  /** Copies the block out, into `target` from `offset` on: layer by layer, weights row-major, then biases. */
  copyTo(target: Float32Array, offset = 0): void {
    for (const { weights, bias } of this.layers) {
      target.set(weights, offset);
      target.set(bias, offset + weights.length);
      offset += weights.length + bias.length;
    }
  }

  /** The reverse of `copyTo`. */
  copyFrom(source: Float32Array, offset = 0): void {
    for (const { weights, bias } of this.layers) {
      const middle = offset + weights.length;
      weights.set(source.subarray(offset, middle));
      offset = middle + bias.length;
      bias.set(source.subarray(middle, offset));
    }
  }
}

/** A copy of several blocks of one design, one after another, each in the order of `copyTo`. */
export function exportBlocks(blocks: readonly ParameterBlock[]): Float32Array<ArrayBuffer> {
  const values = new Float32Array(blocks.reduce((sum, { count }) => sum + count, 0));
  blocks.forEach((block, index) => block.copyTo(values, index * block.count));
  return values;
}

/** The reverse of `exportBlocks`. Throws a `LaminaError` when there are more or fewer numbers. */
export function importBlocks(blocks: readonly ParameterBlock[], values: Float32Array): void {
  const needed = blocks.reduce((sum, { count }) => sum + count, 0);
  if (values.length !== needed) {
    const found = values.length.toLocaleString('en');
    throw new LaminaError(
      'bad-file',
      `The checkpoint carries ${found} numbers beside its parameters, but ${needed.toLocaleString('en')} are needed.`,
    );
  }
  blocks.forEach((block, index) => block.copyFrom(values, index * block.count));
}

/** Floats in a block, with what lies between its views. */
export function blockLength(design: Design): number {
  return layerShapes(design).reduce((sum, { inputs, units }) => sum + aligned(inputs * units) + aligned(units), 0);
}

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}
