import { multiplicationCount, type Design } from '../contract/design.ts';
import { mostThreads } from '../contract/requests.ts';

/**
 * Multiplications of a batch's forward pass from which on threads are worth their while. Below, a core goes through
 * the whole step faster than two can pass the weights to and fro between their caches: measured on 784-128-10, two
 * threads took 1.3 times as long as one at batch 4 (0.4 million), and 0.9 times at batch 8.
 */
const leastMultiplications = 500_000;

/** How many of the threads that were asked for, or that the machine has, a training should use. */
export function usefulThreads(design: Design, batchSize: number, threads: number): number {
  if (batchSize * multiplicationCount(design) < leastMultiplications) return 1;
  return Math.min(threads, mostThreads);
}
