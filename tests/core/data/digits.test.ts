import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digitPixels, digitsVersion, fillDigits, generateDigit } from '#core/data/digits/generator.ts';
import { ways } from '#core/data/digits/way.ts';
import { renderDrawing } from '#core/data/drawing.ts';
import { overlap } from './overlap.ts';

function made(seed: number, from: number, to: number, count = to) {
  const inputs = new Uint8Array(count * digitPixels);
  const labels = new Uint8Array(count).fill(255);
  fillDigits(seed, from, to, inputs, labels);
  return { inputs, labels };
}

function pictureOf(inputs: Uint8Array, index: number): Uint8Array {
  return inputs.subarray(index * digitPixels, (index + 1) * digitPixels);
}

const { inputs, labels } = made(1, 0, 1000);

describe('the digit generator', () => {
  it('makes the same pictures for ever, as long as its version is the same', () => {
    const hash = createHash('sha256')
      .update(inputs.subarray(0, 100 * digitPixels))
      .update(labels.subarray(0, 100));
    expect({ version: digitsVersion, hash: hash.digest('hex') }).toEqual({
      version: 2,
      hash: '30f16bccf9845645d778cbd5b9445071fe0837493f6c53c6942115d8a51851eb',
    });
  });

  it('makes each digit alike, whatever is made before or beside it', () => {
    const part = made(1, 333, 777, 1000);
    for (let index = 0; index < 1000; index++) {
      const wanted = index >= 333 && index < 777;
      expect(part.labels[index]).toBe(wanted ? labels[index] : 255);
      const picture = wanted ? pictureOf(inputs, index) : new Uint8Array(digitPixels);
      expect(pictureOf(part.inputs, index)).toEqual(picture);
    }
  });

  it('makes other digits from another seed', () => {
    const other = made(2, 0, 10);
    for (let index = 0; index < 10; index++) {
      expect(pictureOf(other.inputs, index)).not.toEqual(pictureOf(inputs, index));
    }
  });

  it('makes as many of each class', () => {
    const counts = new Array<number>(10).fill(0);
    for (const label of labels) counts[label]++;
    expect(counts).toEqual(new Array(10).fill(100));
  });

  it('draws each digit within 20×20 pixels, its centre of mass at pixel 14 unless the box would leave the picture', () => {
    for (let index = 0; index < 1000; index++) {
      const picture = pictureOf(inputs, index);
      let [mass, massX, massY, left, right, top, bottom] = [0, 0, 0, 28, -1, 28, -1];
      picture.forEach((value, pixel) => {
        if (value === 0) return;
        const [x, y] = [pixel % 28, Math.floor(pixel / 28)];
        [mass, massX, massY] = [mass + value, massX + value * x, massY + value * y];
        [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      });
      expect(Math.max(right - left, bottom - top) + 1).toBe(20);
      expect(Math.max(...picture)).toBeGreaterThan(200);
      const offCentre = (centre: number, first: number, last: number) =>
        first === 0 || last === 27 ? 0 : Math.abs(centre - 14);
      expect(offCentre(massX / mass, left, right)).toBeLessThanOrEqual(0.501);
      expect(offCentre(massY / mass, top, bottom)).toBeLessThanOrEqual(0.501);
    }
  });

  it('gives strokes that render to the same picture, within the pad', () => {
    for (let index = 0; index < 200; index++) {
      const { label, strokes, penWidth } = generateDigit(1, index);
      expect(label).toBe(labels[index]);
      const rendered = renderDrawing(strokes, penWidth)!;
      const picture = pictureOf(inputs, index);
      expect(rendered.every((value, pixel) => Math.abs(value - picture[pixel]) <= 1)).toBe(true);
      for (const { x, y } of strokes.flat()) {
        expect(Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5))).toBeLessThanOrEqual(0.35 + 1e-9);
      }
    }
  });

  it('gives strokes that the pad, with its own even pen, makes nearly the same picture of', () => {
    // A bolder pen may move the centre of mass, and so the whole picture, by a pixel.
    const overlaps = Array.from({ length: 500 }, (_, index) => {
      const seen = renderDrawing(
        generateDigit(1, index).strokes.map((stroke) => stroke.map(({ x, y }) => ({ x, y }))),
      )!;
      return overlap(pictureOf(inputs, index), seen);
    });
    expect(Math.min(...overlaps)).toBeGreaterThan(0.75);
    expect(overlaps.reduce((sum, value) => sum + value, 0) / overlaps.length).toBeGreaterThan(0.95);
  });

  it('writes in every way it knows, as often as its share says', () => {
    const count = 20_000;
    const counts = ways.map((ofDigit) => new Array<number>(ofDigit.length).fill(0));
    for (let index = 0; index < count; index++) {
      const { label, way } = generateDigit(5, index);
      counts[label][way]++;
    }
    for (const [digit, ofDigit] of ways.entries()) {
      const total = ofDigit.reduce((sum, way) => sum + way.share, 0);
      for (const [way, { share }] of ofDigit.entries()) {
        const expected = ((count / 10) * share) / total;
        const off = Math.abs(counts[digit][way] - expected);
        expect(counts[digit][way], `way ${way} of ${digit}`).toBeGreaterThan(0);
        expect(off, `way ${way} of ${digit}`).toBeLessThan(4.5 * Math.sqrt(expected));
      }
    }
  });

  it('knows several ways of writing each digit, each with forms to mix', () => {
    expect(ways).toHaveLength(10);
    for (const [digit, ofDigit] of ways.entries()) {
      expect(ofDigit.length, `ways of ${digit}`).toBeGreaterThanOrEqual(5);
      for (const way of ofDigit) expect(way.forms.length, `forms of ${digit}`).toBeGreaterThanOrEqual(2);
    }
  });

  it('draws with pens from fine to bold', () => {
    const widths = Array.from({ length: 1000 }, (_, index) => generateDigit(1, index).penWidth).sort((a, b) => a - b);
    expect(widths[0]).toBeGreaterThan(1);
    expect(widths[50]).toBeLessThan(1.6);
    expect(widths[950]).toBeGreaterThan(3.5);
    expect(widths[999]).toBeLessThan(6);
  });
});
