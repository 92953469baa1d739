import type { TrainingConfig } from '#core/contract/config.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import type { Design } from '#core/contract/design.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { setupProblems, splitCounts } from '#core/contract/setup.ts';
import { largestArenaBytes } from '#core/tensor/arena.ts';
import { trainingBytes } from '#core/training/memory.ts';

/** Throws `bad-setup`, with every reason, when a design cannot be trained on a dataset, or not in the memory there is. */
export function requireTrainable(design: Design, config: TrainingConfig, dataset: Dataset): void {
  const problems = setupProblems(design, config, dataset);
  if (problems.length > 0) {
    throw new LaminaError(
      'bad-setup',
      problems.map(({ message }) => message).join(' '),
      'Change the setup and start again.',
    );
  }
  requireMemory(bytesFor(design, config, dataset));
}

function bytesFor(design: Design, config: TrainingConfig, dataset: Dataset): number {
  return trainingBytes(design, config, {
    all: dataset.count,
    ...splitCounts(dataset, config),
    shape: dataset.shape,
    targets: dataset.targets.length,
    bytesPerInput: dataset.kind === 'pictures' ? 1 : 4,
  });
}

function requireMemory(bytes: number): void {
  if (bytes <= largestArenaBytes) return;
  const megabytes = (value: number) => `${Math.ceil(value / 2 ** 20).toLocaleString('en')} MB`;
  throw new LaminaError(
    'bad-setup',
    `Training this network needs ${megabytes(bytes)} of memory; the limit is ${megabytes(largestArenaBytes)}.`,
    'Use fewer units, a smaller batch or fewer examples.',
  );
}
