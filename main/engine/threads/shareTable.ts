import { mostClasses, type DatasetForm } from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { ExampleSet } from '#core/data/examples.ts';
import { hashExamples } from '../hashExamples.ts';
import type { MadeTable } from './protocol.ts';

/** Examples whose numbers lie in memory that threads share. */
interface SharedExamples extends ExampleSet {
  inputs: Uint8Array<SharedArrayBuffer> | Float32Array<SharedArrayBuffer>;
  labels: Uint8Array<SharedArrayBuffer>;
  values: Float32Array<SharedArrayBuffer>;
}

/** Examples as they are kept and handed out, copied into memory that threads share. */
export function shared(examples: ExampleSet): MadeTable {
  const { inputs } = examples;
  return described({
    ...examples,
    inputs: inputs instanceof Uint8Array ? sharedBytes(inputs) : sharedFloats(inputs),
    labels: sharedBytes(examples.labels),
    values: sharedFloats(examples.values),
  });
}

/** The same of examples that lie in such memory already. Throws `bad-file` when they have too many classes. */
export function described(examples: SharedExamples): MadeTable {
  const { kind, shape, columns, classes, targets, testCount, count, inputs, labels, values } = examples;
  requireFewClasses(classes.length);
  const form: DatasetForm = { kind, shape, columns, classes, targets, testCount };
  const classCounts = new Array<number>(classes.length).fill(0);
  for (const label of labels) classCounts[label]++;
  const table = {
    count,
    features: shape[0] * shape[1],
    inputs: inputs.buffer,
    arePictures: kind === 'pictures',
    classes: classes.length,
    labels: labels.buffer,
    outputs: targets.length,
    targets: values.buffer,
    testCount,
  };
  return { ...form, table, classCounts, hash: hashExamples(form, count, [inputs, labels, values].map(bytesIn)) };
}

/** Classes that have no names of their own. */
export function numberedClasses(count: number): string[] {
  return Array.from({ length: count }, (_, label) => String(label));
}

function requireFewClasses(count: number): void {
  if (count <= mostClasses) return;
  throw new LaminaError(
    'bad-file',
    `These examples are of ${count.toLocaleString('en')} classes; at most ${mostClasses} can be told apart.`,
    'Choose another column for the classes, or put classes together. Numbers to be predicted are for a regression.',
  );
}

function bytesIn({ buffer }: { buffer: SharedArrayBuffer }): Uint8Array {
  return new Uint8Array(buffer);
}

function sharedBytes(bytes: Uint8Array): Uint8Array<SharedArrayBuffer> {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

function sharedFloats(floats: Float32Array): Float32Array<SharedArrayBuffer> {
  const copy = new Float32Array(new SharedArrayBuffer(4 * floats.length));
  copy.set(floats);
  return copy;
}
