import { describe, expect, it } from 'vitest';
import { commonest, describeMoment, formatShort, layerName } from '#renderer/views/workbench/inside/words.ts';

describe('the moment of a look', () => {
  it.each([
    [{ step: 1231, epoch: 2.4, live: true }, 'As of batch 1,231, epoch 3 (live)'],
    [{ step: 1500, epoch: 3, live: true }, 'As of batch 1,500, after epoch 3 (live)'],
    [{ step: 4690, epoch: 5, live: false }, 'As of batch 4,690, after epoch 5 (checkpoint)'],
    [{ step: 9, epoch: Infinity, live: false }, 'As of batch 9 (checkpoint)'],
    [{ step: 0, epoch: 0, live: true }, 'As it was before the first batch (live)'],
  ])('%o', (moment, text) => {
    expect(describeMoment(moment)).toBe(text);
  });
});

describe('numbers beside a picture', () => {
  it.each([
    [0, '0'],
    [-0.1234, '−0.12'],
    [1234, '1200'],
    [0.00012345, '1.2e−4'],
    [123456, '1.2e5'],
    [Infinity, '∞'],
    [NaN, 'not a number'],
  ])('%d is written %s', (value, text) => {
    expect(formatShort(value)).toBe(text);
  });
});

it('the last layer is the output layer, however many there are', () => {
  expect([0, 1, 2].map((index) => layerName(index, 3))).toEqual([
    'hidden layer 1',
    'hidden layer 2',
    'the output layer',
  ]);
  expect(layerName(0, 1)).toBe('the output layer');
});

it('the commonest numbers are those of the fullest bin', () => {
  const bins = { from: -1, to: 1, counts: Uint32Array.of(1, 6, 2, 1), nonFinite: 3 };
  expect(commonest(bins)).toEqual({ from: -0.5, to: 0, share: 0.6 });
  expect(commonest({ ...bins, counts: new Uint32Array(4) })).toBeNull();
});
