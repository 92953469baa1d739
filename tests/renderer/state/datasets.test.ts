import { describe, expect, it } from 'vitest';
import type { Dataset } from '#core/contract/dataset.ts';
import { DatasetsState } from '#renderer/state/datasets.svelte.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { FakeEngine, settle } from './fakeEngine.ts';

function dataset(id: string, changes: Partial<Dataset> = {}): Dataset {
  return {
    id,
    name: id,
    source: { kind: 'digits', version: 1, count: 10, seed: 1 },
    state: 'absent',
    hash: null,
    count: 10,
    kind: 'pictures',
    columns: [],
    targets: [],
    testCount: 0,
    licence: null,
    trashedAt: null,
    shape: [28, 28],
    classes: ['0', '1'],
    classCounts: [],
    bytes: 0,
    createdAt: 0,
    ...changes,
  };
}

async function start() {
  const engine = new FakeEngine();
  engine.answer('datasets.list', () => [dataset('letters', { createdAt: 2 }), dataset('digits', { createdAt: 1 })]);
  const notices = new Notices();
  const session = new Session(engine, notices);
  const datasets = new DatasetsState(session, notices);
  session.open();
  await settle();
  return { datasets, engine, notices };
}

describe('the datasets', () => {
  it('are loaded, the oldest first', async () => {
    const { datasets } = await start();
    expect(datasets.loaded).toBe(true);
    expect(datasets.all.map(({ id }) => id)).toEqual(['digits', 'letters']);
  });

  it('change when the engine says so', async () => {
    const { datasets, engine } = await start();
    engine.tell('dataset.changed', dataset('digits', { state: 'ready', count: 60 }));
    expect(datasets.get('digits')).toMatchObject({ state: 'ready', count: 60 });
  });

  it('are prepared on demand, and a failure is told', async () => {
    const { datasets, engine, notices } = await start();
    engine.answer('datasets.prepare', () => dataset('digits', { state: 'ready' }));
    expect(await datasets.prepare('digits')).toMatchObject({ state: 'ready' });
    expect(datasets.get('digits')?.state).toBe('ready');
    engine.refuse('datasets.prepare', 'workspace', 'The disk is full.');
    expect(await datasets.prepare('digits')).toBeUndefined();
    expect(notices.list).toMatchObject([{ tone: 'error', text: 'The disk is full.' }]);
  });

  it('go to the trash with a way to undo it', async () => {
    const { datasets, engine, notices } = await start();
    const trashed = dataset('letters', { trashedAt: 5 });
    engine.answer('datasets.remove', () => ({ dataset: trashed, runs: [] }));
    engine.answer('datasets.restore', () => dataset('letters'));
    await datasets.remove('letters');
    expect(datasets.trashed.map(({ id }) => id)).toEqual(['letters']);
    expect(datasets.kept.map(({ id }) => id)).toEqual(['digits']);
    notices.act(notices.list[0]);
    await settle();
    expect(datasets.trashed).toEqual([]);
  });

  it('are gone when nothing of them is left', async () => {
    const { datasets, engine } = await start();
    engine.answer('datasets.erase', () => ({ dataset: null, runs: [] }));
    await datasets.erase('letters');
    expect(datasets.get('letters')).toBeUndefined();
  });

  it('of which only a run is known are not offered', async () => {
    const { datasets, engine } = await start();
    engine.tell('dataset.changed', dataset('elsewhere', { count: 0 }));
    expect(datasets.kept.map(({ id }) => id)).not.toContain('elsewhere');
    expect(datasets.get('elsewhere')).toBeDefined();
  });
});
