import type { TrainingConfig } from '#core/contract/config.ts';
import type { Design } from '#core/contract/design.ts';
import type { Problem } from '#core/contract/errors.ts';
import type { MetricPoint } from '#core/contract/events.ts';
import type { EpochResult, Evaluation } from '#core/contract/run.ts';
import type { StoredCheckpoint } from '../../store/checkpoints.ts';
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
  /**
   * Two Int32 that the engine writes: a `Command`, which the trainer reads before every batch, and how many pieces of
   * news it has stored.
   */
  control: SharedArrayBuffer;
  /** Where to go on from; null begins with fresh weights. */
  checkpoint: StoredCheckpoint | null;
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
  'load-model': { input: { key: string; design: Design; parameters: Float32Array; hash: string }; output: null };
  'drop-model': { input: { key: string }; output: null };
  /** The outputs of kept networks for one picture. */
  predict: { input: { keys: string[]; pixels: Uint8Array }; output: Float32Array[] };
  /** A picture file as a network for pictures of that shape sees it. */
  'read-png': { input: { png: Uint8Array; shape: [height: number, width: number] }; output: Uint8Array };
  evaluate: {
    input: { key: string; config: TrainingConfig; table: SharedTable; part: 'all' | 'test' };
    output: Omit<Evaluation, 'classes'>;
  };
  'make-digits': { input: { count: number; seed: number }; output: MadeTable };
  'read-idx': { input: { images: string; labels: string }; output: MadeTable };
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
