import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseIdxPair, writeIdxImages, writeIdxLabels } from '#core/data/formats/idx.ts';
import { inspectIdx, readIdx, type IdxFiles } from '#main/engine/importing/idx.ts';
import { openBytes } from '#main/engine/importing/source.ts';
import { Collected } from './collect.ts';

function pair(count: number, [height, width] = [28, 20], name = 'train') {
  const pixels = Uint8Array.from({ length: count * height * width }, (_, i) => i % 251);
  const labels = Uint8Array.from({ length: count }, (_, i) => [4, 0, 2][i % 3]);
  return {
    images: { name: `${name}-images`, bytes: writeIdxImages({ count, height, width, pixels }) },
    labels: { name: `${name}-labels`, bytes: writeIdxLabels(labels) },
  };
}

function sources({ images, labels }: ReturnType<typeof pair>, change = (bytes: Uint8Array) => bytes): IdxFiles {
  return { images: openBytes(images.name, change(images.bytes)), labels: openBytes(labels.name, change(labels.bytes)) };
}

describe('reading IDX files in a stream', () => {
  it.each([
    ['plain', (bytes: Uint8Array) => bytes],
    ['gzip', (bytes: Uint8Array) => gzipSync(bytes)],
  ])('reads what the whole-file reader reads: %s', async (_, change) => {
    const files = pair(4000);
    const whole = parseIdxPair(files.images, files.labels);
    const sink = new Collected();
    const read = await readIdx(sources(files, change), sink);
    expect(read).toEqual({
      kind: 'pictures',
      count: 4000,
      testCount: 0,
      shape: whole.shape,
      classes: ['0', '1', '2', '3', '4'],
      classCounts: [1333, 0, 1333, 0, 1334],
    });
    expect(Buffer.compare(sink.bytes('inputs'), whole.inputs as Uint8Array)).toBe(0);
    expect(sink.bytes('labels')).toEqual(whole.labels);
    expect(sink.parts.inputs.length).toBeGreaterThan(2);
    expect(sink.shares).toEqual([...sink.shares].sort((a, b) => a - b));
    expect(sink.shares.at(-1)).toBe(1);
  });

  it('takes a second pair as the test part, the last of all', async () => {
    const [train, test] = [pair(5), pair(3, [28, 20], 't10k')];
    const sink = new Collected();
    const files = { ...sources(train), test: sources(test, (bytes) => gzipSync(bytes)) };
    expect(await readIdx(files, sink)).toMatchObject({ count: 8, testCount: 3, classCounts: [3, 0, 2, 0, 3] });
    expect([...sink.bytes('labels')]).toEqual([4, 0, 2, 4, 0, 4, 0, 2]);
    expect(sink.bytes('inputs').length).toBe(8 * 28 * 20);
    expect(await inspectIdx(files)).toMatchObject({ count: 8, testCount: 3, shape: [28, 20] });
  });

  it('shows the first pictures', async () => {
    const files = pair(1000);
    const { preview } = await inspectIdx(sources(files, (bytes) => gzipSync(bytes)));
    expect(preview.labels).toEqual(Array.from({ length: 20 }, (_, i) => [4, 0, 2][i % 3]));
    expect(preview.pixels).toEqual(files.images.bytes.subarray(16, 16 + 20 * 28 * 20));
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const sink = new Collected(stop.signal);
    sink.write = () => stop.abort();
    await expect(readIdx(sources(pair(1000)), sink)).rejects.toThrow('aborted');
  });
});
