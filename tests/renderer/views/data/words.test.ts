import { expect, it } from 'vitest';
import { exportName } from '#renderer/views/data/exporting.svelte.ts';
import { fitted } from '#renderer/views/data/paintWall.ts';
import { describeLicence, describeSource, describeTestPart } from '#renderer/views/data/words.ts';

it('a source is told in words', () => {
  expect(describeSource({ kind: 'toy', name: 'xor', version: 1, noise: 0.1, count: 5, seed: 3 })).toBe(
    'Made by Lamina: noise 0.1, seed 3',
  );
  expect(describeSource({ kind: 'csv', file: 'iris.csv' })).toBe('Table iris.csv');
});

it('a licence is known, not needed or not known', () => {
  expect(describeLicence({ licence: 'CC BY 4.0', source: { kind: 'csv', file: 'a' } })).toBe('CC BY 4.0');
  expect(describeLicence({ licence: null, source: { kind: 'csv', file: 'a' } })).toBe('Not known');
  expect(describeLicence({ licence: null, source: { kind: 'digits', version: 1, count: 1, seed: 1 } })).toMatch(
    /made on this computer/,
  );
});

it('a test part is counted', () => {
  expect(describeTestPart({ testCount: 10_000 })).toBe('The last 10,000');
  expect(describeTestPart({ testCount: 0 })).toBe('None');
});

it('a file is named after its dataset, whatever that is called', () => {
  expect(exportName({ id: 'x', name: 'Noisy plane' }, 'csv')).toBe('noisy-plane.csv');
  expect(exportName({ id: 'ab-1', name: '../..' }, 'labels')).toBe('dataset-ab-1-labels-idx1-ubyte');
});

it('a picture fills a square as far as whole pixels let it', () => {
  expect(fitted([28, 28], 56)).toEqual({ width: 56, height: 56, isEnlarged: true });
  expect(fitted([20, 10], 56)).toEqual({ width: 20, height: 40, isEnlarged: true });
  expect(fitted([112, 56], 56)).toEqual({ width: 28, height: 56, isEnlarged: false });
});
