import type { Evaluation, Prediction } from '#core/contract/run.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { StoredRun } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Datasets } from './datasets.ts';
import { unknownRun } from './unknownRun.ts';
import type { Assistant } from './threads/assistantClient.ts';

/** So many networks are kept ready; the one used longest ago makes room. More than one request may name. */
const mostModels = 60;

/** Predicts and evaluates with the newest checkpoint of runs. */
export class Predictions {
  readonly #store: Store;
  readonly #datasets: Datasets;
  /** Answers the pad; nothing slow may run there. */
  readonly #quick: Assistant;
  readonly #slow: Assistant;

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
    const { models } = assistant;
    const key = `${summary.id}:${summary.weightsHash}`;
    if (models.delete(key)) {
      models.add(key);
      return key;
    }
    const loading = assistant.do('load-model', { key, design: summary.design, run: summary.id });
    models.add(key);
    if (models.size > mostModels) drop(assistant);
    await loading.catch((error: unknown) => {
      models.delete(key);
      throw error;
    });
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

/** Lets go of the model used longest ago. If its thread is lost meanwhile, the model is gone all the same. */
function drop(assistant: Assistant): void {
  const [oldest] = assistant.models;
  assistant.models.delete(oldest);
  assistant.do('drop-model', { key: oldest }).catch(() => undefined);
}

function requirePixels(run: string, inputs: number, pixels: number): void {
  if (inputs === pixels) return;
  throw new LaminaError(
    'conflict',
    `"${run}" takes pictures of ${inputs.toLocaleString('en')} pixels, but these have ${pixels.toLocaleString('en')}.`,
    'Choose a run that was trained on pictures of this size.',
  );
}
