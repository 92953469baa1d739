import type { TrainingConfig } from '#core/contract/config.ts';
import type { ColumnDescription, DatasetFile, DatasetForm, DatasetPiece, ToySource } from '#core/contract/dataset.ts';
import type { Design } from '#core/contract/design.ts';
import type { Problem } from '#core/contract/errors.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import type { MetricPoint } from '#core/contract/events.ts';
import type { ConfusionInside, ExamplesOfCell, Inside, InsidePart } from '#core/contract/inside.ts';
import type { CheckpointSummary, EpochResult, Evaluation, GradientCheck } from '#core/contract/run.ts';
import type { InputStatistics } from '#core/data/examples.ts';
import type { Split } from '#core/data/split.ts';
import type { LearningRateChange } from '#core/training/checkpoint.ts';
import type { NewCheckpoint, StoredCheckpoint } from '../../store/checkpoints.ts';
import type { CheckpointPart } from '../../store/numbers.ts';
import type { SharedTable } from './table.ts';
import type { TeamData } from './teamKernels.ts';

/** What a trainer thread is started with. */
export interface TrainerData {
  design: Design;
  config: TrainingConfig;
  table: SharedTable;
  /** Height and width of each picture. */
  shape: readonly [height: number, width: number];
  team: TeamData;
  /** The Int32 of `controlWord`, which the engine writes. */
  control: SharedArrayBuffer;
  /** Where the trainer reads its checkpoint's numbers. */
  workspace: string;
  /** One number for `AskedNumber`: the learning rate that is asked for. */
  askedLearningRate: SharedArrayBuffer;
  /** Known changes of the learning rate since the start, of which those after the checkpoint lie ahead. */
  learningRates: LearningRateChange[];
  /** What the run has begun with; null when it begins now, and then it is told. */
  start: RunStart | null;
  /** Where to go on from; null begins with fresh weights. */
  checkpoint: StoredCheckpoint | null;
  /** The best epoch until there. */
  best: EpochResult | null;
  /** Where it copies its weights when it is asked to; see weightsCopy.ts. */
  copyMemory: WebAssembly.Memory;
}

/** What is settled once for a run, from its data, and kept with it. */
export interface RunStart {
  split: Split;
  /** What the preparation of its inputs measured on the training part; null when there was nothing to measure. */
  statistics: InputStatistics | null;
}

/** A part of a checkpoint's numbers, from byte `position` on, in memory that is used again once it has been stored. */
export interface Piece {
  part: CheckpointPart;
  position: number;
  values: Float32Array;
}

/**
 * Where in the control memory there is a `Command`, which the trainer reads before every batch; how many pieces of news
 * the engine has stored, how many pieces of checkpoints, how often it has asked for anything, and how often of that for
 * a copy of the weights; and the `Allowance`.
 */
export const controlWord = { command: 0, stored: 1, pieces: 2, asks: 3, copies: 4, batches: 5, epochs: 6 } as const;
export const controlWords = Object.keys(controlWord).length;

/** A training that is to pause goes as far as its `Allowance` lets it. */
export const command = { go: 0, pause: 1, stop: 2 } as const;
export type Command = (typeof command)[keyof typeof command];

/** Sums since the start of the run. */
export interface Totals {
  step: number;
  seconds: number;
  trainingSeconds: number;
  trainedExamples: number;
}

export interface EpochNews {
  result: EpochResult;
  examplesPerSecond: number;
}

/** A copy of the weights as they are between two batches. */
export interface CopiedWeights {
  step: number;
  /** For how long copying has held the training up. */
  milliseconds: number;
}

/** What a trainer thread tells of its own accord, or is asked for. */
export type TrainerMessage =
  | {
      kind: 'started';
      stepsPerEpoch: number;
      steps: number;
      trainExamples: number;
      testExamples: number;
      kernelBuild: string;
      /** Null when it was given. */
      start: RunStart | null;
    }
  /** A checkpoint, whose numbers follow. It counts with the next `advance`. */
  | { kind: 'checkpoint'; checkpoint: NewCheckpoint }
  | ({ kind: 'piece' } & Piece)
  /** What has happened since the last such message; sent at most 20 times a second, and after each checkpoint. */
  | {
      kind: 'advance';
      points: MetricPoint[];
      epochs: EpochNews[];
      totals: Totals;
      /** For how long handing over a checkpoint has held the training up; 0 without one. */
      heldMilliseconds: number;
    }
  /** Sent before anything that the change has an effect on. */
  | { kind: 'learning-rate'; change: LearningRateChange }
  | { kind: 'paused' }
  | { kind: 'running' }
  /** The answer to being asked for a copy of the weights. */
  | { kind: 'copied'; copied: CopiedWeights | Problem }
  /** The last message: all epochs are done, or the command was to stop. */
  | { kind: 'ended'; finished: boolean }
  | { kind: 'failed'; problem: Problem };

/** What an assistant thread is started with. */
export interface AssistantData {
  binaries: KernelBinaries;
  workspace: string;
}

