import { splitExamples } from '#core/data/split.ts';
import { checkGradients } from '#core/training/gradientCheck.ts';
import { requireHash } from '../weightsHash.ts';
import type { AssistantTasks } from './protocol.ts';
import { toExamples } from './table.ts';

type Task = AssistantTasks['check-gradients'];

/** Checks the gradients of a batch of the training part, the first of it. `progress` is told at most 100 times. */
export function checkOnTable(
  { design, config, table, weights, batch, sample }: Task['input'],
  progress: (done: number) => void,
): Task['output'] {
  if (weights) requireHash(weights.parameters, weights.hash);
  const examples = toExamples(table);
  const order = splitExamples(examples.count, config).train.slice(0, batch);
  let told = 0;
  const layers = checkGradients({
    design,
    config,
    examples,
    batch: order,
    ...(weights && { parameters: weights.parameters }),
    sample,
    progress(done) {
      if (done < told + 0.01) return;
      told = done;
      progress(done);
    },
  });
  return { layers, examples: order.length };
}
