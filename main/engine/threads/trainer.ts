import { parentPort, workerData } from 'node:worker_threads';
import type { MetricPoint } from '#core/contract/events.ts';
import { judgedSplits } from '#core/contract/config.ts';
import { metricNames, type MetricSplit, type Scores } from '#core/contract/run.ts';
import { measureInputs } from '#core/data/preparation.ts';
import { splitExamples } from '#core/data/split.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { epochsPerCheckpoint, stepsPerPoint } from '#core/training/cadence.ts';
import type { Checkpoint } from '#core/training/checkpoint.ts';
import { addSums, noSums, type BatchSums } from '#core/training/scores.ts';
import { freshStopping } from '#core/training/stopping.ts';
import { Trainer } from '#core/training/trainer.ts';
import type { StoredCheckpoint } from '../../store/checkpoints.ts';
import { toProblem } from '../problem.ts';
import { requireHash } from '../weightsHash.ts';
import { Stopwatch } from './stopwatch.ts';
import {
  command,
  type EpochNews,
  type RunStart,
  type TrainerCheckpoint,
  type TrainerData,
  type TrainerMessage,
} from './protocol.ts';
import { splitBasis, toExamples } from './table.ts';
import { teamKernels } from './teamKernels.ts';

/** How often the engine is told of progress. */
const newsMilliseconds = 50;
/** The trainer waits for an engine that is behind when so many points have gathered. */
const mostPointsWaiting = 20_000;

/** One run in a thread of its own: trains until it is done or told to stop, and tells the engine what happens. */
class TrainingThread {
  readonly #data: TrainerData;
  readonly #control: Int32Array;
  readonly #trainer: Trainer;
  readonly #watch: Stopwatch;
  readonly #stepsPerPoint: number;
  readonly #epochsPerCheckpoint: number;
  readonly #window: BatchSums;
  #sent = 0;
  #points: MetricPoint[] = [];
  #epochs: EpochNews[] = [];
  #lastNews = performance.now();
  #lastCheckpoint = performance.now();
  #epochStart: { trainingSeconds: number; trainedExamples: number };

  constructor(data: TrainerData) {
    this.#data = data;
    this.#control = new Int32Array(data.control);
    const { design, config, checkpoint, team } = data;
    const arena = new WasmArena(team.memory);
    const kernels = teamKernels(arena, team);
    const { split, statistics } = data.start ?? startOf(data);
    const examples = toExamples(data.table, config.preparation, statistics);
    this.#trainer = new Trainer({ design, config, examples, split, kernels, arena });
    if (checkpoint) {
      requireHash(checkpoint.parameters, checkpoint.weightsHash);
      this.#trainer.restore(toTrainerCheckpoint(checkpoint));
    }
    this.#window = { ...noSums(), ...checkpoint?.header.windowSums };
    this.#stepsPerPoint = stepsPerPoint(this.#trainer.stepsPerEpoch);
    this.#epochsPerCheckpoint = epochsPerCheckpoint(config, this.#trainer.network.parameters.count * 4);
    this.#watch = new Stopwatch(checkpoint?.header);
    this.#epochStart = this.#watch.read();
    send({
      kind: 'started',
      stepsPerEpoch: this.#trainer.stepsPerEpoch,
      steps: this.#trainer.steps,
      trainExamples: split.train.length,
      testExamples: split.test.length,
      kernelBuild: kernels.build,
      start: data.start ? null : { split, statistics },
    });
  }

  /** What happened before an error is told before it. */
  run(): void {
    try {
      this.#train();
    } catch (error) {
      this.#tell(null);
      throw error;
    }
  }

  #train(): void {
    const trainer = this.#trainer;
    while (trainer.verdict === 'go on') {
      const asked = Atomics.load(this.#control, 0);
      if (asked === command.pause) this.#pause();
      if (asked === command.stop) return this.#end(false);
      if (asked === command.go) this.#step();
    }
    this.#end(true);
  }

