import { LaminaError } from '#core/contract/errors.ts';
import type { RequestValue } from '#core/contract/requests.ts';
import { gradientBound, type GradientCheck } from '#core/contract/run.ts';
import type { Store } from '../store/store.ts';
import type { Datasets } from './datasets.ts';
import type { Tell } from './dispatch.ts';
import { newId } from './ids.ts';
import type { Assistant } from './threads/assistantClient.ts';
import type { AssistantTasks } from './threads/protocol.ts';
import { startOf } from './runStart.ts';
import { requireTrainable } from './trainable.ts';
import { unknownRun } from './unknownRun.ts';

type Input = RequestValue<'runs.checkGradients'>;
/** What is checked, with the weights at which it is, and of which epoch they are; null for fresh ones. */
type Checked = NonNullable<Input['setup']> &
  Pick<AssistantTasks['check-gradients']['input'], 'start' | 'weights'> & { epoch: number | null };

/** Checks backpropagation against finite differences, for a run or for what could become one. */
export class Gradients {
  readonly #store: Store;
  readonly #datasets: Datasets;
  readonly #assistant: Assistant;
  readonly #tell: Tell;

  constructor(store: Store, datasets: Datasets, assistant: Assistant, tell: Tell) {
    this.#store = store;
    this.#datasets = datasets;
    this.#assistant = assistant;
    this.#tell = tell;
  }

  async check({ run, setup, batch, sample }: Input): Promise<GradientCheck> {
    const fresh = { start: null, weights: null, epoch: null };
    const checked: Checked = run === undefined ? { ...setup!, ...fresh } : await this.#of(run);
    const { dataset, design, config, start, weights, epoch } = checked;
    const table = await this.#datasets.table(dataset);
    requireTrainable(design, config, this.#datasets.get(dataset));
    const result = await this.#watched((progress) =>
      this.#assistant.do('check-gradients', { design, config, table, start, weights, batch, sample }, { progress }),
    );
    const largest = Math.max(...result.layers.flatMap(({ weights, bias }) => [weights, bias]));
    return {
      ...result,
      epoch,
      largest,
      bound: gradientBound,
      agrees: largest <= gradientBound, // never so of what is not a number
    };
  }

  async #of(id: string): Promise<Checked> {
    const run = this.#store.runs.get(id);
    if (!run) throw unknownRun(id);
    const { name, dataset, design, config, weightsEpoch } = run.summary;
    const read = await this.#assistant.do('read-checkpoint', { run: id, step: null });
    if (!read) {
      throw new LaminaError(
        'conflict',
        `"${name}" has no checkpoint yet, so there are no weights to check gradients at.`,
        'Wait for the end of its first epoch, or check its recipe with fresh weights.',
      );
    }
    return {
      dataset: dataset.id,
      design,
      config,
      start: startOf(this.#store, run),
      weights: { parameters: read.parameters, hash: read.checkpoint.weightsHash },
      epoch: weightsEpoch ?? read.checkpoint.epoch,
    };
  }

  async #watched<Result>(work: (progress: (done: number) => void) => Promise<Result>): Promise<Result> {
    const task = `gradients:${newId()}`;
    const report = (done: number, state: 'going' | 'done' | 'failed') =>
      this.#tell('task', { task, label: 'Checking the gradients', done, state });
    try {
      const result = await work((done) => report(done, 'going'));
      report(1, 'done');
      return result;
    } catch (error) {
      report(0, 'failed');
      throw error;
    }
  }
}
