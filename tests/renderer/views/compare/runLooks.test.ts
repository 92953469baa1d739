import { expect, it } from 'vitest';
import { runLooks } from '#renderer/views/compare/runLooks.ts';

const ids = Array.from({ length: 24 }, (_, index) => `run-${index}`);

it('never draws two of a few runs alike, though there are fewer colours than runs', () => {
  const looks = runLooks(ids, 'light');
  expect(new Set(looks.map((look) => look.colour)).size).toBeLessThan(ids.length);
  expect(new Set(looks.map((look) => JSON.stringify(look))).size).toBe(ids.length);
});

it('leaves the first run of each colour solid', () => {
  expect(runLooks(ids.slice(0, 1), 'dark')[0].dash).toEqual([]);
});
