import { describe, expect, it } from 'vitest';
import { answersOfCell, confusionOf, worstMistakes, type Answers } from '#core/analysis/inside/mistakes.ts';

const answers: Answers = {
  examples: Uint32Array.of(70, 71, 72, 73, 74, 75),
  truth: Uint8Array.of(0, 1, 1, 2, 2, 1),
  said: Uint32Array.of(0, 1, 2, 2, 0, 2),
  certainty: Float32Array.of(0.5, 0.75, 0.25, 0.5, 0.625, 0.875),
  predicted: null,
};
const regression: Answers = {
  examples: Uint32Array.of(5, 3, 9, 1),
  truth: null,
  said: null,
  certainty: Float32Array.of(0.5, 2, NaN, 2),
  predicted: Float32Array.of(10, 11, 20, 21, 30, 31, 40, 41),
};

it('the confusion has a row for each truth, with a count for each class that was said', () => {
  expect(confusionOf(answers, 3)).toEqual([
    [1, 0, 0],
    [0, 1, 2],
    [1, 0, 1],
  ]);
  expect(confusionOf(regression, 0)).toEqual([]);
});

describe('the worst mistakes', () => {
  it('are those that were made with the most certainty', () => {
    expect(worstMistakes(answers, 2)).toEqual([
      { example: 75, truth: 1, said: 2, certainty: 0.875, predicted: null },
      { example: 74, truth: 2, said: 0, certainty: 0.625, predicted: null },
    ]);
    expect(worstMistakes(answers, 100).map(({ example }) => example)).toEqual([75, 74, 72]);
  });

  it('of a regression are the largest errors, with what was predicted, and those that are no number before them', () => {
    const mistakes = worstMistakes(regression, 3);
    expect(mistakes.map(({ example }) => example)).toEqual([9, 3, 1]);
    expect(mistakes[1]).toEqual({ example: 3, truth: null, said: null, certainty: 2, predicted: [20, 21] });
  });
});

it('a cell has its examples, right answers too, and counts those that are not told', () => {
  const told = answersOfCell(answers, { truth: 1, said: 2 }, 1);
  expect(told).toEqual({ total: 2, mistakes: [{ example: 75, truth: 1, said: 2, certainty: 0.875, predicted: null }] });
  expect(answersOfCell(answers, { truth: 2, said: 2 }, 9).mistakes).toMatchObject([{ example: 73 }]);
  expect(answersOfCell(answers, { truth: 0, said: 2 }, 9)).toEqual({ total: 0, mistakes: [] });
  expect(answersOfCell(regression, { truth: 0, said: 0 }, 9).total).toBe(0);
});
