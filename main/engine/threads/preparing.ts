import type { InputStatistics } from '#core/data/examples.ts';
import type { Network } from '#core/network/network.ts';
import type { Arena, Floats } from '#core/tensor/arena.ts';

/** What a run does to the inputs of the first `rows` examples before its network, in place. */
export type Prepare = (inputs: Floats, rows: number) => void;

/** Its preparation, of inputs in the arena of the network. */
export function preparation(statistics: InputStatistics | null, { kernels, design }: Network, arena: Arena): Prepare {
  if (!statistics) return () => undefined;
  const offset = arena.floats(design.inputs);
  const factor = arena.floats(design.inputs);
  offset.set(statistics.offset);
  factor.set(statistics.factor);
  return (inputs, rows) => kernels.prepare(inputs, offset, factor, rows, design.inputs);
}
