import { bundledRun, type Evaluation, type Prediction } from '#core/contract/run.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Datasets } from './datasets.ts';
import type { Assistant } from './threads/assistantClient.ts';

/** So many networks are kept ready; the one used longest ago makes room. */
const mostModels = 20;

/** Predicts and evaluates with the newest checkpoint of runs. */
export class Predictions {
  readonly #store: Store;
  readonly #datasets: Datasets;
  /** Answers the pad; nothing slow may run there. */
  readonly #quick: Assistant;
  readonly #slow: Assistant;
  readonly #loaded = new Map<Assistant, Set<string>>();

  constructor(store: Store, datasets: Datasets, quick: Assistant, slow: Assistant) {
    this.#store = store;
    this.#datasets = datasets;
    this.#quick = quick;
    this.#slow = slow;
  }

  async predict(runs: string[], pixels: Uint8Array): Promise<Prediction[]> {
    const stored = runs.map((id) => this.#run(id));
    stored.forEach(({ summary }) => requirePixels(summary.name, summary.design.inputs, pixels.length));
    const keys = await Promise.all(stored.map((run) => this.#load(run, this.#quick)));
    const outputs = await this.#quick.do('predict', { keys, pixels });
    return outputs.map((values, i) => this.#toPrediction(stored[i], Array.from(values)));
  }

  async predictPng(run: string, png: Uint8Array): Promise<Prediction> {
    const { shape } = this.#datasets.get(this.#run(run).summary.dataset.id);
    const pixels = await this.#quick.do('read-png', { png, shape });
    const [prediction] = await this.predict([run], pixels);
    return prediction;
  }

  async evaluate(id: string, datasetId: string, part: 'all' | 'test'): Promise<Evaluation> {
    const run = this.#run(id);
    const { design, config } = run.summary;
    const { shape, classes, name } = this.#datasets.get(datasetId);
    requirePixels(run.summary.name, design.inputs, shape[0] * shape[1]);
    const outputs = Math.max(2, design.layers.at(-1).units);
    if (classes.length > outputs) {
      throw new LaminaError(
        'conflict',
        `"${name}" has ${classes.length} classes, but "${run.summary.name}" tells only ${outputs} apart.`,
        'Choose a dataset with the classes this run was trained on.',
      );
    }
    const table = await this.#datasets.table(datasetId);
    const key = await this.#load(run, this.#slow);
    const result = await this.#slow.do('evaluate', { key, config, table, part });
    return { ...result, classes: this.#classes(run) };
  }

  /** Returns the key under which the assistant has the run's newest weights. */
  async #load({ summary }: StoredRun, assistant: Assistant): Promise<string> {
    const key = `${summary.id}:${summary.weightsHash}`;
    const loaded = this.#loaded.get(assistant) ?? new Set();
    this.#loaded.set(assistant, loaded);
    if (loaded.delete(key)) {
      loaded.add(key); // the newest last
      return key;
    }
    const { parameters } = this.#store.checkpoints.newest(summary.id)!;
    loaded.add(key);
    if (loaded.size > mostModels) {
      const [oldest] = loaded;
      loaded.delete(oldest);
      void assistant.do('drop-model', { key: oldest });
    }
    try {
      await assistant.do('load-model', { key, design: summary.design, parameters });
    } catch (error) {
      loaded.delete(key);
      throw error;
    }
    return key;
  }

  #run(id: string): StoredRun {
    const run = this.#store.runs.get(id);
    if (!run) throw unknownRun(id);
    if (run.summary.weightsHash !== null) return run;
    throw new LaminaError(
      'conflict',
      `"${run.summary.name}" has no checkpoint yet, so there are no weights to predict with.`,
      'Wait for the end of its first epoch.',
    );
  }

  #toPrediction(run: StoredRun, probabilities: number[]): Prediction {
    const classes = this.#classes(run);
    const largest = probabilities.reduce((best, value, i) => (value > probabilities[best] ? i : best), 0);
    return { run: run.summary.id, label: classes[largest], probabilities, classes };
  }

  #classes({ summary }: StoredRun): string[] {
    return this.#datasets.get(summary.dataset.id).classes;
  }
}

export function unknownRun(id: string): LaminaError {
  return new LaminaError(
    'not-found',
    `There is no run "${id}".`,
    `List them: lamina runs. "${bundledRun}" is always there.`,
  );
}

function requirePixels(run: string, inputs: number, pixels: number): void {
  if (inputs === pixels) return;
  throw new LaminaError(
    'conflict',
    `"${run}" takes pictures of ${inputs.toLocaleString('en')} pixels, but these have ${pixels.toLocaleString('en')}.`,
    'Choose a run that was trained on pictures of this size.',
  );
}
