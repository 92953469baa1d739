import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import type { EstimateBasis, TrainingEstimate } from '#core/contract/requests.ts';
import { describeEstimate, Estimate } from '#renderer/views/workbench/estimate.svelte.ts';

const setup = (units: number) => ({
  dataset: 'digits',
  design: { inputs: 784, layers: [{ units, activation: 'softmax' as const }] },
  config: defaultConfig,
});

let basis: EstimateBasis;
const ask = vi.fn();
let estimate: Estimate;

beforeEach(() => {
  vi.useFakeTimers();
  basis = 'measured';
  ask.mockReset().mockImplementation(async () => ({ secondsPerEpoch: 2, basis }));
  estimate = new Estimate({ ask });
});
afterEach(() => {
  vi.useRealTimers();
});

async function rest(): Promise<void> {
  await vi.advanceTimersByTimeAsync(400);
}

describe('the estimate', () => {
  it('is asked for once the draft has rested, and not again for the same one', async () => {
    estimate.want(setup(1), true);
    await vi.advanceTimersByTimeAsync(399);
    estimate.want(setup(2), true);
    await vi.advanceTimersByTimeAsync(399);
    expect(ask).not.toHaveBeenCalled();
    await rest();
    expect(ask.mock.calls).toEqual([['training.estimate', setup(2)]]);
    expect(estimate.value).toEqual({ secondsPerEpoch: 2, basis: 'measured' });
    estimate.want(setup(2), false);
    estimate.want(setup(2), true);
    await rest();
    expect(ask).toHaveBeenCalledOnce();
  });

  it('of another draft does not stand for this one while it is worked out', async () => {
    estimate.want(setup(1), true);
    expect(estimate.isAsked).toBe(true);
    await rest();
    expect([estimate.isAsked, estimate.value?.secondsPerEpoch]).toEqual([false, 2]);
    estimate.want(setup(65_536), true);
    expect([estimate.isAsked, estimate.value]).toEqual([true, null]);
    await rest();
    expect([estimate.isAsked, estimate.value?.secondsPerEpoch]).toEqual([false, 2]);
  });

  it('that was only scaled is asked for again when the network can be tried out', async () => {
    basis = 'scaled';
    estimate.want(setup(1), false);
    await rest();
    basis = 'measured';
    estimate.want(setup(1), true);
    await rest();
    expect(estimate.value?.basis).toBe('measured');
  });

  it('of an earlier draft does not come too late, and none stays for a draft that cannot be trained', async () => {
    const late = Promise.withResolvers<TrainingEstimate>();
    ask.mockImplementationOnce(() => late.promise);
    estimate.want(setup(1), true);
    await rest();
    estimate.want(setup(2), true);
    await rest();
    late.resolve({ secondsPerEpoch: 99, basis: 'measured' });
    await rest();
    expect(estimate.value?.secondsPerEpoch).toBe(2);
    estimate.forget();
    expect(estimate.value).toBeNull();
  });
});

it('is told in words that say how sure it is', () => {
  expect(describeEstimate({ secondsPerEpoch: 2.34, basis: 'measured' })).toBe('about 2.3 s');
  expect(describeEstimate({ secondsPerEpoch: 75, basis: 'scaled' })).toBe('roughly 1 min');
  expect(describeEstimate({ secondsPerEpoch: 0.01, basis: 'measured' })).toBe('under 0.1 s');
  expect(describeEstimate({ secondsPerEpoch: null, basis: 'unknown' })).toBe('–');
  expect(describeEstimate(null)).toBe('–');
});
