import type { EngineClient } from '#core/contract/client.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { nearestWord } from '#core/contract/nearest.ts';
import { printable } from './output/table.ts';

/** The dataset that the user means, by id or else by exact name, in the trash only where it is looked for there. Throws a `LaminaError` when it is not there. */
export async function findDataset(
  client: EngineClient,
  named: string,
  { trashToo = false }: { trashToo?: boolean } = {},
): Promise<Dataset> {
  const all = await client.request('datasets.list', {});
  const choices = trashToo ? all : all.filter(({ trashedAt }) => trashedAt === null);
  return matchDataset(choices, named);
}

function matchDataset(datasets: readonly Dataset[], named: string): Dataset {
  const exact = datasets.find(({ id }) => id === named);
  if (exact !== undefined) return exact;
  const byName = datasets.filter(({ name }) => name === named);
  if (byName.length === 1) return byName[0];
  if (byName.length > 1) {
    const ids = byName.map(({ id }) => id).join(', ');
    throw new LaminaError(
      'conflict',
      `More than one dataset is called "${printable(named)}": ${ids}.`,
      'Name it by its id.',
    );
  }
  const nearest = nearestWord(
    named,
    datasets.flatMap(({ id, name }) => [id, name]),
  );
  const hint = 'lamina datasets lists them all.';
  throw new LaminaError(
    'not-found',
    `There is no dataset "${printable(named)}".`,
    nearest === null ? hint : `Did you mean "${printable(nearest)}"? ${hint}`,
  );
}
