import type { TrainingConfig } from '../contract/config.ts';
import type { Design } from '../contract/design.ts';
import { LaminaError } from '../contract/errors.ts';
import { rowsAtOnce } from '../contract/memory.ts';
import type { EpochResult, Scores } from '../contract/run.ts';
import { hasTargets, type ExampleTable } from '../data/examples.ts';
import type { Split } from '../data/split.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { Backpropagation } from '../network/backpropagation.ts';
import { lossSum } from '../network/losses.ts';
import { Network } from '../network/network.ts';
import { exportBlocks, importBlocks, ParameterBlock, type LayerParameters } from '../network/parameters.ts';
import type { Arena } from '../tensor/arena.ts';
import { Random } from '../tensor/random.ts';
import { augmentationOf, type Augmentation } from './augmentation.ts';
import { Batches } from './batches.ts';
import type { Checkpoint, LearningRateChange, TrainingState } from './checkpoint.ts';
import { diverged } from './divergence.ts';
import { evaluate, findDivergence } from './evaluation.ts';
import { createOptimizer, type Optimizer } from './optimizers.ts';
import { addPenalty, clip, isRegularised } from './regularisation.ts';
import { baseLearningRate, learningRateFactor } from './schedule.ts';
import { addSums, fillSums, noSums, scoresOf, type BatchSums, type RegressionBasis } from './scores.ts';
import { freshStopping, judge, type StoppingState, type Verdict } from './stopping.ts';

export interface TrainerOptions {
  design: Design;
  config: TrainingConfig;
  examples: ExampleTable;
  /** Height and width of each picture, which an augmentation must know. */
  shape?: readonly [height: number, width: number];
  /** The numbers of the examples in each part. */
  split: Split;
  kernels: Kernels;
  arena: Arena;
}

/**
 * The training of one network, a step at a time. An epoch is `stepsPerEpoch` calls of `trainStep` and then one of
 * `endEpoch`, until the `verdict` is another than to go on; a checkpoint may be taken between any two calls.
 *
 * The setup must be free of problems as `setupProblems` finds them. Any call throws a `LaminaError` with the code
 * `diverged` when the numbers have left the range of numbers, before a weight is changed by them.
 */
export class Trainer {
  readonly network: Network;
  /** Batches in an epoch; the last one may be smaller. */
  readonly stepsPerEpoch: number;
  /** Batches in the whole training, if nothing stops it before. */
  readonly steps: number;
  readonly #config: TrainingConfig;
  readonly #backpropagation: Backpropagation;
  readonly #optimizer: Optimizer;
  readonly #batches: Batches;
  readonly #augmentation: Augmentation | null;
  /** The weights of the best epoch so far, when they are to be restored. */
  readonly #best: ParameterBlock | null;
  /** What a checkpoint holds beside the network's parameters: the optimizer's blocks, and those best weights. */
  readonly carried: readonly ParameterBlock[];
  readonly #parts: Split;
  readonly #trainBasis: RegressionBasis;
  /** The training examples in the order of the epoch under way. */
  readonly #order: Uint32Array;
  readonly #batch = noSums();
  readonly #epochSums = noSums();
  #learningRates: LearningRateChange[] = [];
  #stopping = freshStopping;
  #epoch = 0;
  #step = 0;

