import type { EngineClient } from '#core/contract/client.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { bundledRun, type RunSummary } from '#core/contract/run.ts';
import { nearestWord } from '#core/contract/nearest.ts';
import { printable } from './output/table.ts';

/** The id of the run that the user means. Throws a `LaminaError` when there is none, or more than one. */
export async function findRun(client: EngineClient, named: string): Promise<string> {
  if (named === bundledRun) return bundledRun;
  return matchRun(await client.request('runs.list', {}), named);
}

type NamedRun = Pick<RunSummary, 'id' | 'name'>;

/** By id, else by exact name, else by the beginning of an id. */
function matchRun(runs: readonly NamedRun[], named: string): string {
  const exact = runs.find((run) => run.id === named);
  if (exact !== undefined) return exact.id;
  const byName = runs.filter((run) => run.name === named);
  const matches = byName.length > 0 || named === '' ? byName : runs.filter((run) => run.id.startsWith(named));
  if (matches.length === 1) return matches[0].id;
  throw matches.length === 0 ? unknownRun(runs, named) : ambiguousRun(matches, named);
}

function unknownRun(runs: readonly NamedRun[], named: string): LaminaError {
  const nearest = nearestWord(named, [bundledRun, ...runs.flatMap((run) => [run.id, run.name])]);
  const hint = 'lamina runs lists them all.';
  return new LaminaError(
    'not-found',
    `There is no run "${printable(named)}".`,
    nearest === null ? hint : `Did you mean "${printable(nearest)}"? ${hint}`,
  );
}

function ambiguousRun(matches: readonly NamedRun[], named: string): LaminaError {
  const some = matches.slice(0, 5).map((run) => `${run.id} ("${printable(run.name)}")`);
  const more = matches.length > some.length ? ` and ${matches.length - some.length} more` : '';
  return new LaminaError(
    'conflict',
    `"${printable(named)}" could be any of ${some.join(', ')}${more}.`,
    'Name the run you mean by its id.',
  );
}
