import { createHash } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smoothingLength } from '#core/kernels/distortion.ts';
import { elementwiseActivations, type Kernels } from '#core/kernels/kernels.ts';
import { createSimdKernels, type KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { createControl, disband } from '#core/kernels/threaded/team.ts';
import { createThreadedKernels } from '#core/kernels/threaded/threadedKernels.ts';
import { createMemory, WasmArena } from '#core/tensor/arena.ts';
import { Random } from '#core/tensor/random.ts';
import { startThread } from '#main/engine/threads/scripts.ts';
import { compileKernels, simdBuilds } from './simdBuilds.ts';

const shapes = [
  [1, 31, 13],
  [3, 7, 1],
  [7, 1, 31],
  [13, 31, 3],
  [31, 13, 7],
  [32, 784, 128],
  [33, 257, 67],
  [2, 600, 1030],
];

let binaries: KernelBinaries;
beforeAll(async () => {
  binaries = await compileKernels();
});

const controls: SharedArrayBuffer[] = [];
const helpers: Worker[] = [];
afterAll(async () => {
  controls.forEach(disband);
  await Promise.all(helpers.map((helper) => helper.terminate()));
});

describe.each(simdBuilds)('threaded kernels, %s', (build) => {
  it.each([2, 3, 8])('give the same numbers on %i threads as on one, bit for bit', async (threads) => {
    const memory = createMemory();
    const arena = new WasmArena(memory);
    const control = createControl();
    controls.push(control);
    // Even the shortest phases are cut to pieces.
    const threaded = createThreadedKernels({ arena, binaries, control, threads, build, partWork: 1 });
    const alone = createSimdKernels(arena, binaries, build);
    for (let thread = 1; thread < threads; thread++) {
      helpers.push(startThread('helper', { memory, binaries, control, thread, build }));
    }
    const cases = shapes.flatMap((shape) =>
      [1, 0.25].map((share) => ({ shape, outcome: allKernels(arena, shape, share) })),
    );
    const expected = cases.map(({ outcome }) => outcome(alone));
    // Often enough for the helpers to have come, and to meet the leader at every point of its work.
    for (let round = 0; round < 6; round++) {
      for (const [index, { shape, outcome }] of cases.entries()) {
        expect(outcome(threaded), `round ${round}, ${shape.join(' × ')}`).toEqual(expected[index]);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
});

/**
 * Lays out arguments for every kernel, and returns what runs them all and gives a hash of each of their outputs. About
 * `share` of the numbers of batches is other than zero.
 */
function allKernels(arena: WasmArena, [rows, inputs, units]: number[], share: number): (kernels: Kernels) => string[] {
  const random = new Random(3, 'threaded', rows, inputs);
  const floats = (length: number) => {
    const view = arena.floats(length);
    return { view, start: Float32Array.from({ length }, () => random.between(-1, 1)) };
  };
  const count = rows * units;
  const [x, w, bias, delta] = [rows * inputs, inputs * units, units, count].map(floats);
  for (const { start } of [x, delta]) start.forEach((_, n) => random.uniform() < share || (start[n] = 0));
  const outputs = [count, inputs * units, units, rows * inputs, count, count, count, inputs * units].map(floats);
  const [sums, dw, db, dx, probabilities, dProbabilities, dropped, descended] = outputs;
  const activated = elementwiseActivations.map((activation) => ({ activation, a: floats(count), d: floats(count) }));
  // Each optimizer has weights, and what it keeps of them, of its own.
  const parameters = Array.from({ length: 13 }, () => floats(inputs * units));
  const [ofSgd, ofMomentum, velocity, ofNesterov, lookahead, ofRmsprop, square, ofAdam, m, v, penalised, scaled, norm] =
    parameters;
  for (const { start } of [square, v]) start.forEach((value, n) => (start[n] = Math.abs(value)));
  const batches = [floats(rows * inputs), floats(rows * inputs)];
  const [height, width] = [5, 9];
  const pictures = floats(rows * height * width);
  const smoothing = floats(smoothingLength(width));
  const [prepared, offset, factor] = [rows * inputs, inputs, inputs].map(floats);
  const both = activated.flatMap(({ a, d }) => [a, d]);
  const all = [
    x,
    w,
    bias,
    delta,
    ...outputs,
    ...both,
    ...parameters,
    ...batches,
    prepared,
    offset,
    factor,
    pictures,
    smoothing,
  ];
  const bytes = arena.bytes(2 * rows * inputs);
  for (let n = 0; n < bytes.length; n++) bytes[n] = random.below(256);
  const order = arena.words(rows + 1);
  for (let n = 0; n <= rows; n++) order[n] = random.below(rows);

  return (kernels) => {
    for (const { view, start } of all) view.set(start);
    kernels.weightedSums(x.view, w.view, bias.view, sums.view, rows, inputs, units);
    kernels.weightGradient(x.view, delta.view, dw.view, rows, inputs, units);
    kernels.descend(descended.view, dw.view, x.view, delta.view, 0.1, rows, inputs, units);
    kernels.biasGradient(delta.view, db.view, rows, units);
    kernels.inputGradient(delta.view, w.view, dx.view, rows, inputs, units);
    for (const { activation, a, d } of activated) {
      kernels.activate(activation, 0.3, delta.view, a.view, count);
      if (activation === 'step' || activation === 'sign') continue;
      kernels.activationGradient(activation, 0.3, delta.view, a.view, d.view, count);
    }
    kernels.softmax(delta.view, probabilities.view, rows, units);
    kernels.softmaxGradient(probabilities.view, dProbabilities.view, rows, units);
    kernels.dropOut(delta.view, dropped.view, 0.4, 0x9abcdef0, count);
    const length = inputs * units;
    kernels.sgd(ofSgd.view, w.view, 0.1, length);
    kernels.momentum(ofMomentum.view, w.view, velocity.view, 0.1, 0.9, length);
    kernels.nesterov(ofNesterov.view, w.view, lookahead.view, 0.1, 0.9, length);
    kernels.rmsprop(ofRmsprop.view, w.view, square.view, 0.01, { rho: 0.9, epsilon: 1e-8 }, length);
    const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 };
    kernels.adam(ofAdam.view, w.view, m.view, v.view, 0.01, adam, 3, length);
    kernels.addPenaltyGradient(w.view, penalised.view, 0.1, 0.2, length);
    kernels.scale(scaled.view, 0.7, length);
    norm.view[0] = kernels.squaredNorm(w.view, length);
    kernels.gatherBytes(bytes, order, 1, batches[0].view, rows, inputs, 1 / 255);
    kernels.gatherFloats(x.view, order, 1, batches[1].view, rows, inputs);
    const amounts = { shift: 1, rotate: 0.2, scale: 0.1, shear: 0.1, strength: 5, smoothing: smoothing.view };
    kernels.distort(pictures.view, amounts, height, width, 0x9abcdef0, rows);
    kernels.prepare(prepared.view, offset.view, factor.view, rows, inputs);
    return all.map(({ view }) => createHash('sha256').update(view.slice()).digest('base64'));
  };
}
