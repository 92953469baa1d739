import { describe, expect, it } from 'vitest';
import { csvLine, freeName, shortFloat } from '#core/data/formats/csvWriter.ts';
import { Random } from '#core/tensor/random.ts';

describe('a line of CSV', () => {
  it('has quotes where a cell would be read otherwise', () => {
    expect(csvLine(['1.5', 'a,b', 'say "so"', ' padded', '', 'two\nlines', 'plain text'])).toBe(
      '1.5,"a,b","say ""so"""," padded","","two\nlines",plain text\n',
    );
  });
});

describe('a float32', () => {
  it.each([
    [Math.fround(0.1), '0.1'],
    [0, '0'],
    [-2, '-2'],
    [Math.fround(1 / 3), '0.33333334'],
    [Math.fround(16_777_215), '16777215'],
  ])('%f is written as %s', (value, text) => {
    expect(shortFloat(value)).toBe(text);
  });

  it('is read back as the very same', () => {
    const random = new Random(3, 'floats');
    const bits = new DataView(new ArrayBuffer(4));
    for (let i = 0; i < 5000; i++) {
      bits.setUint32(0, random.below(2 ** 32));
      const value = bits.getFloat32(0);
      if (Number.isFinite(value)) expect(Math.fround(Number(shortFloat(value)))).toBe(value);
    }
  });
});

it('a column that is added has a name of its own', () => {
  expect(freeName('class', ['x'])).toBe('class');
  expect(freeName('class', ['class', 'class 2'])).toBe('class 3');
});
