import type { Dataset } from '#core/contract/dataset.ts';
import type { ChunkPart, DatasetStore } from '../store/datasets.ts';
import type { SharedTable } from './threads/table.ts';

/** So large that a dataset has few of them, so small that reading or writing one is over in a millisecond or two. */
const chunkBytes = 2 ** 20;

/** Puts a table into the store, chunk by chunk, with other work of the engine between. */
export async function writeTable(store: DatasetStore, id: string, table: SharedTable): Promise<void> {
  for (const part of parts) {
    const bytes = new Uint8Array(table[part]);
    for (let position = 0; position < bytes.length; position += chunkBytes) {
      store.addChunk(id, part, position, bytes.slice(position, position + chunkBytes));
      await otherWork();
    }
  }
}

/** The table of a dataset that is `ready`, in memory that threads share. */
export async function readTable(store: DatasetStore, dataset: Dataset): Promise<SharedTable> {
  const { id, kind, count, shape, classes, targets, testCount } = dataset;
  const features = shape[0] * shape[1];
  const table: SharedTable = {
    count,
    features,
    inputs: new SharedArrayBuffer(count * features * (kind === 'pictures' ? 1 : 4)),
    arePictures: kind === 'pictures',
    classes: classes.length,
    labels: new SharedArrayBuffer(targets.length > 0 ? 0 : count),
    outputs: targets.length,
    targets: new SharedArrayBuffer(4 * count * targets.length),
    testCount,
  };
  for (const part of parts) {
    const into = new Uint8Array(table[part]);
    for (const position of store.chunkPositions(id, part)) {
      into.set(store.chunk(id, part, position), position);
      await otherWork();
    }
  }
  return table;
}

const parts = ['inputs', 'labels', 'targets'] as const satisfies ChunkPart[];

/** Lets the engine answer what has come in meanwhile. */
function otherWork(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
