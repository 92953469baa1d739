import { optimizerTitles, statusNames } from '#core/analysis/words.ts';
import { describeDesign } from '#core/contract/design.ts';
import type { RunSummary } from '#core/contract/run.ts';

/** Runs in which every word of the search is found: in the name, design, dataset, optimizer or status. */
export function searchRuns(runs: readonly RunSummary[], search: string): readonly RunSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return runs;
  return runs.filter((run) => {
    const text = searchText(run);
    return words.every((word) => text.includes(word));
  });
}

function searchText(run: RunSummary): string {
  const { optimizer } = run.config;
  return [
    run.id,
    run.name,
    statusNames[run.status],
    run.dataset.name,
    describeDesign(run.design),
    optimizerTitles[optimizer.name],
  ]
    .join('\n')
    .toLowerCase();
}
