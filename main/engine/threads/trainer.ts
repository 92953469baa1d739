import { parentPort, workerData } from 'node:worker_threads';
import type { MetricPoint } from '#core/contract/events.ts';
import { judgedSplits } from '#core/contract/config.ts';
import { metricNames, type EpochResult, type MetricSplit, type Scores } from '#core/contract/run.ts';
import { WasmArena } from '#core/tensor/arena.ts';
import { epochsPerCheckpoint, stepsPerPoint } from '#core/training/cadence.ts';
import { addSums, noSums, type BatchSums } from '#core/training/scores.ts';
import { Trainer } from '#core/training/trainer.ts';
import { countOf } from '#core/network/parameters.ts';
import type { NewCheckpoint } from '../../store/checkpoints.ts';
import { toProblem } from '../problem.ts';
import { Allowance } from './allowance.ts';
import { AskedNumber } from './askedNumber.ts';
import { BestEpoch } from './bestEpoch.ts';
import { goOnFrom } from './goOnFrom.ts';
import { Outbox } from './outbox.ts';
import { Stopwatch } from './stopwatch.ts';
import { command, controlWord, type EpochNews, type TrainerData, type TrainerMessage } from './protocol.ts';
import { toExamples } from './table.ts';
import { WeightsCopy } from './weightsCopy.ts';
import { beginning } from './beginning.ts';
import { teamKernels } from './teamKernels.ts';

/** How often the engine is told of progress. */
const newsMilliseconds = 250;
/** The trainer waits for an engine that is behind when so many points have gathered. */
const mostPointsWaiting = 20_000;

/** One run in a thread of its own: trains until it is done or told to stop, and tells the engine what happens. */
class TrainingThread {
  readonly #data: TrainerData;
  readonly #control: Int32Array;
  readonly #allowance: Allowance;
  readonly #askedLearningRate: AskedNumber;
  readonly #trainer: Trainer;
  readonly #copy: WeightsCopy;
  readonly #watch: Stopwatch;
  readonly #stepsPerPoint: number;
  readonly #epochsPerCheckpoint: number;
  readonly #window: BatchSums;
  readonly #outbox: Outbox;
  readonly #best: BestEpoch;
  /** Whether the weights as they are now are those of the best epoch, and neither handed over nor kept. */
  #isBest = false;
  #sent = 0;
  #points: MetricPoint[] = [];
  #epochs: EpochNews[] = [];
  #lastNews = performance.now();
  #lastCheckpoint = performance.now();
  #epochStart: { trainingSeconds: number; trainedExamples: number };

  constructor(data: TrainerData) {
    this.#data = data;
    this.#control = new Int32Array(data.control);
    this.#allowance = new Allowance(this.#control);
    this.#askedLearningRate = new AskedNumber(data.askedLearningRate);
    const { design, config, shape, checkpoint, team, best } = data;
    const arena = new WasmArena(team.memory);
    const kernels = teamKernels(arena, team);
    const { split, statistics } = data.start ?? beginning(data.table, config);
    const examples = toExamples(data.table, config.preparation, statistics);
    this.#trainer = new Trainer({ design, config, examples, shape, split, kernels, arena });
    if (checkpoint) goOnFrom(this.#trainer, checkpoint, data.workspace);
    this.#trainer.replayLearningRates(data.learningRates);
    this.#best = new BestEpoch(design, best);
    this.#copy = new WeightsCopy(this.#trainer, data.copyMemory);
    const { parameters } = this.#trainer.network;
    // At most a checkpoint and the best weights beside.
    this.#outbox = new Outbox(countOf([parameters, ...this.#trainer.carried, parameters]), this.#control, send);
    this.#window = { ...noSums(), ...checkpoint?.header.windowSums };
    this.#stepsPerPoint = stepsPerPoint(this.#trainer.stepsPerEpoch);
    this.#epochsPerCheckpoint = epochsPerCheckpoint(config, parameters.count * 4);
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
      this.#waitForEngine();
      this.#putBest();
      this.#tell();
      throw error;
    }
  }

