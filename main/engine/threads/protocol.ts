import type { TrainingConfig } from '#core/contract/config.ts';
import type { Design } from '#core/contract/design.ts';
import type { Problem } from '#core/contract/errors.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import type { MetricPoint } from '#core/contract/events.ts';
import type { CheckpointSummary, EpochResult, Evaluation, GradientCheck } from '#core/contract/run.ts';
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
  /** Where to go on from; null begins with fresh weights. */
  checkpoint: StoredCheckpoint | null;
  /** The best epoch until there. */
  best: EpochResult | null;
}

/** A part of a checkpoint's numbers, from byte `position` on, in memory that is used again once it has been stored. */
export interface Piece {
  part: CheckpointPart;
  position: number;
  values: Float32Array;
}

/**
 * Where in the control memory there is a `Command`, which the trainer reads before every batch; and how many pieces of news
 * the engine has stored, how many pieces of checkpoints, and how often it has asked for anything.
 */
export const controlWord = { command: 0, stored: 1, pieces: 2, asks: 3 } as const;
export const controlWords = Object.keys(controlWord).length;

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
  'load-model': { input: { key: string; design: Design; run: string }; output: null };
  'drop-model': { input: { key: string }; output: null };
  /** The outputs of kept networks for one picture. */
  predict: { input: { keys: string[]; pixels: Uint8Array }; output: Float32Array[] };
  /** A picture file as a network for pictures of that shape sees it. */
  'read-png': { input: { png: Uint8Array; shape: [height: number, width: number] }; output: Uint8Array };
  evaluate: {
    input: { key: string; config: TrainingConfig; table: SharedTable; part: 'all' | 'test' };
    output: Omit<Evaluation, 'classes'>;
  };
  'check-gradients': {
    input: {
      design: Design;
      config: TrainingConfig;
      table: SharedTable;
      /** Null: fresh ones. */
      weights: { parameters: Float32Array; hash: string } | null;
      /** How many examples, and how many weights and biases of each layer are tried. */
      batch: number;
      sample: number;
    };
    output: Pick<GradientCheck, 'layers' | 'examples'>;
  };
  'make-digits': { input: { count: number; seed: number }; output: MadeTable };
  /** What these do to checkpoints stands in keeping.ts. */
  'begin-checkpoint': { input: { run: string; checkpoint: NewCheckpoint }; output: number };
  'write-piece': { input: Piece & { checkpoint: number }; output: null };
  'close-checkpoint': { input: { checkpoint: number }; output: string };
  'tidy-checkpoints': { input: { run: string | null }; output: null };
  'tidy-log': { input: null; output: null };
  'read-checkpoint': { input: { run: string; step: number | null }; output: ReadCheckpoint | null };
  'read-idx': { input: { images: string; labels: string }; output: MadeTable };
}

export interface ReadCheckpoint {
  checkpoint: StoredCheckpoint;
  summary: CheckpointSummary;
  parameters: Float32Array;
}

export interface MadeTable {
  table: SharedTable;
  shape: [height: number, width: number];
  classes: string[];
  classCounts: number[];
  /** SHA-256 of the count and shape, the inputs and the labels. */
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
