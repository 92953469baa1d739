import { builtInDigits, toyNames, type DigitsSource } from '#core/contract/dataset.ts';
import { pictureSide } from '#core/data/centre.ts';
import { builtInDigitsSource } from '#core/data/sources.ts';
import { toyForm, toySource } from '#core/data/toy/generator.ts';
import { toyShapes } from '#core/data/toy/shapes.ts';
import type { NewDataset } from '../store/datasets.ts';
import type { Store } from '../store/store.ts';
import { newId } from './ids.ts';

/** Digits as the generator makes them, before they are made. */
export function digitsDataset(id: string, name: string, source: DigitsSource): NewDataset {
  return {
    id,
    name,
    source,
    kind: 'pictures',
    count: source.count,
    shape: [pictureSide, pictureSide],
    columns: [],
    classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
    targets: [],
    testCount: 0,
    licence: null,
  };
}

/** The datasets that come with the program. They cost nothing until they are made, which is when they are first used. */
const builtIns: readonly NewDataset[] = [
  digitsDataset(builtInDigits, 'Built-in digits', builtInDigitsSource),
  ...toyNames.map((name) => {
    const source = toySource(name);
    return { id: name, name: toyShapes[name].title, source, ...toyForm(name), count: source.count, licence: null };
  }),
];

/** A dataset made by an earlier program keeps its runs, under another id; the newer one takes the usual id. */
export function addBuiltIns(store: Store): void {
  store.transaction(() => builtIns.forEach((dataset) => addBuiltIn(store, dataset)));
}

function addBuiltIn(store: Store, dataset: NewDataset): void {
  const { id, source } = dataset;
  const existing = store.datasets.get(id);
  if (existing && JSON.stringify(existing.source) === JSON.stringify(source)) return;
  if (existing) store.datasets.changeId(id, `${id}-${newId()}`, `${existing.name} (earlier)`);
  store.datasets.add(dataset);
}
