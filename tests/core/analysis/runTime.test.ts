import { expect, it } from 'vitest';
import { estimateSeconds, type TimedRun } from '#core/analysis/runTime.ts';
import { defaultConfig } from '#core/contract/config.ts';
import type { Design } from '#core/contract/design.ts';

const design = (units: number): Design => ({
  inputs: 10,
  layers: [
    { units, activation: 'relu' },
    { units: 10, activation: 'softmax' },
  ],
});
const timed = (units: number, seconds: number, change: Partial<typeof defaultConfig> = {}): TimedRun => ({
  design: design(units),
  config: { ...defaultConfig, ...change },
  epochs: 2,
  seconds,
});

it('cannot be told when nothing has been trained', () => {
  const setup = { design: design(10), config: defaultConfig };
  expect(estimateSeconds(setup, [])).toBeNull();
  expect(estimateSeconds(setup, [{ ...timed(10, 0) }, { ...timed(10, 3), epochs: 0 }])).toBeNull();
});

it('grows with epochs, multiplications and the part that is trained on', () => {
  const earlier = [timed(10, 4)];
  const seconds = (units: number, change: Partial<typeof defaultConfig>) =>
    estimateSeconds({ design: design(units), config: { ...defaultConfig, ...change } }, earlier);
  expect(seconds(10, { epochs: 2 })).toBe(4);
  expect(seconds(20, { epochs: 2 })).toBe(8);
  expect(seconds(10, { epochs: 6, trainPercent: 40 })).toBe(6);
  expect(seconds(10, { epochs: 2, validationPercent: 50 })).toBe(2);
});

it('goes by the run that is the likest', () => {
  const earlier = [timed(10, 4), timed(10, 100, { batchSize: 1 }), timed(80, 20)];
  const seconds = (units: number, batchSize: number) =>
    estimateSeconds({ design: design(units), config: { ...defaultConfig, epochs: 2, batchSize } }, earlier);
  expect(seconds(10, 1)).toBe(100);
  expect(seconds(80, 32)).toBe(20);
  expect(seconds(10, 32)).toBe(4);
});
