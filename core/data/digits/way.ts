import { waysOfWriting } from './ways/all.ts';
import type { WayText } from './ways/wayText.ts';

/** A way of writing, ready to be mixed. All its forms have `count` points. */
export interface Way {
  share: number;
  count: number;
  /** The forms' points: x and y of each, one after another. */
  forms: Float64Array[];
  /** 1 where a stroke begins. */
  begins: Uint8Array;
  /** 1 where the pen turns sharply. */
  corners: Uint8Array;
}

/** The ways of each digit, 0 to 9. */
export const ways: readonly (readonly Way[])[] = waysOfWriting.map((ofDigit, digit) =>
  ofDigit.map((way) => parseWay(way, digit)),
);

/** The largest number of points in any way. */
export const mostPoints = Math.max(...ways.flat().map((way) => way.count));

interface FormPoint {
  x: number;
  y: number;
  begins: boolean;
  corner: boolean;
}

function parseWay({ share, forms }: WayText, digit: number): Way {
  const [first, ...others] = forms.map(parseForm);
  for (const [index, other] of others.entries()) {
    const alike = other.length === first.length && other.every((point, i) => sameRole(point, first[i]));
    if (!alike)
      throw new Error(
        `Form ${index + 2} of a ${digit} has other strokes or corners than its first: ${forms[index + 1]}`,
      );
  }
  return {
    share,
    count: first.length,
    forms: [first, ...others].map((form) => Float64Array.from(form.flatMap(({ x, y }) => [x, y]))),
    begins: Uint8Array.from(first, (point) => (point.begins ? 1 : 0)),
    corners: Uint8Array.from(first, (point) => (point.corner ? 1 : 0)),
  };
}

function sameRole(a: FormPoint, b: FormPoint): boolean {
  return a.begins === b.begins && a.corner === b.corner;
}

function parseForm(text: string): FormPoint[] {
  return text.split('/').flatMap((stroke) => stroke.trim().split(' ').map(parsePoint));
}

function parsePoint(text: string, index: number): FormPoint {
  const match = /^(-?\d+),(-?\d+)(!?)$/.exec(text);
  if (match === null) throw new Error(`Not a point of a digit: ${text}`);
  return { x: Number(match[1]), y: Number(match[2]), begins: index === 0, corner: match[3] === '!' };
}