  constructor({ design, config, examples, shape, split, kernels, arena }: TrainerOptions) {
    const maximumRows = rowsAtOnce(config, {
      train: split.train.length,
      validation: split.validation.length,
      test: split.test.length,
    });
    this.#config = config;
    this.network = new Network({ design, kernels, arena, maximumRows });
    this.#backpropagation = new Backpropagation({
      network: this.network,
      loss: config.loss,
      arena,
      maximumRows: config.batchSize,
      seed: config.seed,
    });
    this.#optimizer = createOptimizer(config.optimizer, design, kernels, arena);
    this.#best = config.stopping.restoreBest ? new ParameterBlock(design, arena) : null;
    this.carried = this.#best ? [...this.#optimizer.blocks, this.#best] : this.#optimizer.blocks;
    this.#batches = new Batches(this.network, config.loss, examples, arena);
    this.#augmentation = augmentationOf(config, shape, kernels, arena);
    this.#parts = {
      train: copyInto(arena, split.train),
      validation: copyInto(arena, split.validation),
      test: copyInto(arena, split.test),
    };
    this.#trainBasis = hasTargets(examples)
      ? { outputs: examples.outputs, totalVariation: this.#batches.totalVariation(split.train) }
      : null;
    this.#order = arena.words(split.train.length);
    this.stepsPerEpoch = Math.ceil(split.train.length / config.batchSize);
    this.steps = config.epochs * this.stepsPerEpoch;
    this.network.initialise(config.seed);
    this.#shuffle();
  }

  /** Batches trained on so far. */
  get step(): number {
    return this.#step;
  }

  /** Whole epochs done, each with its `endEpoch`. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Whether the epoch's batches are done and `endEpoch` is due. */
  get epochIsDue(): boolean {
    return this.#step === (this.#epoch + 1) * this.stepsPerEpoch;
  }

  /** Sums over the batches of the epoch so far. */
  get epochSums(): Readonly<BatchSums> {
    return this.#epochSums;
  }

  /** The scores that sums over training batches amount to; without R², which is of a whole part only. */
  scoresOf(sums: Readonly<BatchSums>): Scores {
    return scoresOf(sums, this.#trainBasis && { ...this.#trainBasis, totalVariation: 0 });
  }

  /** Whether to go on, as it stands after the last epoch. */
  get verdict(): Verdict {
    return this.#stopping.verdict;
  }

  /** What the rules for stopping remember. */
  get stopping(): Readonly<StoppingState> {
    return this.#stopping;
  }

  /** The learning rate of the next step, schedule and warm-up included. */
  get learningRate(): number {
    const { learningRate } = this.#config.optimizer;
    const base = baseLearningRate(learningRate, this.#learningRates, this.#step);
    return base * learningRateFactor(this.#config, this.#step, this.stepsPerEpoch);
  }

  /** Changes of the learning rate in order, those that are known to lie ahead included. */
  get learningRates(): readonly Readonly<LearningRateChange>[] {
    return this.#learningRates;
  }

  /**
   * From the next step on the learning rate is another, which schedule and warm-up still act upon. It stands in place of
   * changes that lay ahead. Returns the change, with the step from which it holds.
   */
  setLearningRate(learningRate: number): LearningRateChange {
    if (!(learningRate > 0 && Number.isFinite(learningRate))) {
      throw new RangeError(`The learning rate must be above 0, not ${learningRate}.`);
    }
    const change = { step: this.#step, learningRate };
    this.#learningRates = [...this.#learningRates.filter(({ step }) => step < this.#step), change];
    return change;
  }

  /**
   * Takes the changes that are known of this training, in order, in place of those it knew. A training that was
   * interrupted after its checkpoint meets those that lie ahead at the same steps as before.
   */
  replayLearningRates(changes: readonly Readonly<LearningRateChange>[]): void {
    this.#learningRates = changes.map(({ step, learningRate }) => ({ step, learningRate }));
  }

  /**
   * Learns from the next batch: all gradients first, then all updates at once.
   * Returns the batch's sums, as they were before the update, in an object that the next step uses again.
   */
  trainStep(): Readonly<BatchSums> {
    if (this.verdict !== 'go on') throw new Error('The training has ended.');
    if (this.epochIsDue) throw new Error('The epoch has no batches left; endEpoch is due.');
    const { loss, batchSize } = this.#config;
    const { output } = this.network;
    const from = (this.#step - this.#epoch * this.stepsPerEpoch) * batchSize;
    const rows = Math.min(batchSize, this.#order.length - from);

    this.#batches.takeToLearn(this.#order, from, rows, this.#augmentation, this.#step);
    this.#backpropagation.forward(rows, this.#step);
    const batchLoss = lossSum(loss, output, this.#batches.targets, rows);
    if (!Number.isFinite(batchLoss)) throw this.#diverged(this.network.firstLayerBeyondNumbers(rows));
    this.#update(rows);

    fillSums(this.#batch, batchLoss, this.network, this.#batches, rows);
    addSums(this.#epochSums, this.#batch);
    this.#step++;
    return this.#batch;
  }

  /**
   * Tests the network, decides whether to go on, and begins the next epoch. Valid when `epochIsDue`. When it decides to
   * end, the best weights take the place of the last ones if they are to be restored; before that, `judged` is told the
   * result, while the weights are those that it is of.
   */
  endEpoch(judged?: (result: EpochResult) => void): EpochResult {
    if (!this.epochIsDue) throw new Error('The epoch still has batches to be trained on.');
    const train = scoresOf(this.#epochSums, this.#trainBasis);
    const validation = this.#parts.validation.length > 0 ? this.#judged('validation') : null;
    const test = this.#judged('test');
    this.#epoch++;
    Object.assign(this.#epochSums, noSums());
    const result = { epoch: this.#epoch, train, ...(validation && { validation }), test };
    this.#stopping = judge(this.#stopping, this.#config.stopping, result, this.#config.epochs);
    judged?.(result);
    this.#keepOrRestoreBest();
    this.#shuffle();
    return result;
  }

  /** What the network as it is now makes of one part of the examples. Changes nothing of the training. */
  evaluate(part: keyof Split): Scores {
    return evaluate(this.network, this.#config.loss, this.#batches, this.#parts[part]).scores;
  }

  /** A copy of all that is needed to go on from here. */
  checkpoint(): Checkpoint {
    const state = this.state();
    return { ...state, parameters: this.network.exportParameters(), carried: exportBlocks(this.carried) };
  }

  /** Where it is: with the numbers of `network` and of `carried`, a whole checkpoint. */
  state(): TrainingState {
    this.#requireNumbers();
    return {
      epoch: this.#epoch,
      step: this.#step,
      epochSums: { ...this.#epochSums },
      learningRates: this.#learningRates.map((change) => ({ ...change })),
      stopping: { ...this.#stopping },
    };
  }

  /** Goes back, or on, to where a checkpoint was taken. Throws a `LaminaError` when it belongs to another setup. */
  restore(checkpoint: Checkpoint): void {
    this.#requirePlace(checkpoint);
    importBlocks(this.carried, checkpoint.carried);
    this.network.importParameters(checkpoint.parameters);
    this.goOnFrom(checkpoint);
  }

  /**
   * Goes on from a checkpoint whose numbers have been put into `network` and `carried` already. Throws a `LaminaError`
   * when it belongs to another setup.
   */
  goOnFrom(state: TrainingState): void {
    this.#requirePlace(state);
    const { epoch, step, epochSums, learningRates, stopping } = state;
    this.#epoch = epoch;
    this.#step = step;
    Object.assign(this.#epochSums, noSums(), epochSums);
    this.replayLearningRates(learningRates);
    // Earlier versions did not say that all epochs were done.
    const verdict = stopping.verdict === 'go on' && epoch >= this.#config.epochs ? 'epochs' : stopping.verdict;
    this.#stopping = { ...stopping, verdict };
    this.#shuffle();
  }

  /** All gradients first, then all updates at once. */
  #update(rows: number): void {
    const { optimizer, regularisation } = this.#config;
    const { targets } = this.#batches;
    if (optimizer.name === 'sgd' && !isRegularised(regularisation)) {
      this.#backpropagation.descend(targets, rows, this.learningRate);
      return;
    }
    const { parameters, kernels } = this.network;
    const { gradients } = this.#backpropagation;
    this.#backpropagation.backward(targets, rows);
    addPenalty(kernels, parameters, gradients, regularisation);
    clip(kernels, gradients, regularisation);
    this.#optimizer.update(parameters, gradients, this.learningRate, this.#step + 1);
  }

  #requirePlace({ epoch, step }: TrainingState): void {
    const done = step - epoch * this.stepsPerEpoch;
    if (epoch < 0 || done < 0 || done > this.stepsPerEpoch) {
      throw new LaminaError(
        'bad-file',
        `The checkpoint says batch ${step} of epoch ${epoch + 1}, which this run does not have.`,
      );
    }
  }

  #judged(part: 'validation' | 'test'): Scores {
    const scores = this.evaluate(part);
    if (Number.isFinite(scores.loss)) return scores;
    throw this.#diverged(findDivergence(this.network, this.#config.loss, this.#batches, this.#parts[part]));
  }

  #keepOrRestoreBest(): void {
    if (!this.#best) return;
    const { values } = this.network.parameters;
    const { bestEpoch, verdict } = this.#stopping;
    if (bestEpoch === this.#epoch) this.#best.values.set(values);
    else if (verdict !== 'go on' && bestEpoch > 0) values.set(this.#best.values);
  }

  /** The last update may have been the one that went too far; that is to be known before its weights are kept. */
  #requireNumbers(): void {
    const { parameters, kernels } = this.network;
    if (Number.isFinite(kernels.squaredNorm(parameters.values, parameters.values.length))) return;
    const isBeyond = ({ weights, bias }: LayerParameters) => ![...weights, ...bias].every(Number.isFinite);
    throw this.#diverged(parameters.layers.findIndex(isBeyond));
  }

  /** `layer` is the first one whose values went; null when none did. */
  #diverged(layer: number | null): LaminaError {
    return diverged(this.#epoch + 1, layer, this.network.layers.length, this.learningRate);
  }

  /** Lays out the training examples for the epoch under way. Which epoch it is decides the order, and nothing else. */
  #shuffle(): void {
    this.#order.set(this.#parts.train);
    new Random(this.#config.seed, 'shuffle', this.#epoch).shuffle(this.#order);
  }
}

function copyInto(arena: Arena, numbers: Uint32Array): Uint32Array {
  const copy = arena.words(numbers.length);
  copy.set(numbers);
  return copy;
}
