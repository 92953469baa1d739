import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { FakeEngine, run, settle } from './fakeEngine.ts';

function start(engine = new FakeEngine()) {
  const notices = new Notices();
  return { engine, notices, session: new Session(engine, notices) };
}

describe('a session', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is ready once the engine has said what it is', async () => {
    const { session } = start();
    const ready = vi.fn();
    session.onReady(ready);
    expect(session.status).toBe('connecting');
    session.open();
    await settle();
    expect(session.status).toBe('ready');
    expect(session.info?.version).toBe('1.2.3');
    expect(ready).toHaveBeenCalledTimes(1);
  });

  it('says why an engine cannot work, and tries again when asked', async () => {
    const { engine, session } = start();
    engine.refuse('app.info', 'workspace', 'The folder cannot be written.', 'Choose another one.');
    session.open();
    await settle();
    expect(session.status).toBe('refused');
    expect(session.problem).toEqual({
      code: 'workspace',
      message: 'The folder cannot be written.',
      hint: 'Choose another one.',
    });
    engine.answer('app.info', () => ({ version: '1.2.3' }));
    session.retry();
    await settle();
    expect(session.status).toBe('ready');
    expect(session.problem).toBeNull();
  });

  it('connects again when the engine has ended, and loads anew', async () => {
    const { engine, notices, session } = start();
    const ready = vi.fn();
    session.onReady(ready);
    session.open();
    await settle();
    engine.end();
    expect(session.status).toBe('lost');
    await vi.advanceTimersByTimeAsync(500);
    expect(session.status).toBe('ready');
    expect(engine.opened).toBe(2);
    expect(ready).toHaveBeenCalledTimes(2);
    expect(notices.list.map((notice) => notice.text)).toEqual(['Lamina’s engine is running again.']);
  });

  it('waits longer after each attempt that fails, up to five seconds', async () => {
    const { engine, session } = start();
    session.open();
    await settle();
    engine.answers.delete('app.info');
    const waits = [];
    for (let attempt = 0; attempt < 7; attempt++) {
      const before = engine.opened;
      engine.end();
      let waited = 0;
      while (engine.opened === before) {
        vi.advanceTimersByTime(50);
        waited += 50;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 5000, 5000, 5000]);
  });

  it('hears events of every engine until told not to', async () => {
    const { engine, session } = start();
    const heard = vi.fn();
    const stop = session.on('run.changed', heard);
    session.open();
    await settle();
    engine.tell('run.changed', run('a'));
    engine.end();
    await vi.advanceTimersByTimeAsync(500);
    engine.tell('run.changed', run('b'));
    stop();
    engine.tell('run.changed', run('c'));
    expect(heard.mock.calls.map(([one]) => (one as { id: string }).id)).toEqual(['a', 'b']);
  });

  it('tells of an error in a notice, unless the caller does', async () => {
    const { engine, notices, session } = start();
    session.open();
    await settle();
    engine.refuse('runs.get', 'not-found', 'There is no run x.', 'See the list.');
    await expect(session.ask('runs.get', { run: 'x' })).rejects.toThrow('There is no run x.');
    expect(notices.list).toEqual([]);
    expect(await session.request('runs.get', { run: 'x' })).toBeUndefined();
    expect(notices.list).toMatchObject([{ tone: 'error', text: 'There is no run x.', hint: 'See the list.' }]);
  });

  it('leaves it to the banner to say that the engine is gone', async () => {
    const { engine, notices, session } = start();
    engine.answers.delete('runs.get');
    session.open();
    await settle();
    const answer = session.request('runs.get', { run: 'x' });
    await settle();
    engine.end();
    expect(await answer).toBeUndefined();
    await expect(session.ask('runs.get', { run: 'x' })).rejects.toMatchObject({ code: 'engine-gone' });
    expect(notices.list).toEqual([]);
  });
});
