import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportInspection } from '#core/contract/importing.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { Importing } from '#renderer/views/data/import/importing.svelte.ts';
import { FakeEngine } from '../../../state/fakeEngine.ts';

const column = { type: 'number', missing: 0, range: [0, 1], different: 2, some: ['0', '1'] } as const;
const inspection: ImportInspection = {
  kind: 'table',
  layout: { separator: ',', header: true, decimal: '.' },
  rows: 2,
  columns: ['a', 'b', 'y'].map((name) => ({ ...column, name, range: [0, 1], some: ['0', '1'] })),
  preview: [],
  proposedLabel: 'y',
};
const table = [{ path: 'iris.csv', file: new File(['a,b,y\n'], 'iris.csv') }];

let engine: FakeEngine;
let importing: Importing;

beforeEach(async () => {
  engine = new FakeEngine();
  engine.answer('imports.upload', () => ({ upload: 'u-1' }));
  engine.answer('imports.write', () => ({ bytes: 6 }));
  engine.answer('imports.discard', () => ({}));
  engine.answer('imports.cancel', () => ({}));
  engine.answer('imports.inspect', () => inspection);
  const session = new Session(engine, new Notices());
  session.open();
  importing = new Importing(session);
  await expect.poll(() => session.status).toBe('ready');
});

describe('an import by the page', () => {
  it('hands files over, looks at them, and imports them as they were chosen', async () => {
    engine.answer('imports.import', () => ({ dataset: { id: 'd-1' }, isNew: true, dropped: 0 }));
    await importing.take(table);
    expect(importing).toMatchObject({ phase: 'ready', name: 'iris', roles: ['input', 'input', 'label'] });
    importing.setRole(0, 'out');
    importing.testLast = 1;
    importing.name = ' Iris ';
    expect(await importing.import()).toMatchObject({ dataset: { id: 'd-1' } });
    expect(engine.inputsOf('imports.import')).toEqual([
      {
        task: expect.any(String) as unknown,
        name: 'Iris',
        setup: {
          kind: 'table',
          file: { upload: 'u-1', file: 'iris.csv' },
          label: 'y',
          targets: [],
          features: ['b'],
          testLast: 1,
        },
      },
    ]);
    expect(engine.inputsOf('imports.discard')).toEqual([{ upload: 'u-1' }]);
    expect(importing.phase).toBe('choosing');
  });

  it('tells what is wrong with a file, and lets another be chosen', async () => {
    engine.refuse('imports.inspect', 'bad-file', 'iris.csv is empty.', 'Choose another.');
    await importing.take(table);
    expect(importing).toMatchObject({
      phase: 'choosing',
      problem: { text: 'iris.csv is empty.', hint: 'Choose another.' },
      inspection: null,
    });
    engine.answer('imports.inspect', () => inspection);
    await importing.take(table);
    expect(importing).toMatchObject({ phase: 'ready', problem: null });
  });

  it('goes back to the preview when it is refused or cancelled', async () => {
    await importing.take(table);
    engine.refuse('imports.import', 'bad-file', 'iris.csv has no value in row 3.', 'Leave such rows out.');
    expect(await importing.import()).toBeUndefined();
    expect(importing).toMatchObject({ phase: 'ready', problem: { text: 'iris.csv has no value in row 3.' } });

    engine.answers.delete('imports.import'); // never answered
    void importing.import();
    await expect.poll(() => engine.inputsOf('imports.import')).toHaveLength(2);
    const [, { task }] = engine.inputsOf('imports.import') as { task: string }[];
    expect(importing.task).toBe(`import:${task}`);
    importing.cancel();
    await expect.poll(() => engine.inputsOf('imports.cancel')).toEqual([{ task }]);
    expect(importing).toMatchObject({ phase: 'ready', problem: null });
  });

  it('needs a name, and something to be told', async () => {
    await importing.take(table);
    expect(importing.choiceProblem).toBeUndefined();
    importing.setRole(2, 'input');
    expect(importing.choiceProblem).toMatch(/a label for classes, or targets/);
    importing.setRole(1, 'target');
    importing.name = ' ';
    expect(importing.choiceProblem).toBe('Give the dataset a name.');
  });
});
