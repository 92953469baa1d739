import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MetricPoint } from '#core/contract/events.ts';
import { Curves } from '#renderer/state/curves.svelte.ts';
import { CoachWatch } from '#renderer/views/workbench/coach/coachWatch.svelte.ts';
import { run } from '../../state/fakeEngine.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const going = run('a', { status: 'running', config: { ...run('a').config, epochs: 100 } });

/** The points of an epoch of ten batches, with losses that fall. */
function epoch(number: number): MetricPoint[] {
  const loss = 2.3 - 0.1 * number;
  return (['train', 'test'] as const).flatMap((split) => [
    { name: 'loss', split, step: 10 * number, seconds: number, value: loss },
    { name: 'accuracy', split, step: 10 * number, seconds: number, value: 0.1 * number },
  ]);
}

function loaded(): Curves {
  const curves = new Curves('a');
  curves.load({ run: 'a', stepsPerEpoch: 10, series: [] });
  return curves;
}

it('judges at once what it sees first, and then at most twice a second while the run goes on', () => {
  const watch = new CoachWatch();
  const curves = loaded();
  watch.follow(going, curves, []);
  expect(watch.advice?.diagnosis.state).toBe('too-early');
  for (let number = 1; number <= 4; number++) {
    curves.append(epoch(number));
    watch.follow({ ...going, epochs: number }, curves, [])();
  }
  expect(watch.advice?.diagnosis.to).toBe(0);
  watch.follow({ ...going, epochs: 4 }, curves, []);
  vi.advanceTimersByTime(499);
  expect(watch.advice?.diagnosis.to).toBe(0);
  vi.advanceTimersByTime(2);
  expect(watch.advice).toMatchObject({ title: 'Learning', diagnosis: { to: 4 } });
});

it('says at once how a run has ended', () => {
  const watch = new CoachWatch();
  const curves = loaded();
  for (let number = 1; number <= 4; number++) curves.append(epoch(number));
  watch.follow(going, curves, []);
  watch.follow({ ...going, status: 'finished', epochs: 4 }, curves, []);
  expect(watch.advice?.sentence).toContain('was still falling');
});

it('says nothing of a run whose curves have not come', () => {
  const watch = new CoachWatch();
  watch.follow(going, loaded(), []);
  watch.follow(run('b'), new Curves('b'), []);
  expect(watch.advice).toBeNull();
});
