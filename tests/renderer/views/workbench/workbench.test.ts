import { describe, expect, it } from 'vitest';
import type { Dataset } from '#core/contract/dataset.ts';
import type { RunSetup } from '#core/contract/requests.ts';
import { DatasetsState } from '#renderer/state/datasets.svelte.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Place } from '#renderer/state/place.svelte.ts';
import { QueueState } from '#renderer/state/queue.svelte.ts';
import { RunsState } from '#renderer/state/runs.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { childDraft } from '#renderer/views/workbench/coach/childDraft.ts';
import { addLayer, changeLayer, letGoOfParent } from '#renderer/views/workbench/draft.ts';
import { Workbench } from '#renderer/views/workbench/workbench.svelte.ts';
import { FakeBar, FakeEngine, fakeStorage, run, settle } from '../../state/fakeEngine.ts';

const digits: Dataset = {
  id: 'digits',
  name: 'Built-in digits',
  source: { kind: 'digits', version: 1, count: 1000, seed: 1 },
  state: 'ready',
  hash: 'abc',
  count: 1000,
  kind: 'pictures',
  columns: [],
  targets: [],
  testCount: 0,
  licence: null,
  trashedAt: null,
  shape: [28, 28],
  classes: [...'0123456789'],
  classCounts: [],
  bytes: 784_000,
  createdAt: 0,
};

async function start(engine = new FakeEngine(), storage = fakeStorage()) {
  engine.answer('datasets.list', () => [digits]);
  let count = 0;
  engine.answer('runs.start', (setup: RunSetup) => {
    count++;
    const started = run(`new${count}`, {
      ...setup,
      name: setup.name ?? 'unnamed',
      status: 'queued',
      createdAt: count,
    } as object);
    engine.tell('run.changed', started); // told before the request is answered, as the engine may
    return started;
  });
  const notices = new Notices();
  const session = new Session(engine, notices);
  const runs = new RunsState(session, notices, new Place(new FakeBar()));
  const queue = new QueueState(session, runs, notices);
  const datasets = new DatasetsState(session, notices);
  const workbench = new Workbench({ datasets, notices, queue, runs, session }, storage);
  session.open();
  await settle();
  return { engine, notices, runs, storage, workbench };
}

describe('the draft', () => {
  it('is undone and redone step by step', async () => {
    const { workbench } = await start();
    const first = workbench.draft;
    workbench.edit(addLayer(first));
    const second = workbench.draft;
    workbench.editConfig({ epochs: 7 }, 'epochs');
    workbench.undo();
    expect(workbench.draft).toEqual(second);
    workbench.undo();
    expect(workbench.draft).toEqual(first);
    expect(workbench.canUndo).toBe(false);
    workbench.redo();
    expect(workbench.draft).toEqual(second);
    workbench.edit(first);
    expect(workbench.canRedo).toBe(false);
  });

  it('takes the typing in one field as one step, until the field is left', async () => {
    const { workbench } = await start();
    const first = workbench.draft;
    for (const units of [1, 12, 123]) workbench.edit(changeLayer(workbench.draft, 0, { units }), 'units 0');
    workbench.settle();
    workbench.edit(changeLayer(workbench.draft, 0, { units: 64 }), 'units 0');
    workbench.undo();
    expect(workbench.draft.hidden[0].units).toBe(123);
    workbench.undo();
    expect(workbench.draft).toEqual(first);
  });

  it('is there again the next time', async () => {
    const { storage, workbench } = await start();
    workbench.editConfig({ epochs: 12 }, 'epochs');
    const again = await start(new FakeEngine(), storage);
    expect(again.workbench.draft).toEqual(workbench.draft);
  });

  it('cannot be started while something is wrong with it, and says what', async () => {
    const { engine, workbench } = await start();
    expect(workbench.canStart).toBe(true);
    workbench.editConfig({ batchSize: 900 }, 'batchSize');
    expect(workbench.problem('config.batchSize')).toMatch(/at most 800/);
    expect(workbench.canStart).toBe(false);
    await workbench.start();
    expect(engine.inputsOf('runs.start')).toEqual([]);
  });

  it('is refused when it would not fit into memory', async () => {
    const { workbench } = await start();
    const wide = changeLayer(changeLayer(addLayer(workbench.draft), 0, { units: 65_536 }), 1, { units: 65_536 });
    workbench.edit(wide);
    expect(workbench.problem('design')).toMatch(/GB of memory/);
    expect(workbench.canStart).toBe(false);
  });
});

