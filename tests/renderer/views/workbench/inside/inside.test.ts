import { describe, expect, it } from 'vitest';
import type { RunSummary } from '#core/contract/run.ts';
import { DatasetsState } from '#renderer/state/datasets.svelte.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Place } from '#renderer/state/place.svelte.ts';
import { RunsState } from '#renderer/state/runs.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { InsideState } from '#renderer/views/workbench/inside/inside.svelte.ts';
import { FakeBar, FakeEngine, fakeStorage, run, settle } from '../../../state/fakeEngine.ts';

async function start(shown: RunSummary | null = run('a'), storage = fakeStorage()) {
  const engine = new FakeEngine();
  const notices = new Notices();
  const session = new Session(engine, notices);
  const runs = new RunsState(session, notices, new Place(new FakeBar()));
  const datasets = new DatasetsState(session, notices);
  const workbench: { shown: RunSummary | undefined } = { shown: shown ?? undefined };
  const inside = new InsideState({ session, datasets, runs, workbench }, storage);
  engine.answer('datasets.list', () => [{ id: 'digits', state: 'ready' }]);
  session.open();
  await settle();
  return { engine, inside, storage, workbench };
}

const inPlane = run('plane', {
  dataset: { ...run('a').dataset, kind: 'table', shape: [1, 2] },
  design: { inputs: 2, layers: [{ units: 2, activation: 'softmax' }] },
});
const ofNumbers = run('numbers', { dataset: { ...inPlane.dataset, targets: ['z'] } });

describe('what is looked at', () => {
  it('is all that a tab shows of the run on the Workbench', async () => {
    const { inside } = await start();
    expect(inside.wish('inside')).toEqual({
      input: { run: 'a', parts: ['firstLayer', 'distributions'], units: { from: 0, count: 64 } },
      mark: 'finished abc  false',
      goesOn: false,
    });
    expect(inside.wish('mistakes')?.input).toEqual({ run: 'a', parts: ['confusion'] });
  });

  it('has a surface where the inputs can be drawn, and a matrix where there are classes', async () => {
    const { inside } = await start(inPlane);
    expect(inside.wish('inside')?.input.parts).toEqual(['surface', 'firstLayer', 'distributions']);
    expect(inside.viewsOf('mistakes', inPlane)).toEqual(['confusion', 'worst']);
    expect(inside.viewsOf('mistakes', ofNumbers)).toEqual(['worst']);
    expect(inside.viewsOf('inside', run('pictures'))).toEqual(['weights', 'distributions']);
  });

  it('leaves out what is turned off, which is remembered', async () => {
    const { inside, storage } = await start(inPlane);
    inside.turn('weights', false);
    inside.turn('surface', false);
    inside.turn('surface', true);
    expect(inside.wish('inside')?.input).toEqual({ run: 'plane', parts: ['surface', 'distributions'] });
    const later = (await start(inPlane, storage)).inside;
    expect(later.isOn('weights')).toBe(false);
    expect(later.isOn('surface')).toBe(true);
  });

  it('is nothing when all is turned off', async () => {
    const { inside } = await start();
    inside.turn('confusion', false);
    expect(inside.wish('mistakes')).not.toBeNull(); // the worst mistakes need the same part
    inside.turn('worst', false);
    expect(inside.wish('mistakes')).toBeNull();
  });

  it('is all when what is stored makes no sense', async () => {
    for (const stored of ['{"a":', '7', '["unheard-of"]']) {
      const { inside } = await start(inPlane, fakeStorage({ 'lamina.inside': stored }));
      expect(inside.wish('inside')?.input.parts).toHaveLength(3);
    }
  });

  it('is nothing without a run, without weights, or without an engine', async () => {
    expect((await start(null)).inside.wish('inside')).toBeNull();
    const begun = run('new', { status: 'running', weightsHash: null });
    const { engine, inside, workbench } = await start(begun);
    expect(inside.wish('inside')).toBeNull();
    const progress = { step: 1, steps: 9, stepsPerEpoch: 9, examplesPerSecond: 1, secondsLeft: null };
    engine.tell('run.progress', { run: 'new', ...progress });
    expect(inside.wish('inside')).toMatchObject({ goesOn: true });
    workbench.shown = run('a');
    engine.end();
    expect(inside.wish('inside')).toBeNull();
  });

  it('changes when a paused run is led on by hand', async () => {
    const { engine, inside } = await start(run('a', { status: 'paused' }));
    const marks = [5, 6].map((step) => {
      const progress = { step, steps: 9, stepsPerEpoch: 9, examplesPerSecond: 1, secondsLeft: null };
      engine.tell('run.progress', { run: 'a', ...progress });
      return inside.wish('inside')?.mark;
    });
    expect(marks[0]).not.toBe(marks[1]);
  });

  it('changes when the examples come or go', async () => {
    const { engine, inside } = await start();
    const before = inside.wish('inside')?.mark;
    expect(inside.lacksExamples(run('a'))).toBe(false);
    engine.tell('dataset.removed', { dataset: 'digits' });
    expect(inside.lacksExamples(run('a'))).toBe(true);
    expect(inside.wish('inside')?.mark).not.toBe(before);
  });

  it('goes on to other units of the first layer, of this run alone', async () => {
    const { inside, workbench } = await start();
    inside.showUnitsFrom(64);
    expect(inside.wish('inside')?.input.units).toEqual({ from: 64, count: 64 });
    workbench.shown = run('b');
    expect(inside.wish('inside')?.input.units).toEqual({ from: 0, count: 64 });
  });
});
