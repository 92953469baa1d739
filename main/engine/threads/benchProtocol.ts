import type { TrainingConfig } from '#core/contract/config.ts';
import type { Design } from '#core/contract/design.ts';
import type { Problem } from '#core/contract/errors.ts';
import type { BenchLine, KernelBenchLine } from '#core/contract/requests.ts';
import type { SharedTable } from './table.ts';

/** What a thread that measures is started with. */
export interface BenchData {
  task: BenchTask;
}

export type BenchTask = TrainingTask | SetupTask | { kind: 'kernels'; seconds: number };

export interface TrainingTask {
  kind: 'training';
  /** Units of the hidden layers, between 784 inputs and 10 outputs. */
  hidden: readonly number[];
  batchSize: number;
  seconds: number;
  /** The threads that were asked for; a small network is trained on fewer of them. */
  threads: number;
}

/** The training of one network on some of its examples, for a moment. */
export interface SetupTask {
  kind: 'setup';
  design: Design;
  config: TrainingConfig;
  table: SharedTable;
  /** Height and width of each picture. */
  shape: readonly [height: number, width: number];
  /** In place of that of `config`, at most as large. */
  batchSize: number;
}

export interface SetupSpeed {
  secondsPerExample: number;
  /** Where nothing is learned, as at the end of an epoch. */
  secondsPerEvaluated: number;
}

/** The one message that it sends. */
export type BenchMessage =
  | { kind: 'training'; line: BenchLine }
  | ({ kind: 'setup' } & SetupSpeed)
  | { kind: 'kernels'; limit: number; lines: KernelBenchLine[] }
  | { kind: 'failed'; problem: Problem };
