import { describe, expect, it } from 'vitest';
import type { Dataset } from '#core/contract/dataset.ts';
import type { RequestInput } from '#core/contract/requests.ts';
import { designFileText, type SavedDesign } from '#core/contract/savedDesign.ts';
import { toyForm, toySource } from '#core/data/toy/generator.ts';
import { DatasetsState } from '#renderer/state/datasets.svelte.ts';
import { DesignsState } from '#renderer/state/designs.svelte.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Place } from '#renderer/state/place.svelte.ts';
import { QueueState } from '#renderer/state/queue.svelte.ts';
import { RunsState } from '#renderer/state/runs.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { contentOf, datasetInFile } from '#renderer/views/workbench/designs/contents.ts';
import { DesignBench } from '#renderer/views/workbench/designs/designBench.svelte.ts';
import { templates } from '#renderer/views/workbench/designs/templates.ts';
import { addLayer, changeLayer, changeOutput } from '#renderer/views/workbench/draft.ts';
import { Workbench } from '#renderer/views/workbench/workbench.svelte.ts';
import { FakeBar, FakeEngine, fakeStorage, settle } from '../../../state/fakeEngine.ts';

const spirals: Dataset = {
  ...toyForm('spirals'),
  id: 'spirals',
  name: 'Spirals',
  source: toySource('spirals'),
  state: 'ready',
  hash: 'abc',
  count: 1000,
  classCounts: [],
  licence: null,
  bytes: 9000,
  createdAt: 0,
  trashedAt: null,
};
const mine: Dataset = { ...spirals, id: 'mine-1', name: 'My table', classes: ['a', 'b', 'c'], createdAt: 1 };

async function start(datasets = [spirals, mine]) {
  const engine = new FakeEngine();
  let designs: SavedDesign[] = [];
  let now = 0;
  const change = (id: string, changes: Partial<SavedDesign>): SavedDesign => {
    const changed = { ...designs.find((design) => design.id === id)!, ...changes, updatedAt: ++now };
    designs = designs.map((design) => (design.id === id ? changed : design));
    return changed;
  };
  engine.answer('datasets.list', () => datasets);
  engine.answer('designs.list', () => designs);
  engine.answer('designs.save', ({ design, name, content }: RequestInput<'designs.save'>) => {
    const kept = { name, content: content as SavedDesign['content'], trashedAt: null };
    if (design !== undefined) return change(design, kept);
    const added = { id: `d${designs.length}`, ...kept, createdAt: ++now, updatedAt: now };
    designs = [...designs, added];
    return added;
  });
  engine.answer('designs.trash', ({ design }: { design: string }) => change(design, { trashedAt: 5 }));
  engine.answer('designs.restore', ({ design }: { design: string }) => change(design, { trashedAt: null }));
  const notices = new Notices();
  const session = new Session(engine, notices);
  const runs = new RunsState(session, notices, new Place(new FakeBar()));
  const state = { datasets: new DatasetsState(session, notices), designs: new DesignsState(session, notices) };
  const workbench = new Workbench(
    { ...state, notices, queue: new QueueState(session, runs, notices), runs, session },
    fakeStorage(),
  );
  const bench = new DesignBench({ ...state, notices, workbench });
  session.open();
  await settle();
  bench.take(templates.find(({ dataset }) => dataset === 'spirals')!);
  return { bench, designs: state.designs, engine, notices, workbench };
}

const file = (text: string, name = 'x.design.json') => new File([text], name);

describe('a saved design', () => {
  it('is kept, edited, kept again and brought back', async () => {
    const { bench, workbench, notices, engine } = await start();
    expect(bench.saved).toBeUndefined();
    await bench.saveAs('First');
    expect([bench.saved?.name, bench.isEdited]).toEqual(['First', false]);
    workbench.edit(addLayer(workbench.draft));
    expect(bench.isEdited).toBe(true);
    workbench.undo();
    expect(bench.isEdited).toBe(false);
    workbench.edit(changeLayer(workbench.draft, 0, { units: 99 }));
    await bench.save();
    expect([bench.isEdited, bench.saved?.content.layers[0].units]).toEqual([false, 99]);
    notices.act(notices.list.at(-1)!);
    await settle();
    expect([bench.isEdited, bench.saved?.content.layers[0].units]).toEqual([true, 16]);
    expect(engine.inputsOf('designs.save')).toHaveLength(3);
  });

  it('does not count the name of the next run for an edit', async () => {
    const { bench, workbench } = await start();
    await bench.saveAs('First');
    workbench.edit({ ...workbench.draft, name: 'A run', dismissed: ['learning-rate'] });
    expect(bench.isEdited).toBe(false);
  });

  it('is opened as one edit that can be undone, and takes the place of whatever was there', async () => {
    const { bench, designs, workbench, notices } = await start();
    await bench.saveAs('First');
    const [first] = designs.kept;
    bench.take(templates.find(({ dataset }) => dataset === 'spirals')!);
    workbench.edit(addLayer({ ...workbench.draft, name: 'A run' }));
    const edited = workbench.draft;
    bench.open(first);
    expect([bench.saved?.id, bench.isEdited, workbench.draft.name]).toEqual([first.id, false, '']);
    workbench.undo();
    expect(workbench.draft).toBe(edited);
    workbench.redo();
    workbench.edit(addLayer(workbench.draft));
    notices.act(notices.list.at(-1)!);
    expect(workbench.draft).toBe(edited);
  });

  it('in the trash is no longer what is on the Workbench, until it is taken back', async () => {
    const { bench, designs, notices } = await start();
    await bench.saveAs('First');
    await designs.trash(bench.saved!.id);
    expect([bench.saved, designs.kept, designs.trashed.length]).toEqual([undefined, [], 1]);
    notices.act(notices.list.at(-1)!);
    await settle();
    expect(bench.saved?.name).toBe('First');
  });
});

