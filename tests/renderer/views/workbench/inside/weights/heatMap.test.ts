import { expect, it } from 'vitest';
import { transposed } from '#renderer/views/workbench/inside/weights/heatMap.ts';

it('weights into units lie on their side in a heat map', () => {
  const ofUnits = Float32Array.of(1, 2, 3, 10, 20, 30); // two units of three inputs each
  expect([...transposed(ofUnits, 2)]).toEqual([1, 10, 2, 20, 3, 30]);
});
