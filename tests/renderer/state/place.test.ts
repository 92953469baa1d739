import { describe, expect, it } from 'vitest';
import { Place, placeOfKey, readAddress } from '#renderer/state/place.svelte.ts';
import { FakeBar } from './fakeEngine.ts';

describe('an address', () => {
  it.each([
    ['', { name: 'draw', runs: [] }],
    ['#/runs', { name: 'runs', runs: [] }],
    ['#/compare?runs=a,b,a,', { name: 'compare', runs: ['a', 'b'] }],
    ['#/compare?runs=', { name: 'compare', runs: [] }],
    ['#/elsewhere?runs=a', { name: 'draw', runs: ['a'] }],
    ['#/runs?runs=a%2Cb', { name: 'runs', runs: ['a', 'b'] }],
  ] as const)('%j is read', (hash, expected) => {
    expect(readAddress(hash)).toEqual(expected);
  });
});

describe('the place', () => {
  it('follows the address and writes it', () => {
    const bar = new FakeBar('#/workbench');
    const place = new Place(bar);
    expect(place.name).toBe('workbench');
    place.open('runs');
    expect(bar.location.hash).toBe('#/runs');
    place.runs = ['a', 'b'];
    expect(bar.location.hash).toBe('#/runs?runs=a,b');
    expect(place.address('compare')).toBe('#/compare?runs=a,b');
    bar.visit('#/draw');
    expect(place.name).toBe('draw');
    expect(place.runs).toEqual([]);
  });
});

describe('a key', () => {
  const key = { altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, code: 'Digit3' };

  it('opens a place with Alt and a digit', () => {
    expect(placeOfKey(key)).toBe('runs');
  });

  it.each([{ altKey: false }, { ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { code: 'Digit9' }])(
    'opens nothing with %j',
    (change) => {
      expect(placeOfKey({ ...key, ...change })).toBeUndefined();
    },
  );
});
