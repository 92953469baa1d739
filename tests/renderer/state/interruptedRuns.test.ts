import { beforeEach, expect, it } from 'vitest';
import type { RunStatus } from '#core/contract/run.ts';
import { InterruptedRuns } from '#renderer/state/interruptedRuns.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { run, settle } from './fakeEngine.ts';

let notices: Notices;
let interrupted: InterruptedRuns;
let statuses: Map<string, RunStatus>;
let resumed: string[];

beforeEach(() => {
  notices = new Notices();
  statuses = new Map();
  resumed = [];
  const runs = {
    get: (id: string) => run(id, { status: statuses.get(id) ?? 'finished' }),
    resume: async (id: string) => {
      resumed.push(id);
      statuses.set(id, 'queued');
    },
  };
  interrupted = new InterruptedRuns(runs, notices);
});

it('are named and offered, once, and not any more when they go on', () => {
  interrupted.miss([run('a')]);
  statuses.set('a', 'running');
  interrupted.offer();
  expect(notices.list).toEqual([]); // it is not known yet what became of it
  statuses.set('a', 'interrupted');
  interrupted.offer();
  interrupted.offer();
  expect(notices.list).toMatchObject([{ text: '“Run a” was interrupted.', action: { label: 'Resume' }, stays: true }]);
  statuses.set('a', 'running');
  interrupted.offer();
  expect(notices.list).toEqual([]);
});

it('are resumed in their order, all but those that go on already', async () => {
  interrupted.miss([run('a'), run('b'), run('c')]);
  for (const id of ['a', 'b', 'c']) statuses.set(id, 'interrupted');
  interrupted.offer();
  expect(notices.list[0].text).toBe('3 runs were interrupted.');
  statuses.set('b', 'running');
  notices.act(notices.list[0]);
  await settle();
  expect(resumed).toEqual(['a', 'c']);
});

it('are none of those that had ended before', () => {
  statuses.set('a', 'interrupted');
  interrupted.offer();
  expect(notices.list).toEqual([]);
});
