import { optimizerTitles, statusNames } from '#core/analysis/words.ts';
import { activeStatuses, bundledRun, type RunSummary } from '#core/contract/run.ts';

export type Column =
  'name' | 'status' | 'dataset' | 'design' | 'optimizer' | 'epochs' | 'accuracy' | 'loss' | 'seconds' | 'createdAt';

export interface Order {
  column: Column;
  descending: boolean;
}

/** What the column shows of a run, for ordering; null where there is nothing to show. */
function sortKey(run: RunSummary, column: Column): string | number | null {
  switch (column) {
    case 'name':
      return run.name.toLowerCase();
    case 'status':
      return statusNames[run.status];
    case 'dataset':
      return run.dataset.name.toLowerCase();
    case 'design':
      return run.parameters;
    case 'optimizer':
      return `${optimizerTitles[run.config.optimizer.name]} ${run.config.optimizer.learningRate.toFixed(12)}`;
    case 'epochs':
      return run.epochs;
    case 'accuracy':
      return run.best?.test.accuracy ?? null;
    case 'loss':
      return run.best?.test.loss ?? null;
    case 'seconds':
      return run.seconds;
    case 'createdAt':
      return run.createdAt;
  }
}

/** Runs in order of a column. Those without a value come last, whichever way round; equals keep their order. */
export function orderRuns(runs: readonly RunSummary[], { column, descending }: Order): RunSummary[] {
  const keyed = runs.map((run) => ({ run, key: sortKey(run, column) }));
  const direction = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === b.key) return 0;
    if (a.key === null || Number.isNaN(a.key)) return 1;
    if (b.key === null || Number.isNaN(b.key)) return -1;
    return a.key < b.key ? -direction : direction;
  });
  return keyed.map(({ run }) => run);
}

/** The bundled model stays, and a run that is going on must be stopped first. */
export function mayBeTrashed(run: RunSummary): boolean {
  return run.id !== bundledRun && !activeStatuses.includes(run.status);
}