  #train(): void {
    const trainer = this.#trainer;
    while (trainer.verdict === 'go on') {
      const asked = Atomics.load(this.#control, controlWord.command);
      this.#followLearningRate();
      this.#copyIfAsked();
      if (asked === command.stop) return this.#end(false);
      if (asked === command.go) this.#step(false);
      else if (this.#allowance.isSpent) this.#pause();
      else this.#stepAsAllowed();
    }
    this.#end(true);
  }

  /** Of one batch that is stepped through by itself, the curves get a point of its own. */
  #stepAsAllowed(): void {
    const unit = this.#allowance.next;
    if (unit === null) return;
    const isAlone = unit === 'batch';
    if (isAlone) this.#allowance.spend(unit);
    if (isAlone && this.#window.examples > 0) this.#closeWindow();
    this.#step(isAlone);
    const { step, stepsPerEpoch } = this.#trainer;
    if (!isAlone && step % stepsPerEpoch === 0) this.#allowance.spend(unit);
  }

  #step(isAlone: boolean): void {
    const trainer = this.#trainer;
    const sums = trainer.trainStep();
    this.#watch.trained(sums.examples);
    addSums(this.#window, sums);
    const stepInEpoch = trainer.step % trainer.stepsPerEpoch;
    if (isAlone || stepInEpoch % this.#stepsPerPoint === 0) this.#closeWindow();
    if (stepInEpoch === 0) this.#endEpoch();
    else this.#tellInTime();
  }

  #tellInTime(): void {
    const now = performance.now();
    const { everySeconds } = this.#data.config.checkpoints;
    if (now - this.#lastCheckpoint > everySeconds * 1000) this.#tellCheckpoint(false);
    else if (now - this.#lastNews > newsMilliseconds) {
      if (this.#points.length > mostPointsWaiting) this.#waitForEngine();
      if (this.#engineIsUpToDate()) this.#tell();
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
    const result = this.#trainer.endEpoch((result) => this.#judge(result));
    this.#watch.resumeTraining();
    const { seconds, trainingSeconds, trainedExamples } = this.#watch.read();
    for (const split of judgedSplits) this.#addPoints(split, seconds, result[split] ?? {});
    const trained = trainedExamples - this.#epochStart.trainedExamples;
    this.#epochs.push({ result, examplesPerSecond: trained / (trainingSeconds - this.#epochStart.trainingSeconds) });
    this.#epochStart = { trainingSeconds, trainedExamples };
    const isDue = result.epoch % this.#epochsPerCheckpoint === 0;
    const isOver = this.#trainer.verdict !== 'go on';
    // The best weights wait for the next checkpoint in a copy, unless there is no room for one.
    if (isDue || isOver || (this.#isBest && !this.#outbox.isRoomy)) {
      this.#tellCheckpoint(isDue && this.#data.config.checkpoints.keep === 'all');
    } else {
      if (this.#isBest) this.#keepBest();
      this.#tellInTime();
    }
  }

  /** Takes note of the best epoch. At the training's end its weights may be about to be replaced by earlier ones. */
  #judge(result: EpochResult): void {
    if (!this.#best.takes(result)) return;
    this.#isBest = true;
    const { stopping, verdict } = this.#trainer;
    const { restoreBest } = this.#data.config.stopping;
    const isOtherBest = stopping.bestEpoch > 0 && stopping.bestEpoch < result.epoch;
    if (restoreBest && verdict !== 'go on' && isOtherBest) this.#keepBest();
  }

  #keepBest(): void {
    const checkpoint = { ...this.#checkpoint(), carriedBytes: null, kept: false, best: true };
    this.#best.keep(checkpoint, this.#trainer.network.parameters);
    this.#isBest = false;
  }

  #pause(): void {
    this.#tellCheckpoint(false);
    send({ kind: 'paused' });
    while (this.#isToPause()) this.#waitForMore();
    this.#watch.skip();
    send({ kind: 'running' });
  }

  /** Waits until anything has been asked for, follows a new learning rate, and lets itself be looked at. */
  #waitForMore(): void {
    const asks = Atomics.load(this.#control, controlWord.asks);
    this.#followLearningRate();
    this.#copyIfAsked();
    if (this.#isToPause()) Atomics.wait(this.#control, controlWord.asks, asks);
  }

  #isToPause(): boolean {
    return Atomics.load(this.#control, controlWord.command) === command.pause && this.#allowance.isSpent;
  }

  #followLearningRate(): void {
    const learningRate = this.#askedLearningRate.take();
    if (learningRate !== null) send({ kind: 'learning-rate', change: this.#trainer.setLearningRate(learningRate) });
  }

  /** So that another thread can look inside the network as it is between two batches. */
  #copyIfAsked(): void {
    const copied = this.#copy.answer(Atomics.load(this.#control, controlWord.copies));
    if (copied) send({ kind: 'copied', copied });
  }

  #end(finished: boolean): void {
    // The last epoch's end has told everything already, with its checkpoint.
    if (!finished) this.#tellCheckpoint(false);
    send({ kind: 'ended', finished });
  }

  #addPoints(split: MetricSplit, seconds: number, scores: Partial<Scores>): void {
    for (const name of metricNames) {
      const value = scores[name];
      if (value !== undefined) this.#points.push({ name, split, step: this.#trainer.step, seconds, value });
    }
  }

  /** Where the training is, as it is stored with the numbers. */
  #checkpoint(): Pick<NewCheckpoint, 'epoch' | 'step' | 'header' | 'parameterBytes'> {
    const { epoch, step, ...state } = this.#trainer.state();
    const header = { ...state, windowSums: { ...this.#window }, ...this.#watch.read() };
    return { epoch, step, header, parameterBytes: this.#trainer.network.parameters.count * 4 };
  }

  /** Hands over a checkpoint, with the best weights if they wait, and tells what has happened until it. */
  #tellCheckpoint(kept: boolean): void {
    const start = performance.now();
    this.#waitForEngine();
    this.#watch.suspendTraining();
    const { network, carried } = this.#trainer;
    const checkpoint = this.#checkpoint();
    this.#putBest();
    const carriedBytes = countOf(carried) * 4;
    this.#outbox.put({ ...checkpoint, carriedBytes, kept, best: this.#isBest }, network.parameters, carried);
    this.#isBest = false;
    this.#watch.resumeTraining();
    this.#lastCheckpoint = performance.now();
    this.#tell(this.#lastCheckpoint - start);
  }

  #putBest(): void {
    const best = this.#best.release();
    if (best) this.#outbox.put(best.checkpoint, best.parameters, []);
  }

  /** At most one piece of news is under way: an engine that is slower than its trainer is waited for. */
  #tell(heldMilliseconds = 0): void {
    this.#waitForEngine();
    this.#outbox.flush();
    const totals = { step: this.#trainer.step, ...this.#watch.read() };
    send({ kind: 'advance', points: this.#points, epochs: this.#epochs, totals, heldMilliseconds });
    this.#sent++;
    this.#points = [];
    this.#epochs = [];
    this.#lastNews = performance.now();
  }

  #engineIsUpToDate(): boolean {
    return Atomics.load(this.#control, controlWord.stored) === this.#sent;
  }

  #waitForEngine(): void {
    this.#watch.suspendTraining();
    while (!this.#engineIsUpToDate()) Atomics.wait(this.#control, controlWord.stored, this.#sent - 1);
    this.#watch.resumeTraining();
  }
}

function send(message: TrainerMessage): void {
  parentPort!.postMessage(message);
}

try {
  new TrainingThread(workerData as TrainerData).run();
} catch (error) {
  send({ kind: 'failed', problem: toProblem(error) });
}