describe('starting', () => {
  it('sends the draft, shows the run, and goes on showing it when it has ended', async () => {
    const { engine, notices, workbench } = await start();
    await workbench.start();
    expect(engine.inputsOf('runs.start')).toEqual([
      {
        dataset: 'digits',
        design: {
          inputs: 784,
          layers: [
            { units: 128, activation: 'relu' },
            { units: 10, activation: 'softmax' },
          ],
        },
        config: workbench.draft.config,
      },
    ]);
    expect(workbench.shown?.id).toBe('new1');
    expect(notices.list).toEqual([]);
    engine.tell('run.changed', run('new1', { status: 'finished' }));
    expect(workbench.shown?.status).toBe('finished');
  });

  it('queues behind a run that is going on, says so, and goes on showing that one', async () => {
    const { engine, notices, workbench } = await start();
    await workbench.start();
    engine.tell('run.changed', run('new1', { status: 'running' }));
    await workbench.start();
    expect(workbench.shown?.id).toBe('new1');
    expect(notices.list[0].text).toMatch(/is queued/);
    notices.act(notices.list[0]);
    expect(workbench.shown?.id).toBe('new2');
  });

  it('starts several, and shows each while it goes on, unless one is asked for', async () => {
    const { engine, notices, workbench } = await start();
    const setup = (seed: number) => ({
      name: `Seed ${seed}`,
      dataset: 'digits',
      design: workbench.design,
      config: { ...workbench.draft.config, seed },
    });
    engine.answer('runs.startMany', ({ runs }: { runs: RunSetup[] }) =>
      runs.map(({ name }, index) => {
        const started = run(`of${index}`, { name: name!, status: 'queued', createdAt: index });
        engine.tell('run.changed', started);
        return started;
      }),
    );
    expect(await workbench.startMany([setup(1), setup(2)])).toBe(true);
    expect(workbench.shown?.id).toBe('of0');
    expect(notices.list).toEqual([]);
    engine.tell('run.changed', run('of0', { createdAt: 0 }));
    engine.tell('run.changed', run('of1', { createdAt: 1, status: 'running' }));
    expect(workbench.shown?.id).toBe('of1');
    workbench.show('of0');
    expect([workbench.shown?.id, workbench.isFollowing]).toEqual(['of0', false]);
    workbench.follow();
    expect([workbench.shown?.id, workbench.isFollowing]).toEqual(['of1', true]);
    expect(await workbench.startMany([setup(3)])).toBe(true);
    expect(notices.list[0].text).toBe('1 run waits for its turn.');
    engine.refuse('runs.startMany', 'bad-setup', '“Seed 4” cannot be trained.');
    expect(await workbench.startMany([setup(4)])).toBe(false);
    expect(notices.list[1].text).toBe('“Seed 4” cannot be trained.');
  });

  it('may begin with a step, and steps and pauses the run that is shown', async () => {
    const { engine, workbench } = await start();
    expect(workbench.step('batch')).toBe(false);
    await workbench.start('batch');
    expect(engine.inputsOf('runs.start')).toMatchObject([{ step: 'batch' }]);
    expect(workbench.step('batch')).toBe(false); // it waits for its turn
    engine.tell('run.changed', run('new1', { status: 'running' }));
    workbench.pauseOrContinue();
    expect(workbench.step('epoch')).toBe(true);
    engine.tell('run.changed', run('new1', { status: 'paused' }));
    workbench.pauseOrContinue();
    await settle();
    expect(engine.inputsOf('runs.pause')).toEqual([{ run: 'new1' }]);
    expect(engine.inputsOf('runs.step')).toEqual([{ run: 'new1', by: 'epoch' }]);
    expect(engine.inputsOf('runs.continue')).toEqual([{ run: 'new1' }]);
  });

  it('shows the newest run when none was started here, but never the bundled model', async () => {
    const engine = new FakeEngine();
    engine.answer('runs.list', () => [
      run('old', { createdAt: 1 }),
      run('new', { createdAt: 2 }),
      run('bundled', { createdAt: 3 }),
    ]);
    const { workbench } = await start(engine);
    expect(workbench.shown?.id).toBe('new');
    engine.tell('run.changed', run('old', { createdAt: 1, status: 'running' }));
    expect(workbench.shown?.id).toBe('old');
  });

  it('shows the last run the next time, but not from the trash', async () => {
    const { storage, workbench } = await start();
    await workbench.start();
    const engine = new FakeEngine();
    engine.answer('runs.list', () => [run('new1')]);
    const again = await start(engine, storage);
    expect(again.workbench.shown?.id).toBe('new1');
    engine.tell('run.changed', run('new1', { trashedAt: 5 }));
    expect(again.workbench.shown).toBeUndefined();
  });
});

describe('a child of a run', () => {
  const suggestion = { changes: [{ set: 'learning-rate', to: 0.05 }], epoch: 3 } as const;
  const parent = run('parent', { status: 'finished', epochs: 3 });

  async function prepared(epoch = 3) {
    const engine = new FakeEngine();
    engine.answer('runs.list', () => [parent]);
    const started = await start(engine);
    const { workbench } = started;
    workbench.edit(childDraft(workbench.draft, parent, { changes: [...suggestion.changes], epoch }, digits));
    return started;
  }

  it('has the setup of its parent with what is changed, and is started as its child', async () => {
    const { engine, workbench } = await prepared();
    expect(workbench.design).toEqual(parent.design);
    expect(workbench.problems).toEqual([]);
    await workbench.start();
    expect(engine.inputsOf('runs.start').at(-1)).toMatchObject({
      parent: { run: 'parent', epoch: 3 },
      config: { optimizer: { learningRate: 0.05 } },
    });
    workbench.edit(letGoOfParent(workbench.draft));
    await workbench.start();
    expect(engine.inputsOf('runs.start').at(-1)).not.toHaveProperty('parent');
  });

  it('cannot begin with weights that do not fit, or that are no longer there', async () => {
    const { workbench } = await prepared();
    workbench.edit(addLayer(workbench.draft));
    expect(workbench.problems).toMatchObject([{ field: 'design' }]);
    const { workbench: fresh } = await prepared(0);
    fresh.edit(addLayer(fresh.draft));
    expect(fresh.problems).toEqual([]);
    fresh.edit({ ...fresh.draft, parent: { run: 'gone', epoch: 0 } });
    expect(fresh.problems).toMatchObject([{ field: 'parent' }]);
  });
});
