import { describe, expect, it } from 'vitest';
import { naturalOrder } from '#core/data/formats/naturalOrder.ts';
import { Random } from '#core/tensor/random.ts';

describe('natural order', () => {
  it.each<[name: string, ordered: string[]]>([
    ['numbers', ['-10', '-1.5', '0', '1', '01', '2', '10']],
    ['decimals', ['0.25', '0.5', '1']],
    ['names with numbers', ['picture 9', 'picture 10', 'picture 10b']],
    ['numbers before names', ['10', '9a', 'a']],
    ['names', ['', 'A', 'B', 'a', 'é']],
    ['leading zeros', ['img1', 'img01', 'img2']],
  ])('orders %s', (_, ordered) => {
    expect([...ordered].reverse().sort(naturalOrder)).toEqual(ordered);
  });

  it('is an order: the same from whatever order it begins with', () => {
    const random = new Random(1, 'natural order');
    const letters = ['0', '1', '5', '9', '.', '-', 'a', ' '];
    const name = () => Array.from({ length: random.below(5) }, () => letters[random.below(letters.length)]).join('');
    const names = [...new Set(Array.from({ length: 300 }, name))];
    const sorted = [...names].sort(naturalOrder);
    for (let i = 0; i < 10; i++) {
      const shuffled = [...random.permutation(names.length)].map((index) => names[index]);
      expect(shuffled.sort(naturalOrder)).toEqual(sorted);
    }
    for (let i = 1; i < sorted.length; i++) expect(naturalOrder(sorted[i - 1], sorted[i])).toBeLessThan(0);
  });
});
