import { layerShapes, parameterCount, type Design } from '../contract/design.ts';
import { LaminaError } from '../contract/errors.ts';
import { aligned, blockLength } from '../contract/memory.ts';
import type { Arena, Floats } from '../tensor/arena.ts';

/** One dense layer's part of a block. */
export interface LayerParameters {
  /** `[inputs × units]`, row-major. */
  weights: Floats;
  /** `[units]` */
  bias: Floats;
}

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
  /** The views in their order: layer by layer, weights and then biases. */
  readonly views: readonly Floats[];
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
    this.views = this.layers.flatMap(({ weights, bias }) => [weights, bias]);
  }

  /** Copies the block out, into `target` from `offset` on: layer by layer, weights row-major, then biases. */
  copyTo(target: Float32Array): void {
    copyOut([this], 0, target);
  }

  /** The reverse of `copyTo`. */
  copyFrom(source: Float32Array): void {
    copyIn([this], 0, source);
  }
}

/** Parameters of all the blocks together. */
export function countOf(blocks: readonly ParameterBlock[]): number {
  return blocks.reduce((sum, { count }) => sum + count, 0);
}

/**
 * Copies a piece out of several blocks, which count as one after another, each in the order of `copyTo`: as many
 * numbers as `target` has, from number `from` on.
 */
export function copyOut(blocks: readonly ParameterBlock[], from: number, target: Float32Array): void {
  eachView(blocks, from, target.length, (view, at) => target.set(view, at));
}

/** The reverse of `copyOut`. */
export function copyIn(blocks: readonly ParameterBlock[], from: number, source: Float32Array): void {
  eachView(blocks, from, source.length, (view, at) => view.set(source.subarray(at, at + view.length)));
}

/** Visits what the numbers from `from` to `from + length` cover of each view, and where that begins in the piece. */
function eachView(
  blocks: readonly ParameterBlock[],
  from: number,
  length: number,
  visit: (view: Floats, at: number) => void,
): void {
  let start = 0;
  for (const view of blocks.flatMap(({ views }) => views)) {
    const first = Math.max(from, start);
    const end = Math.min(from + length, start + view.length);
    if (first < end) visit(view.subarray(first - start, end - start), first - from);
    start += view.length;
  }
}

/** A copy of several blocks, in the order of `copyOut`. */
export function exportBlocks(blocks: readonly ParameterBlock[]): Float32Array<ArrayBuffer> {
  const values = new Float32Array(countOf(blocks));
  copyOut(blocks, 0, values);
  return values;
}

/** The reverse of `exportBlocks`. Throws a `LaminaError` when there are more or fewer numbers. */
export function importBlocks(blocks: readonly ParameterBlock[], values: Float32Array): void {
  requireCarried(blocks, values.length);
  copyIn(blocks, 0, values);
}

/** Throws a `LaminaError` when a checkpoint carries more or fewer numbers than the blocks take. */
export function requireCarried(blocks: readonly ParameterBlock[], length: number): void {
  const needed = countOf(blocks);
  if (length === needed) return;
  const found = length.toLocaleString('en');
  throw new LaminaError(
    'bad-file',
    `The checkpoint carries ${found} numbers beside its parameters, but ${needed.toLocaleString('en')} are needed.`,
  );
}
