import type { EngineClient } from '#core/contract/client.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import type { Environment } from './environment.ts';

/** The dataset with its examples made, and how far that is shown. */
export async function preparedDataset(
  client: EngineClient,
  environment: Environment,
  dataset: Dataset,
): Promise<Dataset> {
  if (dataset.state === 'ready') return dataset;
  return showingTasks(client, environment, () => client.request('datasets.prepare', { dataset: dataset.id }));
}

/** Shows how far the engine's long tasks are while something is waited for. */
export async function showingTasks<Result>(
  client: EngineClient,
  { progress }: Environment,
  work: () => Promise<Result>,
): Promise<Result> {
  const end = client.on('task', ({ done, label }) => progress.show(done, label));
  try {
    return await work();
  } finally {
    end();
    progress.hide();
  }
}
