import { Random } from '../tensor/random.ts';
import { hasTargets, type ExampleTable } from './examples.ts';

/** A table of the examples that `order` numbers, in its order. */
export function pickExamples(table: ExampleTable, order: Uint32Array): ExampleTable {
  const { features, scale, statistics } = table;
  const inputs = pickRows(table.inputs, order, features);
  const common = { count: order.length, features, inputs, scale, ...(statistics && { statistics }) };
  if (!hasTargets(table)) return { ...common, classes: table.classes, labels: pickRows(table.labels, order, 1) };
  return { ...common, outputs: table.outputs, targets: pickRows(table.targets, order, table.outputs) };
}

/** Rows of `[count × width]`, in the order that numbers them. */
function pickRows<Numbers extends Uint8Array | Float32Array>(values: Numbers, order: Uint32Array, width: number) {
  const picked = new (values.constructor as new (length: number) => Numbers)(order.length * width);
  order.forEach((row, place) => picked.set(values.subarray(row * width, (row + 1) * width), place * width));
  return picked;
}

/** At most so many of some examples: all of them, or such as are drawn at random, always the same. */
export function sampleOf(order: Uint32Array, most: number): Uint32Array {
  if (order.length <= most) return order;
  return new Random(0, 'sample').shuffle(order.slice()).slice(0, most);
}