  #step(): void {
    const trainer = this.#trainer;
    const sums = trainer.trainStep();
    this.#watch.trained(sums.examples);
    addSums(this.#window, sums);
    const stepInEpoch = trainer.step % trainer.stepsPerEpoch;
    if (stepInEpoch % this.#stepsPerPoint === 0) this.#closeWindow();
    if (stepInEpoch === 0) this.#endEpoch();
    else this.#tellInTime();
  }

  #tellInTime(): void {
    const now = performance.now();
    const { everySeconds } = this.#data.config.checkpoints;
    if (now - this.#lastCheckpoint > everySeconds * 1000) this.#tell(this.#checkpoint(false));
    else if (now - this.#lastNews > newsMilliseconds) {
      if (this.#points.length > mostPointsWaiting) this.#waitForEngine();
      if (this.#engineIsUpToDate()) this.#tell(null);
    }
  }

  /** Each point of the `batch` curves is the mean over the batches since the one before. */
  #closeWindow(): void {
    const { seconds } = this.#watch.read();
    this.#addPoints('batch', seconds, this.#trainer.scoresOf(this.#window));
    Object.assign(this.#window, noSums());
  }

  #endEpoch(): void {
    this.#watch.suspendTraining();
    const result = this.#trainer.endEpoch();
    this.#watch.resumeTraining();
    const { seconds, trainingSeconds, trainedExamples } = this.#watch.read();
    for (const split of judgedSplits) this.#addPoints(split, seconds, result[split] ?? {});
    const trained = trainedExamples - this.#epochStart.trainedExamples;
    this.#epochs.push({ result, examplesPerSecond: trained / (trainingSeconds - this.#epochStart.trainingSeconds) });
    this.#epochStart = { trainingSeconds, trainedExamples };
    const isOver = this.#trainer.verdict !== 'go on';
    if (isOver || result.epoch % this.#epochsPerCheckpoint === 0) this.#tell(this.#checkpoint(true));
    else this.#tellInTime();
  }

  #pause(): void {
    this.#tell(this.#checkpoint(false));
    send({ kind: 'paused' });
    Atomics.wait(this.#control, 0, command.pause);
    this.#watch.skip();
    send({ kind: 'running' });
  }

  #end(finished: boolean): void {
    // The last epoch's end has told everything already, with its checkpoint.
    if (!finished) this.#tell(this.#checkpoint(false));
    send({ kind: 'ended', finished });
  }

  #addPoints(split: MetricSplit, seconds: number, scores: Partial<Scores>): void {
    for (const name of metricNames) {
      const value = scores[name];
      if (value !== undefined) this.#points.push({ name, split, step: this.#trainer.step, seconds, value });
    }
  }

  #checkpoint(kept: boolean): TrainerCheckpoint {
    this.#watch.suspendTraining();
    const { epoch, step, parameters, carried, epochSums, learningRates, stopping } = this.#trainer.checkpoint();
    this.#watch.resumeTraining();
    const header = { epochSums, windowSums: { ...this.#window }, learningRates, stopping, ...this.#watch.read() };
    this.#lastCheckpoint = performance.now();
    return { epoch, step, header, parameters, optimizer: carried, kept };
  }

  /** At most one piece of news is under way: an engine that is slower than its trainer is waited for. */
  #tell(checkpoint: TrainerCheckpoint | null): void {
    this.#waitForEngine();
    const totals = { step: this.#trainer.step, ...this.#watch.read() };
    // The engine takes the checkpoint's memory over, which spares a copy.
    const given = checkpoint ? [checkpoint.parameters.buffer, checkpoint.optimizer.buffer] : [];
    send({ kind: 'advance', points: this.#points, epochs: this.#epochs, totals, checkpoint }, given);
    this.#sent++;
    this.#points = [];
    this.#epochs = [];
    this.#lastNews = performance.now();
  }

  #engineIsUpToDate(): boolean {
    return Atomics.load(this.#control, 1) === this.#sent;
  }

  #waitForEngine(): void {
    this.#watch.suspendTraining();
    while (!this.#engineIsUpToDate()) Atomics.wait(this.#control, 1, this.#sent - 1);
    this.#watch.resumeTraining();
  }
}

/** Divides the examples, and measures their inputs on what is to be learned from. */
function startOf({ table, config }: TrainerData): RunStart {
  const split = splitExamples(splitBasis(table), config);
  const examples = toExamples(table, config.preparation, null);
  return { split, statistics: measureInputs(config.preparation, examples, split.train) };
}

/** Earlier versions kept neither changes of the learning rate nor rules for stopping. */
function toTrainerCheckpoint({ epoch, step, parameters, optimizer, header }: StoredCheckpoint): Checkpoint {
  const { epochSums, learningRates = [], stopping = freshStopping } = header;
  return { epoch, step, parameters, carried: optimizer ?? new Float32Array(0), epochSums, learningRates, stopping };
}

function send(message: TrainerMessage, given: ArrayBuffer[] = []): void {
  parentPort!.postMessage(message, given);
}

try {
  new TrainingThread(workerData as TrainerData).run();
} catch (error) {
  send({ kind: 'failed', problem: toProblem(error) });
}
