import type { TrainingConfig } from '../contract/config.ts';
import type { Design } from '../contract/design.ts';
import { LaminaError } from '../contract/errors.ts';
import type { EpochResult, Scores } from '../contract/run.ts';
import type { ExampleTable } from '../data/examples.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { Backpropagation } from '../network/backpropagation.ts';
import { lossSum } from '../network/losses.ts';
import { Network } from '../network/network.ts';
import type { Arena } from '../tensor/arena.ts';
import { Random } from '../tensor/random.ts';
import { Batches } from './batches.ts';
import type { BatchSums, Checkpoint, FreshCheckpoint } from './checkpoint.ts';
import { countCorrect, evaluate } from './evaluation.ts';
import { rowsAtOnce } from './memory.ts';
import { createOptimizer, type Optimizer } from './optimizers.ts';

export interface TrainerOptions {
  design: Design;
  config: TrainingConfig;
  examples: ExampleTable;
  /** The numbers of the examples to train on and to test with. */
  split: { train: Uint32Array; test: Uint32Array };
  kernels: Kernels;
  arena: Arena;
}

/**
 * The training of one network, a step at a time. An epoch is `stepsPerEpoch` calls of `trainStep` and then one of
 * `endEpoch`; a checkpoint may be taken between any two calls.
 *
 * The setup must be free of problems as `setupProblems` finds them.
 */
export class Trainer {
  readonly network: Network;
  /** Batches in an epoch; the last one may be smaller. */
  readonly stepsPerEpoch: number;
  /** Batches in the whole training. */
  readonly steps: number;
  readonly #config: TrainingConfig;
  readonly #backpropagation: Backpropagation;
  readonly #optimizer: Optimizer;
  readonly #batches: Batches;
  readonly #train: Uint32Array;
  readonly #test: Uint32Array;
  /** The training examples in the order of the epoch under way. */
  readonly #order: Uint32Array;
  readonly #batch: BatchSums = { loss: 0, correct: 0, examples: 0 };
  readonly #epochSums: BatchSums = { loss: 0, correct: 0, examples: 0 };
  #epoch = 0;
  #step = 0;

  constructor({ design, config, examples, split, kernels, arena }: TrainerOptions) {
    const maximumRows = rowsAtOnce(config, split.train.length, split.test.length);
    this.#config = config;
    this.network = new Network({ design, kernels, arena, maximumRows });
    this.#backpropagation = new Backpropagation({
      network: this.network,
      loss: config.loss,
      arena,
      maximumRows: config.batchSize,
    });
    this.#optimizer = createOptimizer(config.optimizer, design, kernels, arena);
    this.#batches = new Batches(this.network, examples, arena);
    this.#train = copyInto(arena, split.train);
    this.#test = copyInto(arena, split.test);
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

  /**
   * Learns from the next batch: all gradients first, then all updates at once.
   * Returns the batch's sums, as they were before the update, in an object that the next step uses again.
   */
  trainStep(): Readonly<BatchSums> {
    if (this.epochIsDue) throw new Error('The epoch has no batches left; endEpoch is due.');
    const { network } = this;
    const from = (this.#step - this.#epoch * this.stepsPerEpoch) * this.#config.batchSize;
    const rows = Math.min(this.#config.batchSize, this.#order.length - from);

    this.#batches.take(this.#order, from, rows);
    network.forward(rows);
    this.#backpropagation.backward(this.#batches.targets, rows);
    this.#optimizer.update(network.parameters, this.#backpropagation.gradients, this.#step + 1);

    this.#batch.loss = lossSum(this.#config.loss, network.output, this.#batches.targets, rows);
    this.#batch.correct = countCorrect(network, this.#batches, rows);
    this.#batch.examples = rows;
    this.#epochSums.loss += this.#batch.loss;
    this.#epochSums.correct += this.#batch.correct;
    this.#epochSums.examples += rows;
    this.#step++;
    return this.#batch;
  }

  /** Tests the network, and begins the next epoch. Valid when `epochIsDue`. */
  endEpoch(): EpochResult {
    if (!this.epochIsDue) throw new Error('The epoch still has batches to be trained on.');
    const { loss, correct, examples } = this.#epochSums;
    const train = { loss: loss / examples, accuracy: correct / examples };
    const test = this.evaluate('test');
    this.#epoch++;
    Object.assign(this.#epochSums, { loss: 0, correct: 0, examples: 0 });
    this.#shuffle();
    return { epoch: this.#epoch, train, test };
  }

  /** What the network as it is now makes of one part of the examples. Changes nothing of the training. */
  evaluate(part: 'train' | 'test'): Scores {
    const order = part === 'train' ? this.#train : this.#test;
    const { loss, accuracy } = evaluate(this.network, this.#config.loss, this.#batches, order);
    return { loss, accuracy };
  }

  checkpoint(): FreshCheckpoint {
    return {
      epoch: this.#epoch,
      step: this.#step,
      parameters: this.network.exportParameters(),
      optimizer: this.#optimizer.exportState(),
      epochSums: { ...this.#epochSums },
    };
  }

  /** Goes back, or on, to where a checkpoint was taken. Throws a `LaminaError` when it belongs to another setup. */
  restore(checkpoint: Checkpoint): void {
    const { epoch, step, parameters, optimizer, epochSums } = checkpoint;
    const done = step - epoch * this.stepsPerEpoch;
    if (epoch < 0 || done < 0 || done > this.stepsPerEpoch) {
      throw new LaminaError(
        'bad-file',
        `The checkpoint says batch ${step} of epoch ${epoch + 1}, which this run does not have.`,
      );
    }
    this.#optimizer.importState(optimizer);
    this.network.importParameters(parameters);
    this.#epoch = epoch;
    this.#step = step;
    Object.assign(this.#epochSums, epochSums);
    this.#shuffle();
  }

  /** Lays out the training examples for the epoch under way. Which epoch it is decides the order, and nothing else. */
  #shuffle(): void {
    this.#order.set(this.#train);
    new Random(this.#config.seed, 'shuffle', this.#epoch).shuffle(this.#order);
  }
}

function copyInto(arena: Arena, numbers: Uint32Array): Uint32Array {
  const copy = arena.words(numbers.length);
  copy.set(numbers);
  return copy;
}
