import { applyChanges } from '#core/analysis/coach/changes.ts';
import type { Suggestion } from '#core/analysis/coach/suggest.ts';
import type { RunSummary } from '#core/contract/run.ts';
import type { SetupDataset } from '#core/contract/setup.ts';
import { takeSetup, type Draft } from '../draft.ts';

type ParentRun = Pick<RunSummary, 'id' | 'dataset' | 'design' | 'config'>;

/** The draft of the run that is suggested: all of its parent's setup with what is changed of it. */
export function childDraft(
  draft: Draft,
  run: ParentRun,
  { changes, epoch }: Pick<Suggestion, 'changes' | 'epoch'>,
  dataset: Pick<SetupDataset, 'shape' | 'classes' | 'targets'>,
): Draft {
  const { saved, dismissed, ...others } = draft;
  const fresh = { ...others, name: '', dataset: run.dataset.id, parent: { run: run.id, epoch } };
  return takeSetup(fresh, applyChanges(run, changes), dataset);
}
