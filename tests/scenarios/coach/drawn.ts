import type { CoachState } from '#core/analysis/coach/diagnosis.ts';
import { Random } from '#core/tensor/random.ts';
import type { RunStatus } from '#core/contract/run.ts';
import { parseConfig } from '#core/contract/config.ts';
import type { CurveRow } from './real.ts';
import type { CoachedScenario } from './scenario.ts';

/** Curves that are drawn and not trained, to lie where a rule begins or ends: two classes, guessing has a loss of ln 2. */
export interface Drawing {
  state: CoachState;
  name: string;
  about: string;
  epochs: number;
  status?: RunStatus;
  /** Numbers to be predicted, and not classes. */
  isRegression?: boolean;
  judgedSplit?: 'validation' | 'test';
  layers?: { units: number; dead: number }[];
  /** The losses and scores after an epoch, counted from 1. */
  train: (epoch: number) => [loss: number, score?: number];
  judged: (epoch: number) => [loss: number, score?: number];
}

export function draw(drawing: Drawing): { scenario: CoachedScenario; rows: CurveRow[] } {
  const { about, epochs, status = 'finished', isRegression = false, judgedSplit = 'test', layers } = drawing;
  const rows = Array.from({ length: epochs }, (_, index): CurveRow => {
    const [train, trainScore] = drawing.train(index + 1);
    const [judged, judgedScore] = drawing.judged(index + 1);
    return [index + 1, train, trainScore, judged, judgedScore];
  });
  const output = isRegression
    ? ({ units: 1, activation: 'identity' } as const)
    : ({ units: 2, activation: 'softmax' } as const);
  const scenario: CoachedScenario = {
    about: `Drawn: ${about}`,
    status,
    kind: 'table',
    targets: isRegression ? ['y'] : [],
    judgedSplit,
    design: { inputs: 2, layers: [{ units: 32, activation: 'relu' }, output] },
    config: parseConfig({
      loss: isRegression ? 'mean-squared-error' : 'categorical-cross-entropy',
      optimizer: { name: 'adam', learningRate: 0.001 },
      batchSize: 16,
      epochs: Math.max(1, status === 'running' ? 2 * epochs : epochs),
      trainPercent: 80,
      validationPercent: judgedSplit === 'validation' ? 20 : 0,
      seed: 1,
    }),
    ...(layers && { layers }),
  };
  return { scenario, rows };
}

const noise = new Random(1, 'coach scenarios');
/** Between −size and size. */
const shaken = (size: number) => noise.between(-100, 100) * 0.01 * size;
/** Falls from one loss to another and stays there, most of it in the first epochs. */
const settling = (from: number, to: number, epochs: number) => (epoch: number) =>
  to + (from - to) * Math.max(0, 1 - epoch / epochs) ** 2;
const restingAt =
  (loss: number, score: number) =>
  (epoch: number): [number, number] => [settling(0.7, loss, 8)(epoch), score];

const output = { units: 2, dead: 0 };

