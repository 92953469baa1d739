import type { TrainingConfig } from '#core/contract/config.ts';
import type { DatasetForm, ToySource } from '#core/contract/dataset.ts';
import type { Design } from '#core/contract/design.ts';
import type { Problem } from '#core/contract/errors.ts';
import type { MetricPoint } from '#core/contract/events.ts';
import type { EpochResult, Evaluation } from '#core/contract/run.ts';
import type { InputStatistics } from '#core/data/examples.ts';
import type { Split } from '#core/data/split.ts';
import type { StoredCheckpoint } from '../../store/checkpoints.ts';
import type { SharedTable } from './table.ts';
import type { TeamData } from './teamKernels.ts';

/** What a trainer thread is started with. */
export interface TrainerData {
  design: Design;
  config: TrainingConfig;
  table: SharedTable;
  team: TeamData;
  /**
   * Two Int32 that the engine writes: a `Command`, which the trainer reads before every batch, and how many pieces of
   * news it has stored.
   */
  control: SharedArrayBuffer;
  /** What the run has begun with; null when it begins now, and then it is told. */
  start: RunStart | null;
  /** Where to go on from; null begins with fresh weights. */
  checkpoint: StoredCheckpoint | null;
}

/** What is settled once for a run, from its data, and kept with it. */
export interface RunStart {
  split: Split;
  /** What the preparation of its inputs measured on the training part; null when there was nothing to measure. */
  statistics: InputStatistics | null;
}

/** A checkpoint as it is stored, in memory that the engine takes over; the engine hashes it, too. */
export interface TrainerCheckpoint extends Omit<StoredCheckpoint, 'weightsHash'> {
  parameters: Float32Array<ArrayBuffer>;
  optimizer: Float32Array<ArrayBuffer>;
}

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

/** What a trainer thread tells of its own accord. */
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
  /** What has happened since the last such message; sent at most 20 times a second, and with each checkpoint. */
  | {
      kind: 'advance';
      points: MetricPoint[];
      epochs: EpochNews[];
      totals: Totals;
      checkpoint: TrainerCheckpoint | null;
    }
  | { kind: 'paused' }
  | { kind: 'running' }
  /** The last message: all epochs are done, or the command was to stop. */
  | { kind: 'ended'; finished: boolean }
  | { kind: 'failed'; problem: Problem };

/** The assistant's tasks: what takes too long for the engine's own event loop. */
export interface AssistantTasks {
  /** Keeps a network for prediction under a key. */
  'load-model': { input: { key: string; model: NewModel }; output: null };
  'drop-model': { input: { key: string }; output: null };
  /** The outputs of kept networks for one picture, a byte a pixel, or for the numbers of one example of a table. */
  predict: { input: { keys: string[]; example: Uint8Array | Float32Array }; output: Float32Array[] };
  /** A picture file as a network for pictures of that shape sees it. */
  'read-png': { input: { png: Uint8Array; shape: [height: number, width: number] }; output: Uint8Array };
  evaluate: {
    /** The numbers of the examples to evaluate, all, or the test part that the run's config makes of the table. */
    input: { key: string; table: SharedTable; part: 'all' | 'test' | Uint32Array };
    output: Omit<Evaluation, 'classes'>;
  };
  'make-toy': { input: ToySource; output: MadeTable };
  'make-digits': { input: { count: number; seed: number }; output: MadeTable };
  'read-idx': { input: { images: string; labels: string }; output: MadeTable };
}

/** A network for prediction, with all that its run does to inputs. */
export interface NewModel {
  design: Design;
  config: TrainingConfig;
  statistics: InputStatistics | null;
  /** Whether its outputs are numbers, and not what speaks for each class. */
  isRegression: boolean;
  parameters: Float32Array;
  /** Of the parameters. */
  hash: string;
}

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
