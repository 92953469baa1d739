import { isRegression, type Dataset } from '#core/contract/dataset.ts';
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

  /** What runs say of one example: a picture's bytes, or the numbers of a table as they stand there. */
  async predict(runs: string[], example: Uint8Array | Float32Array): Promise<Prediction[]> {
    const stored = runs.map((id) => this.#run(id));
    for (const run of stored) requireFit(run, example instanceof Uint8Array ? 'pictures' : 'table', example.length);
    const keys = await Promise.all(stored.map((run) => this.#load(run, this.#quick)));
    const outputs = await this.#quick.do('predict', { keys, example });
    return outputs.map((values, i) => this.#toPrediction(stored[i], Array.from(values)));
  }

  async predictPicture(id: string, file: Uint8Array): Promise<Prediction> {
    const { name, dataset } = this.#run(id).summary;
    if (dataset.kind !== 'pictures') throw takesNumbers(name, dataset.shape[1]);
    const pixels = await this.#quick.do('read-picture', { file, shape: dataset.shape });
    const [prediction] = await this.predict([id], pixels);
    return prediction;
  }

  async evaluate(id: string, datasetId: string, part: 'all' | 'test'): Promise<Evaluation> {
    const run = this.#run(id);
    const dataset = this.#datasets.get(datasetId);
    requireFit(run, dataset.kind, dataset.shape[0] * dataset.shape[1]);
    requireSameTask(run, dataset);
    requireSameNames(this.#datasets.get(run.summary.dataset.id), dataset);
    const table = await this.#datasets.table(datasetId);
    const key = await this.#load(run, this.#slow);
    const own = part === 'test' ? this.#ownTestPart(run, datasetId) : null;
    const result = await this.#slow.do('evaluate', { key, table, part: own ?? part });
    return { ...result, classes: this.#classes(run) };
  }

  /** The test part as it is kept with the run; null of another dataset, or of a run of an earlier version. */
  #ownTestPart({ summary, splitHash }: StoredRun, dataset: string): Uint32Array | null {
    const { hash } = this.#datasets.get(dataset);
    return splitHash !== null && summary.dataset.hash === hash ? this.#store.splits.get(splitHash).test : null;
  }

  /** Returns the key under which the assistant has the run's newest weights. */
  async #load({ summary, statistics }: StoredRun, assistant: Assistant): Promise<string> {
    const { models } = assistant;
    const key = `${summary.id}:${summary.weightsHash}`;
    if (models.delete(key)) {
      models.add(key);
      return key;
    }
    const { id, design, config, dataset } = summary;
    const model = { run: id, design, config, statistics, isRegression: isRegression(dataset) };
    const loading = assistant.do('load-model', { key, model });
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

  #toPrediction(run: StoredRun, outputs: number[]): Prediction {
    const { id, dataset } = run.summary;
    if (isRegression(dataset)) return { run: id, values: outputs, targets: dataset.targets };
    const classes = this.#classes(run);
    const largest = outputs.reduce((best, value, i) => (value > outputs[best] ? i : best), 0);
    return { run: id, label: classes[largest], probabilities: outputs, classes };
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

/** Throws `conflict` when a run was trained on examples of another kind or size. */
function requireFit({ summary }: StoredRun, kind: Dataset['kind'], inputs: number): void {
  const { name, design, dataset } = summary;
  if (dataset.kind === kind && design.inputs === inputs) return;
  if (dataset.kind === 'table') throw takesNumbers(name, design.inputs, kind === 'table' ? inputs : null);
  const found = kind === 'table' ? 'this is a table of numbers' : `these have ${inputs.toLocaleString('en')}`;
  throw new LaminaError(
    'conflict',
    `"${name}" takes pictures of ${design.inputs.toLocaleString('en')} pixels, but ${found}.`,
    'Choose a run that was trained on pictures of this size.',
  );
}

function takesNumbers(run: string, inputs: number, found: number | null = null): LaminaError {
  const takes = inputs === 1 ? 'one number' : `${inputs.toLocaleString('en')} numbers`;
  const given =
    found === null ? 'this is a picture' : `there ${found === 1 ? 'is' : 'are'} ${found.toLocaleString('en')}`;
  return new LaminaError(
    'conflict',
    `"${run}" takes ${takes} for each example, but ${given}.`,
    'Choose a run that was trained on such examples, or give it what it takes.',
  );
}

/** Throws `conflict` when a dataset asks of a run what it was not trained for. */
function requireSameTask({ summary }: StoredRun, { name, classes, targets }: Dataset): void {
  const { design, dataset } = summary;
  const units = design.layers.at(-1).units;
  if (isRegression(dataset) || targets.length > 0) {
    if (isRegression(dataset) && targets.length === units) return;
    const does = isRegression(dataset) ? predicting(units) : 'tells classes apart';
    const asks = targets.length > 0 ? predicting(targets.length) : 'has classes';
    throw new LaminaError(
      'conflict',
      `"${summary.name}" ${does}, but "${name}" ${asks}.`,
      'Choose a dataset of the kind that this run was trained on.',
    );
  }
  const outputs = Math.max(2, units);
  if (classes.length <= outputs) return;
  throw new LaminaError(
    'conflict',
    `"${name}" has ${classes.length} classes, but "${summary.name}" tells only ${outputs} apart.`,
    'Choose a dataset with the classes this run was trained on.',
  );
}

/**
 * Classes and inputs go by their place. Throws `conflict` where names tell that one of them is another one; classes that
 * are only numbered, as in IDX files, say nothing.
 */
function requireSameNames(learned: Dataset, asked: Dataset): void {
  const areNamed = !isNumbered(learned.classes) && !isNumbered(asked.classes);
  const otherClass = areNamed ? asked.classes.find((name, place) => name !== learned.classes[place]) : undefined;
  const { columns } = learned;
  const moved = asked.columns.find((name, place) => name !== columns[place] && columns.includes(name));
  if (otherClass === undefined && moved === undefined) return;
  const [what, name] = otherClass === undefined ? ['input', moved] : ['class', otherClass];
  throw new LaminaError(
    'conflict',
    `The ${what} "${name}" of "${asked.name}" is not the one that stands at its place in "${learned.name}", on which this run was trained.`,
    'Import the data with the same classes and columns, in the same order.',
  );
}

function isNumbered(classes: readonly string[]): boolean {
  return classes.every((name, label) => name === String(label));
}

function predicting(count: number): string {
  return count === 1 ? 'has one number to be predicted' : `has ${count.toLocaleString('en')} numbers to be predicted`;
}
