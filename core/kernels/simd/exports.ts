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
    sparse: number,
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
    sparse: number,
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
    sparse: number,
    scratch: number,
  ): void;
  biasGradient(delta: number, out: number, rows: number, columns: number, units: number): void;
  countNonZeros(x: number, rows: number, columns: number, stride: number): number;
  mostDescendRows(): number;
  descend(
    weights: number,
    x: number,
    delta: number,
    rate: number,
    rows: number,
    height: number,
    inputs: number,
    columns: number,
    units: number,
    sparse: number,
    scratch: number,
  ): void;
  identityForward(z: number, out: number, count: number): void;
  stepForward(z: number, out: number, count: number): void;
  signForward(z: number, out: number, count: number): void;
  sigmoidForward(z: number, out: number, count: number): void;
  tanhForward(z: number, out: number, count: number): void;
  reluForward(z: number, out: number, count: number): void;
  leakyReluForward(z: number, out: number, count: number, slope: number): void;
  eluForward(z: number, out: number, count: number, slope: number): void;
  softplusForward(z: number, out: number, count: number): void;
  swishForward(z: number, out: number, count: number): void;
  geluForward(z: number, out: number, count: number): void;
  sigmoidBackward(a: number, delta: number, count: number): void;
  tanhBackward(a: number, delta: number, count: number): void;
  reluBackward(a: number, delta: number, count: number): void;
  leakyReluBackward(a: number, delta: number, count: number, slope: number): void;
  eluBackward(a: number, delta: number, count: number, slope: number): void;
  softplusBackward(z: number, delta: number, count: number): void;
  swishBackward(z: number, delta: number, count: number): void;
  geluBackward(z: number, delta: number, count: number): void;
  softmaxForward(z: number, out: number, rows: number, units: number): void;
  softmaxBackward(a: number, delta: number, rows: number, units: number): void;
  dropOut(
    values: number,
    out: number,
    first: number,
    count: number,
    key: number,
    threshold: number,
    factor: number,
  ): void;
  addPenaltyGradient(weights: number, gradient: number, l1: number, l2: number, count: number): void;
  squaredSum(x: number, count: number): number;
  scale(x: number, factor: number, count: number): void;
  sgd(weights: number, gradient: number, learningRate: number, count: number): void;
  momentum(
    weights: number,
    gradient: number,
    velocity: number,
    learningRate: number,
    momentum: number,
    count: number,
  ): void;
  nesterov(
    weights: number,
    gradient: number,
    velocity: number,
    learningRate: number,
    momentum: number,
    count: number,
  ): void;
  rmsprop(
    weights: number,
    gradient: number,
    v: number,
    learningRate: number,
    rho: number,
    rest: number,
    epsilon: number,
    count: number,
  ): void;
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
    shrinkage: number,
    count: number,
  ): void;
  gatherBytes(source: number, order: number, out: number, rows: number, features: number, scale: number): void;
  gatherFloats(source: number, order: number, out: number, rows: number, features: number): void;
  distort(
    pictures: number,
    first: number,
    rows: number,
    width: number,
    pixels: number,
    shift: number,
    rotate: number,
    scale: number,
    shear: number,
    strength: number,
    smoothing: number,
    key: number,
    scratch: number,
  ): void;
  prepare(x: number, offset: number, factor: number, rows: number, features: number): void;
  multiplyAddIsFused(): number;
  multiplyAddLoop(rounds: number, factor: number): number;
}
