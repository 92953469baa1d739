import { checkGradients } from '#core/training/gradientCheck.ts';
import { requireHash } from '../weightsHash.ts';
import type { AssistantTasks } from './protocol.ts';
import { toExamples } from './table.ts';
import { beginning } from './beginning.ts';

type Task = AssistantTasks['check-gradients'];

/** Checks the gradients of a batch of the training part, the first of it. `progress` is told at most 100 times. */
export function checkOnTable(
  { design, config, table, start, weights, batch, sample }: Task['input'],
  progress: (done: number) => void,
): Task['output'] {
  if (weights) requireHash(weights.parameters, weights.hash);
  const { split, statistics } = start ?? beginning(table, config);
  const examples = toExamples(table, config.preparation, statistics);
  const order = split.train.slice(0, batch);
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
