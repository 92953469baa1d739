import { availableParallelism } from 'node:os';
import type { TrainingConfig } from '#core/contract/config.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import { multiplicationCount, type Design } from '#core/contract/design.ts';
import type { RequestValue, TrainingEstimate } from '#core/contract/requests.ts';
import { bytesToTrain } from '#core/contract/memory.ts';
import { splitCounts } from '#core/contract/setup.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { measureSetup } from './benchClient.ts';
import type { Datasets } from './datasets.ts';
import type { RunQueue } from './queue.ts';
import type { SetupSpeed } from './threads/benchProtocol.ts';
import { requireTrainable } from './trainable.ts';

type Setup = RequestValue<'training.estimate'>;

/** Where steps would take longer, fewer examples are put in each: past the first hundred, each takes as long. */
const mostMultiplicationsPerStep = 5e8;
const leastBatch = 128;
/** What takes more is not tried out: a second of work, or memory that the machine may need. */
const mostMultiplicationsTried = 5e9;
const mostBytesTried = 512 * 2 ** 20;
const mostKept = 50;

/** The part of a training's work that is done where nothing is learned: one product of three for each layer. */
const evaluationShare = 1 / 3;

/** Tells how long an epoch would take, from short trials on this machine that are remembered. */
export class Estimates {
  readonly #datasets: Datasets;
  readonly #queue: Pick<RunQueue, 'isTraining' | 'speed'>;
  readonly #binaries: KernelBinaries;
  readonly #speeds = new Map<string, SetupSpeed>();
  /** Multiplications of forward passes in a second of training, as was measured last. */
  #multiplications: number | null = null;
  /** Resolves when the trial under way has ended: two at once would slow each other down. */
  #trial: Promise<unknown> = Promise.resolve();

  constructor(datasets: Datasets, queue: Pick<RunQueue, 'isTraining' | 'speed'>, binaries: KernelBinaries) {
    this.#datasets = datasets;
    this.#queue = queue;
    this.#binaries = binaries;
  }

  async estimate(setup: Setup): Promise<TrainingEstimate> {
    const dataset = this.#datasets.get(setup.dataset);
    requireTrainable(setup.design, setup.config, dataset);
    const speed = await this.#speedOf(setup, dataset);
    if (speed) return { secondsPerEpoch: secondsPerEpoch(speed, dataset, setup.config), basis: 'measured' };
    const scaled = this.#scaledTo(setup.design);
    if (scaled) return { secondsPerEpoch: secondsPerEpoch(scaled, dataset, setup.config), basis: 'scaled' };
    return { secondsPerEpoch: null, basis: 'unknown' };
  }

  async #speedOf(setup: Setup, dataset: Dataset): Promise<SetupSpeed | undefined> {
    const key = keyOf(setup, dataset);
    if (!this.#speeds.has(key) && dataset.state === 'ready' && isSmall(setup, dataset)) {
      const trial = this.#trial.then(() => this.#try(setup, dataset, key));
      this.#trial = trial.catch(() => undefined);
      await trial;
    }
    return this.#speeds.get(key);
  }

  async #try({ design, config, threads }: Setup, dataset: Dataset, key: string): Promise<void> {
    if (this.#queue.isTraining || this.#speeds.has(key)) return;
    const table = await this.#datasets.table(dataset.id);
    const batchSize = batchToTry(design, config);
    const task = { design, config, table, shape: dataset.shape, batchSize };
    const speed = await measureSetup(this.#binaries, task, threads ?? availableParallelism());
    if (this.#queue.isTraining) return; // a run has begun meanwhile, and both were slower than they are
    if (this.#speeds.size >= mostKept) this.#speeds.delete(this.#speeds.keys().next().value!);
    this.#speeds.set(key, speed);
    this.#multiplications = multiplicationCount(design) / speed.secondsPerExample;
  }

  #scaledTo(design: Design): SetupSpeed | undefined {
    const run = this.#queue.speed();
    const multiplications = run ? run.examplesPerSecond * multiplicationCount(run.design) : this.#multiplications;
    if (!multiplications) return undefined;
    const secondsPerExample = multiplicationCount(design) / multiplications;
    return { secondsPerExample, secondsPerEvaluated: secondsPerExample * evaluationShare };
  }
}

function secondsPerEpoch(speed: SetupSpeed, dataset: Dataset, config: TrainingConfig): number {
  const { train, validation, test } = splitCounts(dataset, config);
  return train * speed.secondsPerExample + (validation + test) * speed.secondsPerEvaluated;
}

/** All that a training's speed depends on. */
function keyOf({ design, config, threads }: Setup, { id, hash }: Dataset): string {
  const { batchSize, optimizer, loss, preparation, regularisation, augmentation } = config;
  return JSON.stringify([
    design,
    batchSize,
    optimizer.name,
    loss,
    preparation,
    regularisation,
    augmentation,
    threads,
    id,
    hash,
  ]);
}

function batchToTry(design: Design, { batchSize }: TrainingConfig): number {
  const affordable = Math.floor(mostMultiplicationsPerStep / multiplicationCount(design));
  return Math.min(batchSize, Math.max(leastBatch, affordable));
}

function isSmall({ design, config }: Setup, dataset: Dataset): boolean {
  const batchSize = batchToTry(design, config);
  const tried = { ...dataset, count: Math.min(dataset.count, 2 * batchSize) };
  const bytes = bytesToTrain(design, { ...config, batchSize, testPart: 'split' }, tried);
  return batchSize * multiplicationCount(design) <= mostMultiplicationsTried && bytes <= mostBytesTried;
}
