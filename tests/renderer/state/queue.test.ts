import { describe, expect, it } from 'vitest';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Place } from '#renderer/state/place.svelte.ts';
import { QueueState } from '#renderer/state/queue.svelte.ts';
import { RunsState } from '#renderer/state/runs.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { FakeBar, FakeEngine, run, settle } from './fakeEngine.ts';

async function start(engine = new FakeEngine()) {
  const notices = new Notices();
  const session = new Session(engine, notices);
  const runs = new RunsState(session, notices, new Place(new FakeBar()));
  const queue = new QueueState(session, runs, notices);
  session.open();
  await settle();
  return { engine, notices, queue };
}

const ids = (runs: readonly { id: string }[]) => runs.map(({ id }) => id);
const queued = (id: string, createdAt: number) => run(id, { status: 'queued', createdAt, epochs: 0, seconds: 0 });

/** One that goes on and three that wait, as an engine tells of them. */
async function withFour() {
  const engine = new FakeEngine();
  engine.answer('runs.list', () => [
    run('earlier', { epochs: 5, seconds: 10 }),
    run('going', { status: 'running', createdAt: 1, epochs: 0 }),
    ...['a', 'b', 'c'].map((id, index) => queued(id, index + 2)),
  ]);
  engine.answer('runs.queue', () => ['c', 'a', 'b']);
  return start(engine);
}

describe('the queue', () => {
  it('has what goes on and what waits in the engine’s order, and keeps what ends until it is put away', async () => {
    const { engine, queue } = await withFour();
    expect(ids(queue.runs)).toEqual(['going', 'c', 'a', 'b']);
    expect(ids(queue.waiting)).toEqual(['c', 'a', 'b']);
    engine.tell('queue.changed', { waiting: ['b', 'a'] });
    engine.tell('run.changed', run('c', { status: 'running', createdAt: 4 }));
    engine.tell('run.changed', run('going', { createdAt: 1 }));
    expect(ids(queue.runs)).toEqual(['going', 'c', 'b', 'a']);
    expect([ids(queue.ended), ids(queue.active)]).toEqual([['going'], ['c', 'b', 'a']]);
    for (const id of ['a', 'b', 'c']) engine.tell('run.changed', run(id));
    expect(ids(queue.ended)).toHaveLength(4);
    expect(queue.done).toBe(1);
    engine.tell('run.changed', queued('next', 9));
    expect(ids(queue.runs)).toEqual(['next']);
    engine.tell('run.changed', run('next'));
    queue.clear();
    expect(queue.runs).toEqual([]);
  });

  it('tells how much is done and how long the rest will take', async () => {
    const { engine, queue } = await withFour();
    engine.tell('run.progress', {
      run: 'going',
      step: 5,
      steps: 10,
      stepsPerEpoch: 2,
      examplesPerSecond: 1,
      secondsLeft: 3,
    });
    expect(queue.done).toBe(0.125);
    // The three that wait are as the earlier one, which took 2 s an epoch.
    expect(queue.secondsLeft).toBeCloseTo(3 + 3 * 10, 9);
  });

  it('moves a run that waits, at once, and as the engine then says', async () => {
    const { engine, queue } = await withFour();
    engine.answer('runs.reorder', ({ runs }: { runs: string[] }) => runs.filter((id) => id !== 'b'));
    const moved = queue.move('a', -1);
    expect(ids(queue.waiting)).toEqual(['a', 'c', 'b']);
    await moved;
    expect(engine.inputsOf('runs.reorder')).toEqual([{ runs: ['a', 'c', 'b'] }]);
    expect(ids(queue.waiting)).toEqual(['a', 'c']);
    await queue.move('a', -1);
    await queue.move('going', 1);
    expect(engine.inputsOf('runs.reorder')).toHaveLength(1);
  });

  it('stops all of them, and resumes them in their order when that is undone', async () => {
    const { engine, notices, queue } = await withFour();
    engine.answer('runs.stopMany', ({ runs }: { runs: string[] }) =>
      [...runs].reverse().map((id) => run(id, { status: 'stopped' })),
    );
    engine.answer('runs.resume', ({ run: id }: { run: string }) => queued(id, 9));
    await queue.stopAll();
    expect(engine.inputsOf('runs.stopMany')).toEqual([{ runs: ['going', 'c', 'a', 'b'] }]);
    expect(notices.list[0].text).toBe('4 runs are stopped.');
    notices.act(notices.list[0]);
    await settle();
    await settle();
    expect(engine.inputsOf('runs.resume')).toEqual(['going', 'c', 'a', 'b'].map((id) => ({ run: id })));
  });
});
