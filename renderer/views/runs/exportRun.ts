import type { RunSummary } from '#core/contract/run.ts';
import { plainName, saveFile } from '../../components/saveFile.ts';
import type { Session } from '../../state/session.svelte.ts';

export const exportFormats = { safetensors: 'Weights as safetensors', json: 'Weights as JSON' } as const;
export type ExportFormat = keyof typeof exportFormats;

/** Saves the parameters of a run's newest checkpoint as a file. What goes wrong is told in a notice. */
export async function exportRun(session: Session, run: RunSummary, format: ExportFormat): Promise<void> {
  const exported = await session.request('runs.export', { run: run.id, format });
  if (!exported) return;
  const type = format === 'json' ? 'application/json' : 'application/octet-stream';
  saveFile(new Blob([Uint8Array.from(exported.bytes)], { type }), fileName(run, exported.checkpoint.epoch, format));
}

/** A name that every file system takes, as in "wide-try-epoch-5.safetensors". */
export function fileName(run: Pick<RunSummary, 'id' | 'name'>, epoch: number, format: ExportFormat): string {
  const stem = plainName(run.name) || `run-${run.id}`;
  return `${stem}-epoch-${epoch}.${format}`;
}
