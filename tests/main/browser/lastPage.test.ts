import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LastPage } from '#main/browser/lastPage.ts';

let pages: number;
let isTraining: boolean;
const left = vi.fn();
let last: LastPage;

beforeEach(() => {
  vi.useFakeTimers();
  left.mockReset();
  pages = 0;
  isTraining = true;
  last = new LastPage({ pages: () => pages, isTraining: () => isTraining, left });
});
afterEach(() => {
  vi.useRealTimers();
});

it('notices that a run goes on without a page', () => {
  last.closed();
  vi.runAllTimers();
  expect(left).toHaveBeenCalledOnce();
});

it.each([
  ['the page was only loaded anew', () => (pages = 1)],
  ['the run has ended', () => (isTraining = false)],
  ['everything ends', () => last.stop()],
])('says nothing when %s', (_, happen) => {
  last.closed();
  happen();
  vi.runAllTimers();
  expect(left).not.toHaveBeenCalled();
});
