import type { Problem } from '#core/contract/errors.ts';
import type { ImportInspection, ImportSetup } from '#core/contract/importing.ts';
import type { Arrival, Kept } from '../importing/intake.ts';

/** Where it says nothing of its source, that is told by the names of the files. */
export type NewArrival = Omit<Arrival, 'source'> & Partial<Pick<Arrival, 'source'>>;

/** What an importer thread is started with. It does one task and ends; any message to it cancels that. */
export interface ImporterData {
  task: { kind: 'inspect' } | { kind: 'import'; arrival: NewArrival };
  setup: ImportSetup;
  /** The folder of what pages have handed over. */
  uploads: string;
}

export interface ImportResult extends Kept {
  /** Rows of a table left out for want of a value. */
  dropped: number;
}

export type ImporterResult = ImportInspection | ImportResult;

export type ImporterMessage = { progress: number } | { result: ImporterResult } | { problem: Problem };
