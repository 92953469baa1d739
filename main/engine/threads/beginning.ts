import type { TrainingConfig } from '#core/contract/config.ts';
import { measureInputs } from '#core/data/preparation.ts';
import { splitExamples } from '#core/data/split.ts';
import type { RunStart } from './protocol.ts';
import { splitBasis, toExamples, type SharedTable } from './table.ts';

/** Divides a table for a run that begins, and measures its inputs on what is to be learned from. */
export function beginning(table: SharedTable, config: TrainingConfig): RunStart {
  const split = splitExamples(splitBasis(table), config);
  const examples = toExamples(table, config.preparation, null);
  return { split, statistics: measureInputs(config.preparation, examples, split.train) };
}
