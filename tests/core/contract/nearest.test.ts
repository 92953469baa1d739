import { describe, expect, it } from 'vitest';
import { editDistance, nearestWord } from '#core/contract/nearest.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['relu', 'relu', 0],
    ['relu', 'rleu', 1],
    ['kitten', 'sitting', 3],
    ['adam', 'sgd', 4],
  ])('from %j to %j is %i', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
    expect(editDistance(to, from)).toBe(distance);
  });
});

describe('nearestWord', () => {
  it('names a word that is alike, whatever its case, and none that is not', () => {
    expect(nearestWord('Sigmod', ['relu', 'sigmoid'])).toBe('sigmoid');
    expect(nearestWord('q', ['relu', 'sigmoid'])).toBeNull();
    expect(nearestWord('onnx', ['json', 'safetensors'])).toBeNull();
    expect(nearestWord('x', [])).toBeNull();
  });
});
