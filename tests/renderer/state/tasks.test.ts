import { describe, expect, it } from 'vitest';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { TasksState } from '#renderer/state/tasks.svelte.ts';
import { FakeEngine, settle } from './fakeEngine.ts';

async function start() {
  const engine = new FakeEngine();
  const clock = { milliseconds: 0 };
  const session = new Session(engine, new Notices());
  const tasks = new TasksState(session, () => clock.milliseconds);
  session.open();
  await settle();
  const tell = (done: number, state: 'going' | 'done' | 'failed' = 'going') =>
    engine.tell('task', { task: 'digits', label: 'Making digits', done, state });
  return { clock, session, tasks, tell };
}

describe('the long tasks', () => {
  it('tell how long they will yet take, once there is something to tell it from', async () => {
    const { clock, tasks, tell } = await start();
    tell(0);
    expect(tasks.get('digits')?.secondsLeft).toBeNull();
    clock.milliseconds = 2000;
    tell(0.25);
    expect(tasks.get('digits')).toMatchObject({ label: 'Making digits', done: 0.25, secondsLeft: 6 });
  });

  it('count only what was done since they were first told of', async () => {
    const { clock, tasks, tell } = await start();
    tell(0.5);
    clock.milliseconds = 2000;
    tell(0.75);
    expect(tasks.get('digits')?.secondsLeft).toBe(2);
  });

  it.each(['done', 'failed'] as const)('leave the list when they have %s', async (state) => {
    const { tasks, tell } = await start();
    tell(0.5);
    tell(1, state);
    expect(tasks.all).toEqual([]);
  });

  it('end with the engine that carried them out', async () => {
    const { session, tasks, tell } = await start();
    tell(0.5);
    session.retry();
    await settle();
    expect(tasks.all).toEqual([]);
  });
});
