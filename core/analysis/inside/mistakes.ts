import type { Mistake } from '../../contract/inside.ts';

/** What a network has said of some examples; all lists are of one length. */
export interface Answers {
  /** Their numbers in the dataset. */
  examples: Uint32Array;
  /** Classes; null for a regression. */
  truth: Uint8Array | null;
  said: Uint32Array | null;
  /** The output for the class that was said; of a regression, how far it is off. */
  certainty: Float32Array;
  /** Of a regression, `[examples × numbers]`: the first numbers that were predicted for each; null for a classification. */
  predicted: Float32Array | null;
}

/** counts[truth][said] of so many classes; empty for a regression. */
export function confusionOf({ truth, said }: Answers, classes: number): number[][] {
  if (!truth || !said) return [];
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  truth.forEach((label, place) => counts[label][said[place]]++);
  return counts;
}

/** The mistakes that were made with the most certainty, that one first, at most `most`; of a regression the largest errors. */
export function worstMistakes(answers: Answers, most: number): Mistake[] {
  const { truth, said, certainty } = answers;
  const isMistake = (place: number) => !truth || !said || truth[place] !== said[place];
  return mostCertain(answers, [...certainty.keys()].filter(isMistake), most);
}

/** The answers in one cell of the confusion matrix, the most certain first, and how many there are in all. */
export function answersOfCell(
  answers: Answers,
  cell: { truth: number; said: number },
  most: number,
): { total: number; mistakes: Mistake[] } {
  const { truth, said, certainty } = answers;
  const isThere = (place: number) => truth?.[place] === cell.truth && said?.[place] === cell.said;
  const places = [...certainty.keys()].filter(isThere);
  return { total: places.length, mistakes: mostCertain(answers, places, most) };
}

/** What is not a number comes first: nothing can be further off. Of equals the one that was asked first. */
function mostCertain(
  { examples, truth, said, certainty, predicted }: Answers,
  places: number[],
  most: number,
): Mistake[] {
  const rank = (place: number) => (Number.isNaN(certainty[place]) ? Infinity : certainty[place]);
  // Not their difference, which of two infinities is none.
  const order = (a: number, b: number) => (rank(a) === rank(b) ? a - b : rank(a) < rank(b) ? 1 : -1);
  const numbers = predicted ? predicted.length / examples.length : 0;
  return places
    .sort(order)
    .slice(0, most)
    .map((place) => ({
      example: examples[place],
      truth: truth?.[place] ?? null,
      said: said?.[place] ?? null,
      certainty: certainty[place],
      predicted: predicted && [...predicted.subarray(place * numbers, (place + 1) * numbers)],
    }));
}
