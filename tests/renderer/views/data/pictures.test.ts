import { describe, expect, it } from 'vitest';
import type { DatasetSample } from '#core/contract/dataset.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { Pictures } from '#renderer/views/data/pictures.svelte.ts';
import { settle } from '../../state/fakeEngine.ts';

/** Pictures of one pixel, whose value and label are their index. */
function sample(indices: readonly number[]): DatasetSample {
  return {
    shape: [1, 1],
    indices: [...indices],
    labels: [...indices],
    pixels: Uint8Array.from(indices),
    inputs: [],
    targets: [],
  };
}

describe('pictures', () => {
  it('are asked for once, and kept', async () => {
    const asked: number[][] = [];
    const pictures = new Pictures(1, (indices) => {
      asked.push([...indices]);
      return Promise.resolve(sample(indices));
    });
    pictures.want([3, 4]);
    await settle();
    pictures.want([4, 5]);
    await settle();
    expect(asked).toEqual([[3, 4], [5]]);
    expect(pictures.get(4)).toEqual({ index: 4, label: 4, pixels: Uint8Array.of(4) });
    expect(pictures.version).toBe(2);
  });

  it('that are no longer wanted when their turn comes are passed over', async () => {
    const asked: number[][] = [];
    let answer: () => void = () => undefined;
    const pictures = new Pictures(1, (indices) => {
      asked.push([...indices]);
      return new Promise((resolve) => (answer = () => resolve(sample(indices))));
    });
    for (const index of [1, 2, 3]) pictures.want([index]);
    answer();
    await settle();
    expect(asked).toEqual([[1], [3]]);
  });

  it('that are large come few at a time, and the oldest make room', async () => {
    const asked: number[] = [];
    const pictures = new Pictures(2 ** 22, (indices) => {
      asked.push(indices.length);
      return Promise.resolve(sample(indices));
    });
    for (let from = 0; from < 20; from += 2) {
      pictures.want([from, from + 1]);
      await settle();
    }
    expect(Math.max(...asked)).toBe(1);
    expect(pictures.get(0)).toBeUndefined();
    expect(pictures.get(19)).toBeDefined();
  });

  it('that cannot be had are told of, and tried again when they are wanted again', async () => {
    let fails = true;
    const pictures = new Pictures(1, (indices) =>
      fails ? Promise.reject(new LaminaError('workspace', 'The disk is gone.')) : Promise.resolve(sample(indices)),
    );
    pictures.want([1]);
    await settle();
    expect(pictures.problem).toBe('The disk is gone.');
    fails = false;
    pictures.want([1]);
    await settle();
    expect(pictures.problem).toBeNull();
    expect(pictures.get(1)?.label).toBe(1);
  });
});
