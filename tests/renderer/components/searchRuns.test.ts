import { describe, expect, it } from 'vitest';
import type { Design } from '#core/contract/design.ts';
import type { RunSummary } from '#core/contract/run.ts';
import { searchRuns } from '#renderer/components/searchRuns.ts';
import { run } from '../state/fakeEngine.ts';

const ids = (runs: readonly RunSummary[]) => runs.map((one) => one.id).join(' ');

describe('searchRuns', () => {
  const wide: Design = {
    inputs: 784,
    layers: [
      { units: 512, activation: 'relu' },
      { units: 10, activation: 'softmax' },
    ],
  };
  const runs = [
    run('first', { name: 'First try' }),
    run('wide', { design: wide, status: 'interrupted' }),
    run('wide-again', { design: wide }),
  ];

  it('finds by name, design, status and dataset', () => {
    expect(ids(searchRuns(runs, 'TRY'))).toBe('first');
    expect(ids(searchRuns(runs, '784-512-10'))).toBe('wide wide-again');
    expect(ids(searchRuns(runs, 'interrupted'))).toBe('wide');
    expect(searchRuns(runs, 'digits')).toHaveLength(3);
  });

  it('wants every word, in any order', () => {
    expect(ids(searchRuns(runs, 'finished 512'))).toBe('wide-again');
    expect(searchRuns(runs, '512 nothing')).toEqual([]);
  });

  it('finds all when nothing is searched', () => {
    expect(searchRuns(runs, '  ')).toHaveLength(3);
  });
});
