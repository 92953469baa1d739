import type { Floats, WasmArena } from '../../tensor/arena.ts';
import type { ElementwiseActivation, Kernels } from '../kernels.ts';
import { wholePower } from '../power.ts';

/** The kernels as the build compiled them: without and with fused multiplication and addition. */
export interface KernelBinaries {
  simd: Uint8Array<ArrayBuffer>;
  relaxedSimd: Uint8Array<ArrayBuffer>;
}

export type SimdBuild = 'simd' | 'relaxed-simd';

/** What the WebAssembly module exports: see assembly/. Addresses are in bytes. */
export interface Exports {
  scratchLength(): number;
  weightedSums(
    x: number,
    weights: number,
    bias: number,
    out: number,
    rows: number,
    inputs: number,
    columns: number,
    units: number,
    scratch: number,
  ): void;
  weightGradient(
    x: number,
    delta: number,
    out: number,
    rows: number,
    height: number,
    inputs: number,
    columns: number,
    units: number,
    scratch: number,
  ): void;
  inputGradient(
    delta: number,
    weights: number,
    out: number,
    rows: number,
    columns: number,
    inputs: number,
    units: number,
    scratch: number,
  ): void;
  biasGradient(delta: number, out: number, rows: number, columns: number, units: number): void;
  identityForward(z: number, out: number, count: number): void;
  sigmoidForward(z: number, out: number, count: number): void;
  tanhForward(z: number, out: number, count: number): void;
  reluForward(z: number, out: number, count: number): void;
  sigmoidBackward(a: number, delta: number, count: number): void;
  tanhBackward(a: number, delta: number, count: number): void;
  reluBackward(a: number, delta: number, count: number): void;
  softmaxForward(z: number, out: number, rows: number, units: number): void;
  softmaxBackward(a: number, delta: number, rows: number, units: number): void;
  sgd(weights: number, gradient: number, learningRate: number, count: number): void;
  adam(
    weights: number,
    gradient: number,
    m: number,
    v: number,
    learningRate: number,
    beta1: number,
    beta2: number,
    rest1: number,
    rest2: number,
    epsilon: number,
    scale1: number,
    scale2: number,
    count: number,
  ): void;
  gatherBytes(source: number, order: number, out: number, rows: number, features: number, scale: number): void;
  gatherFloats(source: number, order: number, out: number, rows: number, features: number): void;
  multiplyAddIsFused(): number;
  multiplyAddLoop(rounds: number, factor: number): number;
}

/**
 * The kernels in WebAssembly, over views taken from `arena`: every argument must be one, in float32, or the result is
 * undefined. They take a little scratch from the arena once, here.
 *
 * The build with fused multiplication and addition is taken where the host has both the instruction and the fusion,
 * so that its name says how numbers were rounded. `forced` names a build instead; one that the host lacks throws.
 *
 * Guaranteed of each build, whatever the sizes around it: an element of a matrix product begins as its bias (or 0) and
 * takes its products one by one in the order of depth, and an element of any other kernel is computed by the same
 * operations wherever it stands. So a row's results do not depend on how many rows there are, one included.
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

/** The kernels' interface over what carries them out. `scratch` is the address of `scratchLength` floats. */
export function kernelsOver(wasm: Exports, build: SimdBuild, scratch: number): Kernels {
  const forward: Record<ElementwiseActivation, (z: number, out: number, count: number) => void> = {
    identity: wasm.identityForward,
    sigmoid: wasm.sigmoidForward,
    tanh: wasm.tanhForward,
    relu: wasm.reluForward,
  };
  const backward: Record<ElementwiseActivation, (a: number, delta: number, count: number) => void> = {
    identity: () => undefined,
    sigmoid: wasm.sigmoidBackward,
    tanh: wasm.tanhBackward,
    relu: wasm.reluBackward,
  };

  return {
    build,
    weightedSums(x, weights, bias, out, rows, inputs, units) {
      wasm.weightedSums(at(x), at(weights), at(bias), at(out), rows, inputs, units, units, scratch);
    },
    weightGradient(x, delta, out, rows, inputs, units) {
      wasm.weightGradient(at(x), at(delta), at(out), rows, inputs, inputs, units, units, scratch);
    },
    biasGradient(delta, out, rows, units) {
      wasm.biasGradient(at(delta), at(out), rows, units, units);
    },
    inputGradient(delta, weights, out, rows, inputs, units) {
      wasm.inputGradient(at(delta), at(weights), at(out), rows, inputs, inputs, units, scratch);
    },
    activate(activation, z, out, count) {
      forward[activation](at(z), at(out), count);
    },
    activationGradient(activation, a, delta, count) {
      backward[activation](at(a), at(delta), count);
    },
    softmax(z, out, rows, units) {
      wasm.softmaxForward(at(z), at(out), rows, units);
    },
    softmaxGradient(a, delta, rows, units) {
      wasm.softmaxBackward(at(a), at(delta), rows, units);
    },
    sgd(weights, gradient, learningRate, count) {
      wasm.sgd(at(weights), at(gradient), learningRate, count);
    },
    adam(weights, gradient, m, v, { learningRate, beta1, beta2, epsilon }, step, count) {
      const scale1 = 1 / (1 - wholePower(beta1, step));
      const scale2 = 1 / (1 - wholePower(beta2, step));
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
        count,
      );
    },
    gatherBytes(source, order, from, out, rows, features, scale) {
      wasm.gatherBytes(at(source), at(order) + from * 4, at(out), rows, features, scale);
    },
    gatherFloats(source, order, from, out, rows, features) {
      wasm.gatherFloats(at(source), at(order) + from * 4, at(out), rows, features);
    },
  };
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