/** The assistant's tasks: what takes too long for the engine's own event loop. */
export interface AssistantTasks {
  /** Keeps a network for prediction under a key. */
  'load-model': { input: { key: string; model: NewModel }; output: null };
  'drop-model': { input: { key: string }; output: null };
  /** The outputs of kept networks for one picture, a byte a pixel, or for the numbers of one example of a table. */
  predict: { input: { keys: string[]; example: Uint8Array | Float32Array }; output: Float32Array[] };
  /** A picture file as a network for pictures of that shape sees it. */
  'read-picture': { input: { file: Uint8Array; shape: [height: number, width: number] }; output: Uint8Array };
  evaluate: {
    /** The numbers of the examples to evaluate, all, or the test part that the run's config makes of the table. */
    input: { key: string; table: SharedTable; part: 'all' | 'test' | Uint32Array };
    output: Omit<Evaluation, 'classes'>;
  };
  'check-gradients': {
    input: {
      design: Design;
      config: TrainingConfig;
      table: SharedTable;
      start: RunStart | null;
      /** Null: fresh ones. */
      weights: { parameters: Float32Array; hash: string } | null;
      /** How many examples, and how many weights and biases of each layer are tried. */
      batch: number;
      sample: number;
    };
    output: Pick<GradientCheck, 'layers' | 'examples'>;
  };
  /** What looking inside a network takes stands in looking/. */
  'open-probe': { input: { key: string; setup: ProbeSetup }; output: null };
  'give-examples': { input: { key: string; examples: ProbeExamples }; output: null };
  'close-probe': { input: { key: string }; output: null };
  look: { input: LookTask; output: Looked };
  /** Null where the confusion has not been looked at yet. */
  'examples-of-cell': { input: CellTask; output: LookedCell | null };
  /** What the columns of a table hold. */
  'describe-table': {
    input: { form: Pick<DatasetForm, 'columns' | 'targets'>; table: SharedTable };
    output: ColumnDescription[];
  };
  /** A piece of a file, as in the contract. */
  'export-piece': {
    input: { form: DatasetForm; table: SharedTable; file: DatasetFile; from: number };
    output: DatasetPiece;
  };
  'make-toy': { input: ToySource; output: MadeTable };
  'make-digits': { input: { count: number; seed: number }; output: MadeTable };
  /** What these do to checkpoints stands in keeping.ts. */
  'begin-checkpoint': { input: { run: string; checkpoint: NewCheckpoint }; output: number };
  'write-piece': { input: Piece & { checkpoint: number }; output: null };
  'close-checkpoint': { input: { checkpoint: number }; output: string };
  'tidy-checkpoints': { input: { run: string | null }; output: null };
  'tidy-log': { input: null; output: null };
  'read-checkpoint': { input: { run: string; step: number | null }; output: ReadCheckpoint | null };
}

export interface ReadCheckpoint {
  checkpoint: StoredCheckpoint;
  summary: CheckpointSummary;
  parameters: Float32Array;
}

/** A network for prediction, with all that its run does to inputs. */
export interface NewModel {
  run: string;
  design: Design;
  config: TrainingConfig;
  statistics: InputStatistics | null;
  /** Whether its outputs are numbers, and not what speaks for each class. */
  isRegression: boolean;
}

/** A network that is looked into. */
export interface ProbeSetup {
  run: string;
  design: Design;
  config: TrainingConfig;
  isRegression: boolean;
  /** Where its training copies its weights; null of a run that is not trained here. */
  copyMemory: WebAssembly.Memory | null;
}

/** What a probed network is tried on. */
export interface ProbeExamples {
  table: SharedTable;
  /** Null of a run of an earlier version, which has kept none. */
  split: Split | null;
  statistics: InputStatistics | null;
}

/** Which weights are looked at: those just copied to the probe's memory, or those of the newest checkpoint. */
export type ProbedWeights = { copiedAt: number } | { hash: string };

export interface LookTask {
  key: string;
  weights: ProbedWeights;
  parts: readonly InsidePart[];
  neurons: readonly number[][];
  units: { from: number; count: number };
}

/** Of the confusion all but the names of the classes. */
export type LookedParts = Pick<Inside, 'connections' | 'firstLayer' | 'layers' | 'surface'> & {
  confusion?: Omit<ConfusionInside, 'classes'>;
};

export interface Looked {
  parts: LookedParts;
  /** Batches that the weights have seen. */
  step: number;
  milliseconds: number;
}

export interface CellTask {
  key: string;
  truth: number;
  said: number;
  /** At most so many are told. */
  most: number;
}

export type LookedCell = Omit<ExamplesOfCell, 'epoch'>;

export interface MadeTable extends DatasetForm {
  table: SharedTable;
  /** Examples of each class; empty for a regression. */
  classCounts: number[];
  /** SHA-256 of all that makes the examples what they are. */
  hash: string;
}

export type TaskName = keyof AssistantTasks;

export interface AssistantRequest {
  id: number;
  task: TaskName;
  input: unknown;
}

export type AssistantMessage =
  { id: number; result: unknown } | { id: number; problem: Problem } | { id: number; progress: number };
