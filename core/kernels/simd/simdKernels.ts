import type { Floats, WasmArena } from '../../tensor/arena.ts';
import { dropoutThreshold } from '../dropout.ts';
import {
  activationsNeedingSums,
  normBlock,
  type ElementwiseActivation,
  type Kernels,
  type SmoothActivation,
} from '../kernels.ts';
import { wholePower } from '../power.ts';
import type { Exports } from './exports.ts';

/** The kernels as the build compiled them: without and with fused multiplication and addition. */
export interface KernelBinaries {
  simd: Uint8Array<ArrayBuffer>;
  relaxedSimd: Uint8Array<ArrayBuffer>;
}

export type SimdBuild = 'simd' | 'relaxed-simd';

/** An activation in WebAssembly, or its derivative from the sums or the outputs. */
type Elementwise = (from: number, to: number, count: number, slope: number) => void;

/**
 * The kernels in WebAssembly, over views taken from `arena`: every argument must be one, in float32, or the result is
 * undefined. They take a little scratch from the arena once, here.
 *
 * The build with fused multiplication and addition is taken where the host has both the instruction and the fusion,
 * so that its name says how numbers were rounded. `forced` names a build instead; one that the host lacks throws.
 *
 * Guaranteed of each build, whatever the sizes around it: an element of a matrix product begins as its bias (or 0) and
 * takes its products one by one in the order of depth, those by a zero perhaps left out, and an element of any other
 * kernel is computed by the same operations wherever it stands. So a row's results do not depend on how many rows there
 * are, one included.
 */
export function createSimdKernels(arena: WasmArena, binaries: KernelBinaries, forced?: SimdBuild): Kernels {
  const build = forced ?? bestBuild(binaries);
  const wasm = instantiateKernels(binaries, build, arena.memory);
  const scratch = arena.floats(wasm.scratchLength()).byteOffset;
  return kernelsOver(wasm, build, scratch);
}

/** The build that `createSimdKernels` takes. */
export function bestBuild(binaries: KernelBinaries): SimdBuild {
  return hasFusedMultiplyAdd(binaries.relaxedSimd) ? 'relaxed-simd' : 'simd';
}

/** The kernels themselves, for one thread. */
export function instantiateKernels(binaries: KernelBinaries, build: SimdBuild, memory: WebAssembly.Memory): Exports {
  return instantiate(build === 'simd' ? binaries.simd : binaries.relaxedSimd, memory);
}

/** A matrix with fewer numbers other than zero than this share of all is multiplied with its zeros left out. */
const sparseShare = 0.6;
/** About so many numbers of a matrix are looked at, in whole rows, to know the share. */
const countedNumbers = 8192;