export const drawings: readonly Drawing[] = [
  {
    state: 'too-early',
    name: 'nothing-yet',
    about: 'the first epoch is under way',
    epochs: 0,
    status: 'running',
    train: () => [0],
    judged: () => [0],
  },
  {
    state: 'too-early',
    name: 'two-wild-epochs',
    about: 'two epochs that differ widely, one too few to be judged',
    epochs: 2,
    train: (epoch) => [epoch, 0.5],
    judged: (epoch) => [2 * epoch, 0.5],
  },
  {
    state: 'learning',
    name: 'three-epochs',
    about: 'just as many epochs as are needed',
    epochs: 3,
    train: (epoch) => [0.7 - 0.1 * epoch, 0.5 + 0.1 * epoch],
    judged: (epoch) => [0.7 - 0.08 * epoch, 0.5 + 0.08 * epoch],
  },
  {
    state: 'learning',
    name: 'just-falling',
    about: 'from stretch to stretch the test loss falls by 2.1%',
    epochs: 10,
    train: (epoch) => [0.42 - 0.004 * epoch, 0.85],
    judged: (epoch) => [epoch > 8 ? 0.3916 : epoch > 6 ? 0.4 : 0.5 - 0.01 * epoch, 0.85],
  },
  {
    state: 'learning',
    name: 'one-epoch-not-a-number',
    about: 'falls evenly but for one epoch whose test loss was not a number',
    epochs: 30,
    train: (epoch) => [0.7 - 0.012 * epoch, 0.6 + 0.01 * epoch],
    judged: (epoch) => [epoch === 20 ? NaN : 0.7 - 0.01 * epoch, 0.6 + 0.008 * epoch],
  },
  {
    state: 'learning',
    name: 'two-jumps',
    about: 'falls, with one jump too few to be unstable',
    epochs: 20,
    train: (epoch) => [0.8 - 0.02 * epoch + (epoch === 13 || epoch === 17 ? 0.2 : 0), 0.8],
    judged: (epoch) => [0.8 - 0.02 * epoch, 0.8],
  },
  {
    state: 'learning',
    name: 'noisy',
    about: 'falls by 30% under a noise of 5%',
    epochs: 60,
    train: (epoch) => [0.7 - 0.006 * epoch + shaken(0.02), 0.8],
    judged: (epoch) => [0.7 - 0.005 * epoch + shaken(0.02), 0.78],
  },
  {
    state: 'underfitting',
    name: 'just-poor',
    about: 'rests at an accuracy of 74.9%, just nearer to guessing than to perfection',
    epochs: 20,
    train: restingAt(0.52, 0.749),
    judged: restingAt(0.53, 0.74),
  },
  {
    state: 'underfitting',
    name: 'constant',
    about: 'no number ever changes',
    epochs: 12,
    train: () => [0.6931, 0.5],
    judged: () => [0.6931, 0.5],
  },
  {
    state: 'underfitting',
    name: 'no-score',
    about: 'targets that are all alike in the test part, so that R² is missing',
    epochs: 20,
    isRegression: true,
    train: (epoch) => [1 - 0.0001 * epoch],
    judged: (epoch) => [1.1 - 0.0001 * epoch],
  },
  {
    state: 'overfitting',
    name: 'just-risen',
    about: 'the validation loss is 10.1% above its lowest while the training loss falls',
    epochs: 20,
    judgedSplit: 'validation',
    train: (epoch) => [0.6 - 0.02 * epoch, 0.9],
    judged: (epoch) => [epoch === 10 ? 0.4 : 0.4404, 0.86],
  },
  {
    state: 'overfitting',
    name: 'gap-just-wide-enough',
    about: 'the test accuracy rests 10.1 points below the training accuracy, and no loss rises',
    epochs: 20,
    train: restingAt(0.1, 0.951),
    judged: restingAt(0.4, 0.85),
  },
  {
    state: 'overfitting',
    name: 'while-running-under-noise',
    about: 'the test loss rises under noise, the training loss falls',
    epochs: 50,
    status: 'running',
    train: (epoch) => [settling(0.7, 0.02, 45)(epoch) + shaken(0.005), 0.95],
    judged: (epoch) => [0.35 + 0.0003 * (epoch - 12) ** 2 + shaken(0.02), 0.8],
  },
  {
    state: 'converged',
    name: 'just-not-falling',
    about: 'from stretch to stretch the test loss falls by 1.9%',
    epochs: 10,
    train: (epoch) => [0.42 - 0.004 * epoch, 0.85],
    judged: (epoch) => [epoch > 8 ? 0.3924 : epoch > 6 ? 0.4 : 0.5 - 0.01 * epoch, 0.85],
  },
  {
    state: 'converged',
    name: 'just-not-risen',
    about: 'the validation loss is 9.9% above its lowest while the training loss falls',
    epochs: 20,
    judgedSplit: 'validation',
    train: (epoch) => [0.6 - 0.02 * epoch, 0.9],
    judged: (epoch) => [epoch === 10 ? 0.4 : 0.4396, 0.86],
  },
  {
    state: 'converged',
    name: 'gap-just-too-narrow',
    about: 'the test accuracy rests 9.9 points below the training accuracy, and no loss rises',
    epochs: 20,
    train: restingAt(0.1, 0.949),
    judged: restingAt(0.4, 0.85),
  },
  {
    state: 'converged',
    name: 'just-not-poor',
    about: 'rests at an accuracy of 75.1%, just nearer to perfection than to guessing',
    epochs: 20,
    train: restingAt(0.52, 0.751),
    judged: restingAt(0.53, 0.74),
  },
  {
    state: 'converged',
    name: 'no-loss-left',
    about: 'a loss of 0 and no mistake',
    epochs: 15,
    train: restingAt(0, 1),
    judged: restingAt(0, 1),
  },
  {
    state: 'converged',
    name: 'fewer-dead-than-half',
    about: '15 of 32 units are dead',
    epochs: 20,
    layers: [{ units: 32, dead: 15 }, output],
    train: restingAt(0.3, 0.86),
    judged: restingAt(0.33, 0.85),
  },
  {
    state: 'converged',
    name: 'many-dead-and-good-all-the-same',
    about: '28 of 32 units are dead, and the rest is enough',
    epochs: 20,
    layers: [{ units: 32, dead: 28 }, output],
    train: restingAt(0.05, 0.98),
    judged: restingAt(0.06, 0.98),
  },
  {
    state: 'diverged',
    name: 'just-far-above',
    about: 'the training loss is 3.02 times what it began with',
    epochs: 12,
    train: (epoch) => [epoch === 1 ? 0.7 : Math.min(2.114, 0.5 + 0.25 * epoch), 0.5],
    judged: (epoch) => [0.5 + 0.25 * epoch, 0.5],
  },
  {
    state: 'diverged',
    name: 'test-loss-infinite',
    about: 'the test loss becomes infinite while the training loss is still a number',
    epochs: 8,
    status: 'running',
    train: (epoch) => [0.7 - 0.01 * epoch, 0.6],
    judged: (epoch) => [epoch >= 7 ? Infinity : 0.7, 0.6],
  },
  {
    state: 'diverged',
    name: 'in-the-first-epoch',
    about: 'the training ended as diverged before an epoch was done',
    epochs: 0,
    status: 'diverged',
    train: () => [0],
    judged: () => [0],
  },
  {
    state: 'dead-units',
    name: 'just-half',
    about: '16 of 32 units are dead, and an accuracy of 85%',
    epochs: 20,
    layers: [{ units: 32, dead: 16 }, output],
    train: restingAt(0.3, 0.86),
    judged: restingAt(0.33, 0.85),
  },
  {
    state: 'dead-units',
    name: 'nearly-all-and-good',
    about: '29 of 32 units are dead, which is told even of a network that scores well',
    epochs: 20,
    layers: [{ units: 32, dead: 29 }, output],
    train: restingAt(0.05, 0.98),
    judged: restingAt(0.06, 0.98),
  },
  {
    state: 'dead-units',
    name: 'before-the-first-epoch-has-ended',
    about: 'a layer that is dead from the start, of several',
    epochs: 0,
    status: 'running',
    layers: [{ units: 32, dead: 2 }, { units: 8, dead: 8 }, output],
    train: () => [0],
    judged: () => [0],
  },
  {
    state: 'unstable',
    name: 'three-jumps',
    about: 'falls, with just as many jumps as make a habit',
    epochs: 20,
    train: (epoch) => [0.8 - 0.02 * epoch + ([13, 17, 20].includes(epoch) ? 0.2 : 0), 0.8],
    judged: (epoch) => [0.8 - 0.02 * epoch, 0.8],
  },
  {
    state: 'unstable',
    name: 'just-not-far-above',
    about: 'the training loss is 2.99 times what it began with, and climbed there',
    epochs: 12,
    train: (epoch) => [epoch === 1 ? 0.7 : Math.min(2.093, 0.5 + 0.25 * epoch), 0.5],
    judged: (epoch) => [0.5 + 0.25 * epoch, 0.5],
  },
  {
    state: 'unstable',
    name: 'just-climbing',
    about: 'from stretch to stretch the training loss rises by 15.5%',
    epochs: 10,
    train: (epoch) => [epoch > 8 ? 0.462 : epoch > 6 ? 0.4 : 0.6 - 0.03 * epoch, 0.8],
    judged: () => [0.5, 0.78],
  },
];
