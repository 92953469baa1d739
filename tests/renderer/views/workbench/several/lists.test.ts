import { describe, expect, it } from 'vitest';
import { readNumberList } from '#renderer/views/workbench/several/lists.ts';

const seeds = { minimum: 0, maximum: Number.MAX_SAFE_INTEGER, whole: true };
const rates = { minimum: 1e-9, maximum: 1000, whole: false };

describe('a list of whole numbers', () => {
  it.each([
    ['7', [7]],
    ['1-5', [1, 2, 3, 4, 5]],
    [' 1, 2 ,7 ', [1, 2, 7]],
    ['1;2 3', [1, 2, 3]],
    ['1 - 3, 8', [1, 2, 3, 8]],
    ['1 to 3', [1, 2, 3]],
    ['1..3', [1, 2, 3]],
    ['1…3', [1, 2, 3]],
    ['3–1', [3, 2, 1]],
    ['5, 1-5, 5', [5, 1, 2, 3, 4]],
    ['1e3', [1000]],
  ])('reads %s', (text, values) => expect(readNumberList(text, seeds, 200)).toEqual({ values }));

  it.each([
    '',
    ' , ',
    'many',
    '1.5',
    '-3',
    '1, -3',
    '1-',
    '1-2-3',
    'NaN',
    'Infinity',
    '1e99',
    '<b>',
    '9007199254740993-',
  ])('refuses %s, and says what is allowed', (text) => {
    const read = readNumberList(text, seeds, 200);
    expect(read).toEqual({ problem: expect.stringContaining('A whole number from 0 to') as string });
  });

  it('refuses more than may be, without making them', () => {
    const problem = { problem: 'At most 200 values.' };
    expect(readNumberList('1-201', seeds, 200)).toEqual(problem);
    expect(readNumberList('0-9007199254740991', seeds, 200)).toEqual(problem);
    expect(readNumberList('1-150 200-300', seeds, 200)).toEqual(problem);
    expect(readNumberList('1-200', seeds, 200)).toHaveProperty('values.length', 200);
  });
});

describe('a list of numbers', () => {
  it.each([
    ['0.1, 0.01', [0.1, 0.01]],
    ['1e-3 1e-4', [0.001, 0.0001]],
    ['0.10;0.1', [0.1]],
  ])('reads %s', (text, values) => expect(readNumberList(text, rates, 200)).toEqual({ values }));

  it.each(['0', '0.1-0.5', '-1', '0.1, x', '1001'])('refuses %s', (text) =>
    expect(readNumberList(text, rates, 200)).toEqual({
      problem: expect.stringContaining('A number from 1e-9 to 1,000') as string,
    }),
  );
});
