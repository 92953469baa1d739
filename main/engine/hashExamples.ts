import { createHash } from 'node:crypto';
import type { DatasetForm } from '#core/contract/dataset.ts';

/**
 * SHA-256 of all that makes examples what they are: their form, then the bytes of their inputs, labels and targets, in
 * pieces of any length. Pictures in numbered classes, which is what earlier versions had, keep the hash that those gave
 * them.
 */
export function hashExamples(form: DatasetForm, count: number, bytes: Iterable<Uint8Array>): string {
  const { kind, shape, columns, classes, targets, testCount } = form;
  const isNumbered = classes.every((name, label) => name === String(label));
  const isOfOld = kind === 'pictures' && isNumbered && targets.length === 0 && testCount === 0;
  const hash = createHash('sha256').update(`${count} × ${shape.join(' × ')}\n`);
  if (!isOfOld) hash.update(`${JSON.stringify({ kind, shape, columns, classes, targets, testCount })}\n`);
  for (const piece of bytes) hash.update(piece);
  return hash.digest('hex');
}
