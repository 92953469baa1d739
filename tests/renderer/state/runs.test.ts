import { describe, expect, it } from 'vitest';
import type { MetricPoint } from '#core/contract/events.ts';
import type { RunSummary } from '#core/contract/run.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Place } from '#renderer/state/place.svelte.ts';
import { RunsState } from '#renderer/state/runs.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { FakeBar, FakeEngine, run, settle } from './fakeEngine.ts';

async function start(engine = new FakeEngine(), bar = new FakeBar()) {
  const notices = new Notices();
  const session = new Session(engine, notices);
  const place = new Place(bar);
  const runs = new RunsState(session, notices, place);
  session.open();
  await settle();
  return { engine, notices, place, runs, session };
}

const point = (step: number): MetricPoint => ({ name: 'loss', split: 'test', step, seconds: 1, value: 0.25 });

const ids = (runs: readonly { id: string }[]) => runs.map(({ id }) => id);

describe('the runs', () => {
  it('are loaded, and sorted into lists', async () => {
    const engine = new FakeEngine();
    engine.answer('runs.list', () => [
      run('bundled', { createdAt: 0 }),
      run('old', { createdAt: 1 }),
      run('going', { createdAt: 2, status: 'running', weightsHash: null }),
      run('waiting', { createdAt: 3, status: 'queued', weightsHash: null }),
      run('gone', { createdAt: 4, trashedAt: 9 }),
    ]);
    const { runs } = await start(engine);
    expect(runs.loaded).toBe(true);
    expect(ids(runs.all)).toEqual(['gone', 'waiting', 'going', 'old', 'bundled']);
    expect(ids(runs.kept)).toEqual(['waiting', 'going', 'old', 'bundled']);
    expect(ids(runs.trashed)).toEqual(['gone']);
    expect(ids(runs.active)).toEqual(['going', 'waiting']);
    expect(ids(runs.usable)).toEqual(['bundled', 'old']);
  });

  it('change when the engine says so, and forget the progress of a run that has ended', async () => {
    const { engine, runs } = await start();
    engine.tell('run.changed', run('a', { status: 'running' }));
    engine.tell('run.progress', {
      run: 'a',
      step: 5,
      steps: 10,
      stepsPerEpoch: 10,
      examplesPerSecond: 1,
      secondsLeft: 3,
    });
    expect(runs.progress('a')?.step).toBe(5);
    engine.tell('run.changed', run('a', { status: 'finished' }));
    expect(runs.get('a')?.status).toBe('finished');
    expect(runs.progress('a')).toBeUndefined();
  });

  it('that are paused say where they are when the page comes to them; what was told meanwhile is newer', async () => {
    const engine = new FakeEngine();
    const at = (run: string, step: number) => ({
      run,
      step,
      steps: 10,
      stepsPerEpoch: 10,
      examplesPerSecond: 1,
      secondsLeft: 3,
    });
    engine.answer('runs.list', () => [run('a', { status: 'paused' })]);
    engine.answer('runs.progress', () => [at('a', 4)]);
    const { runs } = await start(engine);
    expect(runs.progress('a')?.step).toBe(4);

    const other = new FakeEngine();
    other.answer('runs.list', () => [run('a', { status: 'paused' })]);
    other.answer('runs.progress', () => {
      other.tell('run.progress', at('a', 6));
      return [at('a', 5)];
    });
    expect((await start(other)).runs.progress('a')?.step).toBe(6);
  });

  it('load a curve once and let it grow', async () => {
    const { engine, runs } = await start();
    engine.answer('runs.curves', () => [{ run: 'a', stepsPerEpoch: 7, series: [] }]);
    const curves = runs.curves('a');
    await settle();
    expect(runs.curves('a')).toBe(curves);
    expect(engine.inputsOf('runs.curves')).toEqual([{ runs: ['a'] }]);
    engine.tell('run.metrics', {
      run: 'a',
      points: [point(7)],
    });
    expect(curves.stepsPerEpoch).toBe(7);
    expect(curves.find('loss', 'test')?.values).toEqual(Float64Array.of(0.25));
  });

  it('load a curve anew when its run is resumed, for it goes back to a checkpoint', async () => {
    const engine = new FakeEngine();
    engine.answer('runs.list', () => [run('a', { status: 'interrupted' })]);
    engine.answer('runs.curves', () => [{ run: 'a', stepsPerEpoch: 7, series: [] }]);
    const { runs } = await start(engine);
    runs.curves('a');
    await settle();
    engine.tell('run.metrics', { run: 'a', points: [point(7)] });
    engine.tell('run.changed', run('a', { status: 'queued' }));
    await settle();
    expect(engine.inputsOf('runs.curves')).toHaveLength(2);
  });

  it('load a curve anew when its run goes on elsewhere, where no points are told of', async () => {
    const engine = new FakeEngine();
    engine.answer('runs.list', () => [run('a', { status: 'running', epochs: 1 })]);
    engine.answer('runs.curves', () => [{ run: 'a', stepsPerEpoch: 7, series: [] }]);
    const { runs } = await start(engine);
    runs.curves('a');
    await settle();
    const asksAfter = async (changes: Partial<RunSummary>) => {
      engine.tell('run.changed', run('a', changes));
      await settle();
      return engine.inputsOf('runs.curves').length;
    };
    expect(await asksAfter({ status: 'running', epochs: 1, name: 'Renamed' })).toBe(1);
    expect(await asksAfter({ status: 'running', epochs: 2 })).toBe(2);
    expect(await asksAfter({ status: 'finished', epochs: 2 })).toBe(3);
  });

  it('are not loaded anew while their points are told of', async () => {
    const engine = new FakeEngine();
    engine.answer('runs.list', () => [run('a', { status: 'running', epochs: 1 })]);
    engine.answer('runs.curves', () => [{ run: 'a', stepsPerEpoch: 7, series: [] }]);
    const { runs } = await start(engine);
    runs.curves('a');
    await settle();
    for (const epochs of [2, 3]) {
      engine.tell('run.metrics', { run: 'a', points: [point(7 * epochs)] });
      engine.tell('run.changed', run('a', { status: 'running', epochs }));
    }
    await settle();
    expect(engine.inputsOf('runs.curves')).toHaveLength(1);
  });

  it('say so when a curve cannot be loaded', async () => {
    const { engine, notices, runs } = await start();
    engine.refuse('runs.curves', 'not-found', 'There is no run a.');
    const curves = runs.curves('a');
    await settle();
    expect(curves.state).toBe('failed');
    expect(notices.list).toEqual([]);
  });

  it('are chosen in the address', async () => {
    const bar = new FakeBar('#/compare?runs=a,b');
    const { place, runs } = await start(new FakeEngine(), bar);
    expect([...runs.chosen]).toEqual(['a', 'b']);
    runs.choose('c', true);
    runs.choose('a', false);
    expect(bar.location.hash).toBe('#/compare?runs=b,c');
    runs.chooseOnly(['x', 'x', 'y']);
    expect(place.runs).toEqual(['x', 'y']);
    bar.visit('#/runs');
    expect([...runs.chosen]).toEqual([]);
  });

  it('go to the trash and come back by Undo', async () => {
    const engine = new FakeEngine();
    engine.answer('runs.list', () => [run('a'), run('b')]);
    engine.answer('runs.trash', (input: { runs: string[]; trashed: boolean }) =>
      input.runs.map((id) => run(id, { trashedAt: input.trashed ? 5 : null })),
    );
    const { notices, runs } = await start(engine, new FakeBar('#/runs?runs=a,b'));
    await runs.trash(['a']);
    expect(ids(runs.trashed)).toEqual(['a']);
    expect([...runs.chosen]).toEqual(['b']);
    expect(notices.list).toMatchObject([{ text: '“Run a” is in the trash.' }]);
    notices.act(notices.list[0]);
    await settle();
    expect(runs.trashed).toEqual([]);
    expect(notices.list).toEqual([]);
  });

  it('offer no Undo for what failed', async () => {
    const engine = new FakeEngine();
    engine.refuse('runs.trash', 'conflict', 'Run a is being trained.', 'Stop it first.');
    const { notices, runs } = await start(engine);
    await runs.trash(['a']);
    expect(notices.list).toMatchObject([{ tone: 'error', text: 'Run a is being trained.' }]);
  });
});
