import type { Dataset } from './dataset.ts';
import type { BenchLine } from './requests.ts';
import type { EpochResult, MetricName, MetricSplit, RunProgress, RunSummary } from './run.ts';
import type { SavedDesign } from './savedDesign.ts';

export interface MetricPoint {
  name: MetricName;
  split: MetricSplit;
  step: number;
  seconds: number;
  value: number;
}

/** A long task other than a run, such as making a dataset. */
export interface TaskProgress {
  task: string;
  /** What is being done, for people. */
  label: string;
  /** From 0 to 1. */
  done: number;
  state: 'going' | 'done' | 'failed';
}

/** Everything the engine tells of its own accord, to every connection. */
export interface Events {
  /** A run was added, or something in its summary changed. */
  'run.changed': RunSummary;
  'run.progress': RunProgress;
  /** New points of a run's curves, already stored. At most 20 a second for each run. */
  'run.metrics': { run: string; points: MetricPoint[] };
  'run.epoch': EpochResult & { run: string; examplesPerSecond: number };
  /** Other runs wait for their turn now, or in another order: the next one first. */
  'queue.changed': { waiting: string[] };
  'dataset.changed': Dataset;
  /** Nothing of it is left. */
  'dataset.removed': { dataset: string };
  /** A saved design was added or changed. */
  'design.changed': SavedDesign;
  task: TaskProgress;
  bench: BenchLine;
}

export type EventName = keyof Events;
export const eventNames = [
  'run.changed',
  'run.progress',
  'run.metrics',
  'run.epoch',
  'queue.changed',
  'dataset.changed',
  'dataset.removed',
  'design.changed',
  'task',
  'bench',
] as const satisfies EventName[];
