import type { TrainingConfig } from '#core/contract/config.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import type { Design } from '#core/contract/design.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { bytesToTrain, largestTrainingBytes } from '#core/contract/memory.ts';
import { setupProblems } from '#core/contract/setup.ts';

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
  requireMemory(bytesToTrain(design, config, dataset));
}

function requireMemory(bytes: number): void {
  if (bytes <= largestTrainingBytes) return;
  const megabytes = (value: number) => `${Math.ceil(value / 2 ** 20).toLocaleString('en')} MB`;
  throw new LaminaError(
    'bad-setup',
    `Training this network needs ${megabytes(bytes)} of memory; the limit is ${megabytes(largestTrainingBytes)}.`,
    'Use fewer units, a smaller batch or fewer examples.',
  );
}
