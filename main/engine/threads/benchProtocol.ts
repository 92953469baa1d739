import type { Problem } from '#core/contract/errors.ts';
import type { BenchLine, KernelBenchLine } from '#core/contract/requests.ts';

/** What a thread that measures is started with. */
export interface BenchData {
  task: BenchTask;
}

export type BenchTask = TrainingTask | { kind: 'kernels'; seconds: number };

export interface TrainingTask {
  kind: 'training';
  /** Units of the hidden layers, between 784 inputs and 10 outputs. */
  hidden: readonly number[];
  batchSize: number;
  seconds: number;
  /** The threads that were asked for; a small network is trained on fewer of them. */
  threads: number;
}

/** The one message that it sends. */
export type BenchMessage =
  | { kind: 'training'; line: BenchLine }
  | { kind: 'kernels'; limit: number; lines: KernelBenchLine[] }
  | { kind: 'failed'; problem: Problem };
