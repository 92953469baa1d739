import type { Recipe } from './real.ts';

const sgd = (learningRate: number) => ({ name: 'sgd', learningRate }) as const;
const adam = (learningRate: number) => ({ name: 'adam', learningRate }) as const;

/** The trainings whose curves the scenarios have. */
export const recipes: readonly Recipe[] = [
  // Too early
  { state: 'too-early', name: 'digits-one-epoch', data: 'digits', count: 300, hidden: [16], config: { epochs: 1 } },
  { state: 'too-early', name: 'moons-two-of-fifty', data: 'moons', count: 200, hidden: [8], config: {}, after: 2 },
  { state: 'too-early', name: 'sine-two-epochs', data: 'sine', count: 100, hidden: [8], config: { epochs: 2 } },

  // Learning
  {
    state: 'learning',
    name: 'digits-five-epochs',
    data: 'digits',
    count: 600,
    hidden: [32],
    config: { optimizer: sgd(0.05), epochs: 5 },
  },
  {
    state: 'learning',
    name: 'spirals-while-going-on',
    data: 'spirals',
    count: 600,
    noise: 0.02,
    hidden: [16, 16],
    activation: 'tanh',
    config: { optimizer: adam(0.003), epochs: 200 },
    after: 30,
  },
  {
    state: 'learning',
    name: 'small-rate',
    data: 'moons',
    count: 200,
    hidden: [8],
    config: { optimizer: sgd(0.005), epochs: 20 },
  },
  {
    state: 'learning',
    name: 'sine-validated',
    data: 'sine',
    count: 300,
    hidden: [16],
    activation: 'tanh',
    config: { optimizer: adam(0.002), epochs: 40, validationPercent: 20 },
  },

  // Underfitting
  { state: 'underfitting', name: 'circles-no-hidden', data: 'circles', count: 300, hidden: [], config: {} },
  { state: 'underfitting', name: 'xor-no-hidden', data: 'xor', count: 400, hidden: [], config: {} },
  { state: 'converged', name: 'spirals-no-hidden', data: 'spirals', count: 400, noise: 0.3, hidden: [], config: {} },
  {
    state: 'underfitting',
    name: 'tiny-rate',
    data: 'digits',
    count: 300,
    hidden: [16],
    config: { optimizer: sgd(0.00001), epochs: 6 },
  },
  {
    state: 'converged',
    name: 'zero-weights-just-not-poor',
    data: 'spirals',
    count: 300,
    hidden: [8],
    activation: 'tanh',
    initialisation: 'zeros',
    config: { epochs: 20 },
  },
  { state: 'underfitting', name: 'quadratic-no-hidden', data: 'quadratic', count: 300, hidden: [], config: {} },

  // Overfitting
  {
    state: 'overfitting',
    name: 'spirals-few-examples',
    data: 'spirals',
    count: 60,
    noise: 0.6,
    hidden: [128, 128],
    config: { optimizer: adam(0.003), epochs: 120 },
  },
  {
    state: 'overfitting',
    name: 'moons-noisy',
    data: 'moons',
    count: 80,
    noise: 0.45,
    hidden: [128, 64],
    config: { optimizer: adam(0.005), epochs: 100, validationPercent: 30 },
  },
  {
    state: 'overfitting',
    name: 'digits-few',
    data: 'digits',
    count: 60,
    hidden: [64],
    config: { optimizer: adam(0.003), epochs: 60, trainPercent: 50 },
  },
  {
    state: 'overfitting',
    name: 'sine-noisy',
    data: 'sine',
    count: 30,
    noise: 0.6,
    hidden: [64, 64],
    config: { optimizer: adam(0.005), epochs: 200, trainPercent: 60 },
  },

  // Converged
  { state: 'converged', name: 'blobs', data: 'blobs', count: 300, hidden: [8], config: { optimizer: adam(0.05) } },
  { state: 'converged', name: 'plane', data: 'plane', count: 200, hidden: [], config: { optimizer: adam(0.05) } },
  {
    state: 'converged',
    name: 'moons',
    data: 'moons',
    count: 400,
    noise: 0.2,
    hidden: [8],
    activation: 'tanh',
    config: { optimizer: adam(0.03), epochs: 60 },
  },
  {
    state: 'learning',
    name: 'circles-decayed',
    data: 'circles',
    count: 400,
    hidden: [12],
    activation: 'tanh',
    config: { optimizer: adam(0.03), epochs: 40, schedule: { name: 'cosine', finalFraction: 0 } },
  },

  // Diverged
  {
    state: 'diverged',
    name: 'sine-huge-rate',
    data: 'sine',
    count: 200,
    hidden: [32],
    config: { optimizer: sgd(20), epochs: 20 },
  },
  {
    state: 'diverged',
    name: 'plane-just-too-fast',
    data: 'plane',
    count: 200,
    hidden: [],
    config: { optimizer: sgd(2.1), epochs: 40, batchSize: 160 },
  },
  {
    state: 'diverged',
    name: 'digits-unscaled',
    data: 'digits',
    count: 200,
    hidden: [32],
    activation: 'leaky-relu',
    config: { optimizer: sgd(0.1), epochs: 10, preparation: 'none' },
  },
  {
    state: 'diverged',
    name: 'quadratic-momentum',
    data: 'quadratic',
    count: 200,
    hidden: [16],
    config: { optimizer: { name: 'momentum', learningRate: 1 }, epochs: 20 },
  },

  // Dead units
  {
    state: 'dead-units',
    name: 'digits-large-steps',
    data: 'digits',
    count: 300,
    hidden: [32, 16],
    config: { optimizer: sgd(1.5), epochs: 8 },
    looksInside: true,
  },
  {
    state: 'dead-units',
    name: 'sine-large-steps',
    data: 'sine',
    count: 200,
    hidden: [32],
    config: { optimizer: sgd(0.6), epochs: 20 },
    looksInside: true,
  },
  {
    state: 'dead-units',
    name: 'spirals-adam-large-steps',
    data: 'spirals',
    count: 200,
    hidden: [32, 32],
    config: { optimizer: adam(1), epochs: 20 },
    looksInside: true,
  },

  // Unstable
  {
    state: 'unstable',
    name: 'spirals-single-examples',
    data: 'spirals',
    count: 200,
    hidden: [16, 16],
    activation: 'tanh',
    config: { optimizer: sgd(1), epochs: 40, batchSize: 1 },
  },
  {
    state: 'unstable',
    name: 'digits-adam-large-steps',
    data: 'digits',
    count: 300,
    hidden: [32],
    activation: 'tanh',
    config: { optimizer: adam(0.3), epochs: 25 },
  },
  {
    state: 'unstable',
    name: 'sine-adam-large-steps',
    data: 'sine',
    count: 200,
    hidden: [16],
    activation: 'tanh',
    config: { optimizer: adam(0.5), epochs: 40 },
  },
];
