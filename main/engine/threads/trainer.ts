import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import type { MetricPoint } from '#core/contract/events.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { MetricName, MetricSplit } from '#core/contract/run.ts';
import { splitExamples } from '#core/data/split.ts';
import { createSimdKernels } from '#core/kernels/simd/simdKernels.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { epochsPerCheckpoint, stepsPerPoint } from '#core/training/cadence.ts';
import type { BatchSums, Checkpoint } from '#core/training/checkpoint.ts';
import { Trainer } from '#core/training/trainer.ts';
import type { StoredCheckpoint } from '../../store/checkpoints.ts';
import { toProblem } from '../problem.ts';
import { Stopwatch } from './pace.ts';
import { command, type EpochNews, type TrainerData, type TrainerMessage } from './protocol.ts';
import { toExamples } from './table.ts';

/** How often the engine is told of progress, and how long at most a run goes without a checkpoint. */
const newsMilliseconds = 50;
const checkpointMilliseconds = 20_000;

/** One run in a thread of its own: trains until it is done or told to stop, and tells the engine what happens. */
class TrainingThread {
  readonly #data: TrainerData;
  readonly #control: Int32Array;
  readonly #trainer: Trainer;
  readonly #watch: Stopwatch;
  readonly #stepsPerPoint: number;
  readonly #epochsPerCheckpoint: number;
  readonly #window: BatchSums;
  #points: MetricPoint[] = [];
  #epochs: EpochNews[] = [];
  #lastNews = performance.now();
  #lastCheckpoint = performance.now();
  #epochStart: { trainingSeconds: number; trainedExamples: number };

  constructor(data: TrainerData) {
    this.#data = data;
    this.#control = new Int32Array(data.control);
    const { design, config, checkpoint } = data;
    const arena = new WasmArena();
    const kernels = createSimdKernels(arena, data.binaries);
    const examples = toExamples(data.table);
    const split = splitExamples(examples.count, config);
    this.#trainer = new Trainer({ design, config, examples, split, kernels, arena });
    if (checkpoint) this.#trainer.restore(toTrainerCheckpoint(checkpoint));
    this.#window = checkpoint ? { ...checkpoint.header.windowSums } : { loss: 0, correct: 0, examples: 0 };
    this.#stepsPerPoint = stepsPerPoint(this.#trainer.stepsPerEpoch);
    this.#epochsPerCheckpoint = epochsPerCheckpoint(config.epochs, this.#trainer.network.parameters.count * 4);
    this.#watch = new Stopwatch(checkpoint?.header);
    this.#epochStart = this.#watch.read();
    send({
      kind: 'started',
      stepsPerEpoch: this.#trainer.stepsPerEpoch,
      steps: this.#trainer.steps,
      trainExamples: split.train.length,
      testExamples: split.test.length,
      kernelBuild: kernels.build,
    });
  }

  run(): void {
    const trainer = this.#trainer;
    while (trainer.step < trainer.steps) {
      const asked = Atomics.load(this.#control, 0);
      if (asked === command.pause) this.#pause();
      if (asked === command.stop) return this.#end(false);
      if (asked === command.go) this.#step();
    }
    this.#end(true);
  }

  #step(): void {
    const trainer = this.#trainer;
    const { loss, correct, examples } = trainer.trainStep();
    this.#watch.trained(examples);
    if (!Number.isFinite(loss)) throw this.#diverged();
    this.#window.loss += loss;
    this.#window.correct += correct;
    this.#window.examples += examples;
    const stepInEpoch = trainer.step % trainer.stepsPerEpoch;
    if (stepInEpoch % this.#stepsPerPoint === 0) this.#closeWindow();
    if (stepInEpoch === 0) this.#endEpoch();
    else this.#tellInTime();
  }

  #tellInTime(): void {
    const now = performance.now();
    if (now - this.#lastCheckpoint > checkpointMilliseconds) this.#tell(this.#checkpoint());
    else if (now - this.#lastNews > newsMilliseconds) this.#tell(null);
  }

  /** Each point of the `batch` curves is the mean over the batches since the one before. */
  #closeWindow(): void {
    const { loss, correct, examples } = this.#window;
    const { seconds } = this.#watch.read();
    this.#addPoint('loss', 'batch', seconds, loss / examples);
    this.#addPoint('accuracy', 'batch', seconds, correct / examples);
    Object.assign(this.#window, { loss: 0, correct: 0, examples: 0 });
  }

  #endEpoch(): void {
    this.#watch.suspendTraining();
    const result = this.#trainer.endEpoch();
    this.#watch.resumeTraining();
    const { seconds, trainingSeconds, trainedExamples } = this.#watch.read();
    for (const split of ['train', 'test'] as const) {
      this.#addPoint('loss', split, seconds, result[split].loss);
      this.#addPoint('accuracy', split, seconds, result[split].accuracy);
    }
    const trained = trainedExamples - this.#epochStart.trainedExamples;
    this.#epochs.push({ result, examplesPerSecond: trained / (trainingSeconds - this.#epochStart.trainingSeconds) });
    this.#epochStart = { trainingSeconds, trainedExamples };
    const last = this.#trainer.step === this.#trainer.steps;
    if (last || result.epoch % this.#epochsPerCheckpoint === 0) this.#tell(this.#checkpoint());
    else this.#tellInTime();
  }

  #pause(): void {
    this.#tell(this.#checkpoint());
    send({ kind: 'paused' });
    Atomics.wait(this.#control, 0, command.pause);
    this.#watch.skip();
    send({ kind: 'running' });
  }

  #end(finished: boolean): void {
    // The last epoch's end has told everything already, with its checkpoint.
    if (!finished) this.#tell(this.#checkpoint());
    send({ kind: 'ended', finished });
  }

  #addPoint(name: MetricName, split: MetricSplit, seconds: number, value: number): void {
    this.#points.push({ name, split, step: this.#trainer.step, seconds, value });
  }

  #checkpoint(): StoredCheckpoint {
    this.#watch.suspendTraining();
    const { epoch, step, parameters, optimizer, epochSums } = this.#trainer.checkpoint();
    const weightsHash = createHash('sha256').update(new Uint8Array(parameters.buffer)).digest('hex');
    this.#watch.resumeTraining();
    const header = { epochSums, windowSums: { ...this.#window }, ...this.#watch.read() };
    this.#lastCheckpoint = performance.now();
    return { epoch, step, header, parameters, optimizer, weightsHash };
  }

  #tell(checkpoint: StoredCheckpoint | null): void {
    const totals = { step: this.#trainer.step, ...this.#watch.read() };
    send({ kind: 'advance', points: this.#points, epochs: this.#epochs, totals, checkpoint });
    this.#points = [];
    this.#epochs = [];
    this.#lastNews = performance.now();
  }

  #diverged(): LaminaError {
    const epoch = Math.floor((this.#trainer.step - 1) / this.#trainer.stepsPerEpoch) + 1;
    const { learningRate } = this.#data.config.optimizer;
    return new LaminaError(
      'bad-setup',
      `The loss became infinite or not a number in epoch ${epoch}.`,
      `Usually the learning rate is too large: it was ${learningRate}. Try a tenth of it.`,
    );
  }
}

function toTrainerCheckpoint(stored: StoredCheckpoint): Checkpoint {
  return { ...stored, epochSums: stored.header.epochSums, optimizer: stored.optimizer ?? new Float32Array(0) };
}

function send(message: TrainerMessage): void {
  parentPort!.postMessage(message);
}

try {
  new TrainingThread(workerData as TrainerData).run();
} catch (error) {
  send({ kind: 'failed', problem: toProblem(error) });
}
