import type { DatasetForm, ToyName, ToySource } from '../../contract/dataset.ts';
import { Random } from '../../tensor/random.ts';
import type { ExampleSet } from '../examples.ts';
import { toyShapes } from './shapes.ts';

/** Goes up whenever the same seed begins to give other numbers: what another version made is another dataset. */
export const toyVersion = 1;

/** What a toy dataset is made from; what is left out is as in the built-in one. */
export function toySource(
  name: ToyName,
  {
    noise,
    count,
    seed = 1,
  }: { noise?: number | undefined; count?: number | undefined; seed?: number | undefined } = {},
): ToySource {
  const { usual } = toyShapes[name];
  return { kind: 'toy', name, version: toyVersion, noise: noise ?? usual.noise, count: count ?? usual.count, seed };
}

/** What a toy dataset is like before it is made. */
export function toyForm(name: ToyName): DatasetForm {
  const { columns, classes, targets } = toyShapes[name];
  return {
    kind: 'table',
    shape: [1, columns.length],
    columns: [...columns],
    classes: [...classes],
    targets: [...targets],
    testCount: 0,
  };
}

/** Makes a toy dataset: the same for the same source on every host. Each example depends on no other. */
export function makeToy({ name, noise, count, seed }: ToySource): ExampleSet {
  const form = toyForm(name);
  const { columns, classes, targets } = form;
  const inputs = new Float32Array(count * columns.length);
  const labels = new Uint8Array(classes.length > 0 ? count : 0);
  const values = new Float32Array(count * targets.length);
  for (let index = 0; index < count; index++) {
    const example = toyShapes[name].example(index, noise, new Random(seed, 'toy', name, index));
    inputs.set(example.inputs, index * columns.length);
    if (example.label !== undefined) labels[index] = example.label;
    if (example.values) values.set(example.values, index * targets.length);
  }
  return { ...form, count, inputs, labels, values };
}

/** A name for a dataset that is not the built-in one, as in "Spirals, noise 0.2, 500 examples, seed 3". */
export function toyTitle({ name, noise, count, seed }: ToySource): string {
  return `${toyShapes[name].title}, noise ${noise}, ${count.toLocaleString('en')} examples, seed ${seed}`;
}