describe('a design’s file', () => {
  it('brings back the very same network, dataset and training', async () => {
    const { bench, workbench } = await start();
    workbench.edit(changeLayer(workbench.draft, 0, { activation: 'elu', slope: 0.5, dropout: 0.2 }));
    workbench.editConfig({ epochs: 77, schedule: { name: 'step', everyEpochs: 3, factor: 0.1 } }, 'epochs');
    const content = contentOf(workbench.draft, workbench.design);
    bench.take(templates.find(({ dataset }) => dataset === 'spirals')!);
    expect(await bench.openFile(file(designFileText('Mine', 'spirals', content)))).toBe(true);
    expect(contentOf(workbench.draft, workbench.design)).toEqual(content);
    expect(workbench.draft.output).toEqual({ activation: 'softmax' });
  });

  it('names a dataset as another computer knows it, and finds it by that', async () => {
    expect([datasetInFile(spirals), datasetInFile(mine)]).toEqual(['spirals', 'My table']);
    const { bench, workbench } = await start();
    const layers = '"layers": [{ "units": 3, "activation": "softmax" }]';
    await bench.openFile(file(`{ "dataset": "My table", ${layers} }`));
    expect([workbench.draft.dataset, workbench.problems]).toEqual(['mine-1', []]);
  });

  it('for a dataset that is not here leaves the dataset chosen, and says so', async () => {
    const { bench, workbench, notices } = await start();
    const text = '{ "dataset": "Theirs", "layers": [{ "units": 7, "activation": "softmax" }] }';
    expect(await bench.openFile(file(text))).toBe(true);
    expect(notices.list.map((notice) => notice.text)).toContain(
      'The dataset “Theirs” is not here. “Spirals” stays chosen.',
    );
    expect(workbench.draft).toMatchObject({ dataset: 'spirals', output: { units: 7, activation: 'softmax' } });
    const [advice] = workbench.advice;
    expect([advice.id, advice.mend.label]).toEqual(['output-units', 'Give it 2 units']);
    workbench.mend(advice);
    expect([workbench.problems, workbench.draft.output]).toEqual([[], { activation: 'softmax' }]);
  });

  it('that someone wrote by hand gets what is usual', async () => {
    const { bench, workbench } = await start();
    await bench.openFile(file('{ "hidden": [5, 4], "activation": "tanh", "training": { "epochs": 9 } }'));
    expect(workbench.design.layers.map(({ units, activation }) => `${units} ${activation}`)).toEqual([
      '5 tanh',
      '4 tanh',
      '2 softmax',
    ]);
    expect(workbench.draft.config).toMatchObject({ epochs: 9, preparation: 'standardise' });
  });

  it('that cannot be used changes nothing, and is told by name', async () => {
    const { bench, workbench, notices } = await start();
    const { draft } = workbench;
    expect(await bench.openFile(file('{ "version": 4 }', 'new.json'))).toBe(false);
    expect(await bench.openFile(file('x'.repeat(1_000_001), 'huge.json'))).toBe(false);
    expect(notices.list.filter(({ tone }) => tone === 'error').map(({ text }) => text)).toEqual([
      'new.json was written by a newer Lamina (format 4; this one reads up to 1).',
      'huge.json is too large to be a design, which has at most 1 MB.',
    ]);
    expect(workbench.draft).toBe(draft);
  });
});

describe('advice', () => {
  it('is taken as one edit, which can be undone', async () => {
    const { workbench } = await start();
    workbench.edit(changeLayer(workbench.draft, 1, { activation: 'sign' }));
    const before = workbench.draft;
    const [advice] = workbench.advice;
    expect(advice.answers).toEqual(workbench.problems.map(({ field }) => field));
    workbench.mend(advice);
    expect([workbench.problems, workbench.advice, workbench.design.layers[1].activation]).toEqual([[], [], 'tanh']);
    expect(workbench.draft.hidden.map(({ key }) => key)).toEqual(before.hidden.map(({ key }) => key));
    workbench.undo();
    expect(workbench.draft).toBe(before);
  });

  it('stays dismissed for the draft, and no longer', async () => {
    const { bench, workbench } = await start();
    workbench.dismissAdvice('learning-rate');
    workbench.edit(changeOutput(workbench.draft, { activation: 'sigmoid' }));
    expect(workbench.draft.dismissed).toEqual(['learning-rate']);
    workbench.showDismissedAdvice();
    expect(workbench.draft.dismissed).toBeUndefined();
    workbench.dismissAdvice('learning-rate');
    bench.take(templates.find(({ dataset }) => dataset === 'spirals')!);
    expect(workbench.draft.dismissed).toBeUndefined();
  });
});