/** The kernels' interface over what carries them out. `scratch` is the address of `scratchLength` floats. */
export function kernelsOver(wasm: Exports, build: SimdBuild, scratch: number): Kernels {
  const forward: Record<ElementwiseActivation, Elementwise> = {
    identity: withoutSlope(wasm.identityForward),
    step: withoutSlope(wasm.stepForward),
    sign: withoutSlope(wasm.signForward),
    sigmoid: withoutSlope(wasm.sigmoidForward),
    tanh: withoutSlope(wasm.tanhForward),
    relu: withoutSlope(wasm.reluForward),
    'leaky-relu': wasm.leakyReluForward,
    elu: wasm.eluForward,
    softplus: withoutSlope(wasm.softplusForward),
    swish: withoutSlope(wasm.swishForward),
    gelu: withoutSlope(wasm.geluForward),
  };
  const backward: Record<SmoothActivation, Elementwise> = {
    identity: () => undefined,
    sigmoid: withoutSlope(wasm.sigmoidBackward),
    tanh: withoutSlope(wasm.tanhBackward),
    relu: withoutSlope(wasm.reluBackward),
    'leaky-relu': wasm.leakyReluBackward,
    elu: wasm.eluBackward,
    softplus: withoutSlope(wasm.softplusBackward),
    swish: withoutSlope(wasm.swishBackward),
    gelu: withoutSlope(wasm.geluBackward),
  };

  /** Whether a matrix is to be gone through as sparse. Decided before the work is cut for threads, so not by the cut. */
  const isSparse = (x: Floats, rows: number, columns: number): number => {
    const stride = Math.ceil((rows * columns) / countedNumbers);
    const looked = Math.ceil(rows / stride) * columns;
    return Number(wasm.countNonZeros(at(x), rows, columns, stride) < sparseShare * looked);
  };

  const mostDescendRows = wasm.mostDescendRows();

  return {
    build,
    weightedSums(x, weights, bias, out, rows, inputs, units) {
      const sparse = isSparse(x, rows, inputs);
      wasm.weightedSums(at(x), at(weights), at(bias), at(out), rows, inputs, units, units, sparse, scratch);
    },
    weightGradient(x, delta, out, rows, inputs, units) {
      const sparse = isSparse(x, rows, inputs);
      wasm.weightGradient(at(x), at(delta), at(out), rows, inputs, inputs, units, units, sparse, scratch);
    },
    descend(weights, gradient, x, delta, learningRate, rows, inputs, units) {
      if (rows > mostDescendRows) {
        this.weightGradient(x, delta, gradient, rows, inputs, units);
        this.sgd(weights, gradient, learningRate, inputs * units);
        return;
      }
      const sparse = isSparse(x, rows, inputs);
      wasm.descend(at(weights), at(x), at(delta), learningRate, rows, inputs, inputs, units, units, sparse, scratch);
    },
    biasGradient(delta, out, rows, units) {
      wasm.biasGradient(at(delta), at(out), rows, units, units);
    },
    inputGradient(delta, weights, out, rows, inputs, units) {
      const sparse = isSparse(delta, rows, units);
      wasm.inputGradient(at(delta), at(weights), at(out), rows, inputs, inputs, units, sparse, scratch);
    },
    activate(activation, slope, z, out, count) {
      forward[activation](at(z), at(out), count, slope);
    },
    activationGradient(activation, slope, z, a, delta, count) {
      const from = activationsNeedingSums.includes(activation) ? z : a;
      backward[activation](at(from), at(delta), count, slope);
    },
    softmax(z, out, rows, units) {
      wasm.softmaxForward(at(z), at(out), rows, units);
    },
    softmaxGradient(a, delta, rows, units) {
      wasm.softmaxBackward(at(a), at(delta), rows, units);
    },
    dropOut(values, out, probability, key, count) {
      wasm.dropOut(at(values), at(out), 0, count, key, dropoutThreshold(probability), 1 / (1 - probability));
    },
    addPenaltyGradient(weights, gradient, l1, l2, count) {
      wasm.addPenaltyGradient(at(weights), at(gradient), l1, l2, count);
    },
    squaredNorm(x, count) {
      let sum = 0;
      for (let start = 0; start < count; start += normBlock) {
        sum += wasm.squaredSum(at(x) + 4 * start, Math.min(normBlock, count - start));
      }
      return sum;
    },
    scale(x, factor, count) {
      wasm.scale(at(x), factor, count);
    },
    sgd(weights, gradient, learningRate, count) {
      wasm.sgd(at(weights), at(gradient), learningRate, count);
    },
    momentum(weights, gradient, velocity, learningRate, momentum, count) {
      wasm.momentum(at(weights), at(gradient), at(velocity), learningRate, momentum, count);
    },
    nesterov(weights, gradient, velocity, learningRate, momentum, count) {
      wasm.nesterov(at(weights), at(gradient), at(velocity), learningRate, momentum, count);
    },
    rmsprop(weights, gradient, v, learningRate, { rho, epsilon }, count) {
      wasm.rmsprop(at(weights), at(gradient), at(v), learningRate, rho, 1 - rho, epsilon, count);
    },
    adam(weights, gradient, m, v, learningRate, { beta1, beta2, epsilon, weightDecay }, step, count) {
      const scale1 = 1 / (1 - wholePower(beta1, step));
      const scale2 = 1 / (1 - wholePower(beta2, step));
      const shrinkage = 1 - learningRate * weightDecay;
      wasm.adam(
        at(weights),
        at(gradient),
        at(m),
        at(v),
        learningRate,
        beta1,
        beta2,
        1 - beta1,
        1 - beta2,
        epsilon,
        scale1,
        scale2,
        shrinkage,
        count,
      );
    },
    gatherBytes(source, order, from, out, rows, features, scale) {
      wasm.gatherBytes(at(source), at(order) + from * 4, at(out), rows, features, scale);
    },
    gatherFloats(source, order, from, out, rows, features) {
      wasm.gatherFloats(at(source), at(order) + from * 4, at(out), rows, features);
    },
    distort(pictures, { shift, rotate, scale, shear, strength, smoothing }, height, width, key, rows) {
      const [from, weights, pixels] = [at(pictures), at(smoothing), height * width];
      wasm.distort(from, 0, rows, width, pixels, shift, rotate, scale, shear, strength, weights, key, scratch);
    },
    prepare(x, offset, factor, rows, features) {
      wasm.prepare(at(x), at(offset), at(factor), rows, features);
    },
  };
}

/** A kernel that takes no slope must not be given one: what cuts it for threads would take it for the count. */
function withoutSlope(kernel: (from: number, to: number, count: number) => void): Elementwise {
  return (from, to, count) => kernel(from, to, count);
}

function at(view: Floats | Uint8Array | Uint32Array): number {
  return view.byteOffset;
}

function instantiate(binary: Uint8Array<ArrayBuffer>, memory: WebAssembly.Memory): Exports {
  const module = new WebAssembly.Module(binary);
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
}

function hasFusedMultiplyAdd(relaxedSimd: Uint8Array<ArrayBuffer>): boolean {
  if (!WebAssembly.validate(relaxedSimd)) return false;
  const memory = new WebAssembly.Memory({ initial: 0, maximum: 1, shared: true });
  return instantiate(relaxedSimd, memory).multiplyAddIsFused() === 1;
}
