import { describe, expect, it } from 'vitest';
import type { CurveSurface, RegionSurface } from '#core/contract/inside.ts';
import type { ShownExamples } from '#renderer/views/workbench/inside/surface/examples.ts';
import {
  classMarks,
  curveMarks,
  curveRows,
  curveSpan,
  describeRegions,
  regionRows,
  valueSpan,
} from '#renderer/views/workbench/inside/surface/surface.ts';

/** Left of the middle it says the first class, and right of it the second. */
const halves: RegionSurface = {
  kind: 'regions',
  x: [-1, 1],
  y: [0, 4],
  columns: 4,
  rows: 1,
  outputs: Float32Array.of(1, 0, 0.75, 0.25, 0.25, 0.75, 0, 1),
  outputValues: 2,
  hidden: [],
};

const line: CurveSurface = {
  kind: 'curve',
  inputs: Float32Array.from({ length: 11 }, (_, i) => i),
  outputs: Float32Array.from({ length: 11 }, (_, i) => 10 * i),
  hidden: [],
};

function examples(inputs: number[][], labels: number[], targets: number[][]): ShownExamples {
  const sample = {
    shape: [1, 2] as [number, number],
    indices: labels,
    labels,
    pixels: new Uint8Array(),
    inputs,
    targets,
  };
  return { sample, isLearned: inputs.map((_, i) => i === 0) };
}

describe('decision regions', () => {
  it('are described by how much of the plane each class takes', () => {
    expect(describeRegions(halves, ['no', 'yes'], { x: 'a', y: 'b' })).toBe(
      'Decision regions over a and b: no on 50.0%, yes on 50.0% of the plane',
    );
  });

  it('have a table of what is said at some places, the highest first', () => {
    const tall = { ...halves, columns: 1, rows: 4, y: [0, 4] as [number, number] };
    const { columns, rows } = regionRows(tall, (at) => String(tall.outputs[at]));
    expect(columns).toEqual(['0', '0', '0', '0', '0']);
    expect(rows[0]).toEqual({ at: '3.5', said: ['1', '1', '1', '1', '1'] });
    expect(rows[4].at).toBe('0.5');
    expect(rows[4].said[0]).toBe('0');
  });

  it('have their examples over them, in the colour and shape of their class', () => {
    const marks = classMarks(examples([[1, 2], [3, 4]], [0, 1], []), 'light'); // prettier-ignore
    expect(marks.map(({ x, y, isLearned }) => [x, y, isLearned])).toEqual([
      [1, 2, true],
      [3, 4, false],
    ]);
    expect(marks[0].colour).not.toBe(marks[1].colour);
    expect(marks[0].shape).not.toBe(marks[1].shape);
  });

  it('of numbers span what is predicted and what is true', () => {
    expect(valueSpan({ ...halves, outputs: Float32Array.of(1, 5, NaN, 5) }, 0, null)).toEqual([1, 1]);
    expect(valueSpan(halves, 1, examples([[0, 0]], [], [[9, -3]]))).toEqual([-3, 1]);
  });
});

describe('a fitted curve', () => {
  it('spans the examples, and not a line that is far off', () => {
    const [from, to] = curveSpan(line, examples([[0], [1]], [], [[1], [2]]), false); // prettier-ignore
    expect([from, to]).toEqual([0.85, 2.15]);
    expect(curveSpan(line, null, false)).toEqual([-15, 115]);
  });

  it('has its examples at what is to be predicted, or where the line of their class should be', () => {
    expect(curveMarks(examples([[3]], [], [[7]]), ['red'])).toEqual([
      { x: 3, y: 7, colour: 'red', shape: 'circle', isLearned: true },
    ]);
    expect(curveMarks(examples([[3]], [1], []), ['red', 'blue'])).toMatchObject([{ x: 3, y: 1, colour: 'blue' }]);
  });

  it('has a table of its values', () => {
    expect(curveRows(line)[3]).toEqual({ at: '3', said: ['30'] });
    expect(curveRows(line)).toHaveLength(11);
  });
});
