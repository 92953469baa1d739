import type { CheckpointHeader } from '../../store/checkpoints.ts';

/** Measures a run's time, without its pauses, and without what came before it was resumed. */
export class Stopwatch {
  #seconds: number;
  #trainingSeconds: number;
  #trainedExamples: number;
  #since = performance.now();
  #training = true;

  constructor(header: CheckpointHeader | undefined) {
    this.#seconds = header?.seconds ?? 0;
    this.#trainingSeconds = header?.trainingSeconds ?? 0;
    this.#trainedExamples = header?.trainedExamples ?? 0;
  }

  trained(examples: number): void {
    this.#trainedExamples += examples;
  }

  /** What follows is evaluation or bookkeeping, until `resume`. */
  suspendTraining(): void {
    this.#take();
    this.#training = false;
  }

  /** What follows is training. */
  resumeTraining(): void {
    this.#take();
    this.#training = true;
  }

  /** Leaves out the time since the last reading: the run was paused. */
  skip(): void {
    this.#since = performance.now();
  }

  read(): { seconds: number; trainingSeconds: number; trainedExamples: number } {
    this.#take();
    return {
      seconds: this.#seconds,
      trainingSeconds: this.#trainingSeconds,
      trainedExamples: this.#trainedExamples,
    };
  }

  #take(): void {
    const now = performance.now();
    const passed = (now - this.#since) / 1000;
    this.#since = now;
    this.#seconds += passed;
    if (this.#training) this.#trainingSeconds += passed;
  }
}
