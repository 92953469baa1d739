import { LaminaError } from '#core/contract/errors.ts';
import type { LearningRateChange } from '#core/training/checkpoint.ts';
import type { RunChanges } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { bestOf, finishCheckpoints } from './history.ts';
import type { RunNews } from './news.ts';
import type { Advance, TrainerNews } from './trainerClient.ts';

export type Started = Extract<TrainerNews, { kind: 'started' }>;

/** Writes down what the trainers of this engine's runs tell. */
export class RunRecorder {
  readonly #store: Store;
  readonly #news: RunNews;

  constructor(store: Store, news: RunNews) {
    this.#store = store;
    this.#news = news;
  }

  begin(id: string, started: Started): void {
    const { start } = started;
    this.#store.transaction(() => {
      const settled = start && { split_hash: this.#store.splits.add(start.split), statistics: start.statistics };
      this.#store.runs.update(id, {
        train_examples: started.trainExamples,
        test_examples: started.testExamples,
        steps_per_epoch: started.stepsPerEpoch,
        kernel_build: started.kernelBuild,
        ...settled,
      });
    });
    this.#news.changed(id);
  }

  /** All that one message tells is stored at once or not at all; only then may it be told to anyone. */
  advance(id: string, { points, epochs, totals, checkpoints }: Advance): void {
    const changes: Partial<RunChanges> = {
      seconds: totals.seconds,
      training_seconds: totals.trainingSeconds,
      trained_examples: totals.trainedExamples,
    };
    const results = epochs.map(({ result }) => result);
    const last = results.at(-1);
    const run = this.#store.runs.get(id)!;
    if (last) {
      const { best } = run.summary;
      Object.assign(changes, { epochs: last.epoch, last, best: bestOf(best ? [best, ...results] : results) });
    }
    this.#store.transaction(() => {
      this.#requireOwn(id);
      this.#store.metrics.add(id, points);
      if (checkpoints.length > 0) finishCheckpoints(this.#store, run, checkpoints, results);
      this.#store.runs.update(id, changes);
    });
  }

  changeLearningRate(id: string, change: LearningRateChange): void {
    this.#store.transaction(() => {
      this.#requireOwn(id);
      this.#store.events.addLearningRate(id, change);
      this.#store.runs.update(id, {}); // so that other programs see that it has changed
    });
    this.#news.changed(id);
  }

  #requireOwn(id: string): void {
    if (this.#store.runs.get(id)?.owner !== this.#store.lease.owner) throw lost(id);
  }
}

function lost(id: string): LaminaError {
  return new LaminaError('conflict', `The run ${id} has been taken over by another Lamina.`, 'It goes on there.');
}
