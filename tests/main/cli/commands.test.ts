import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activation } from '#core/contract/design.ts';
import type { LayerTrouble } from '#core/contract/inside.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { detail, digits, epochResult, run } from './examples.ts';
import { lamina, type Handlers } from './fakeEngine.ts';

const other = run({
  id: 'f00ba4',
  name: 'Other',
  status: 'stopped',
  config: {
    ...run().config,
    optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  },
  best: epochResult(1, 0.5),
  last: epochResult(1, 0.5),
});
const trashed = run({ id: 'dead01', name: 'Gone', trashedAt: 1_760_000_200_000 });

const store: Handlers = {
  'runs.list': () => [run(), other, trashed],
  'runs.get': ({ run: id }) => {
    const found = [run(), other, trashed, run({ id: 'bundled' })].find((kept) => kept.id === id);
    if (found === undefined) throw new LaminaError('not-found', `There is no run "${id}".`);
    return detail(found);
  },
  'datasets.list': () => [digits],
};

describe('lamina runs', () => {
  it('lists the runs that are not in the trash, aligned', async () => {
    const { code, out } = await lamina('runs', store);
    expect(code).toBe(0);
    expect(out.map((line) => line.slice(0, 85))).toEqual([
      'id      name       status    dataset  network     epochs  accuracy at lowest loss  cr',
      'a1b2c3  First try  finished  Digits   784-128-10     2/2                   88.17%  20',
      'f00ba4  Other      stopped   Digits   784-128-10     2/2                   87.83%  20',
    ]);
  });

  it('prints a run a line as JSON', async () => {
    const { json } = await lamina('runs --json', store);
    expect(json).toEqual([run(), other]);
  });

  it('says what to do next when there are none', async () => {
    const { out } = await lamina('runs', { 'runs.list': () => [] });
    expect(out).toEqual(['There are no runs yet. Start one with: lamina train']);
  });

  it('keeps a name from moving the cursor', async () => {
    const { out } = await lamina('runs', { 'runs.list': () => [run({ name: 'red\u001b[31m\nline' })] });
    expect(out).toHaveLength(2);
    expect(out[1]).toContain('red line');
  });
});

describe('a RUN', () => {
  it('goes by its id, the beginning of its id, or its name', async () => {
    for (const named of ['a1b2c3', 'a1', 'First try']) {
      const { json } = await lamina(['show', named, '--json'], store);
      expect(json).toEqual([detail()]);
    }
  });

  it('is asked for as "bundled" without a look at the list', async () => {
    const { asked } = await lamina('show bundled', { 'runs.get': () => detail({ id: 'bundled' }) });
    expect(asked).toEqual(['runs.get']);
  });

  it('that is unknown is named, with the nearest one', async () => {
    const { code, err } = await lamina('show f00ab4', store);
    expect(code).toBe(1);
    expect(err).toEqual(['There is no run "f00ab4".', 'Did you mean "f00ba4"? lamina runs lists them all.']);
    const far = await lamina('show zzzzzzzzzz', store);
    expect(far.err).toEqual(['There is no run "zzzzzzzzzz".', 'lamina runs lists them all.']);
  });

  it('that could be several is refused, and all are named', async () => {
    const { code, err } = await lamina('show Twin', {
      'runs.list': () => [run({ name: 'Twin' }), run({ id: 'b2', name: 'Twin' })],
    });
    expect(code).toBe(1);
    expect(err).toEqual(['"Twin" could be any of a1b2c3 ("Twin"), b2 ("Twin").', 'Name the run you mean by its id.']);
  });
});

describe('lamina show', () => {
  it('tells the settings, the results and the checkpoints', async () => {
    const { out } = await lamina('show a1b2c3', store);
    expect(out).toContain('examples          800 to train on, 200 to test with');
    expect(out.some((line) => /^Learning rate +0\.1$/.test(line))).toBe(true);
    expect(out.at(-1)).toMatch(/^ {4}2 {7}50 {2}best, last, kept {2}407\.1 kB .* a{64}$/);
  });

  it('tells of which epoch the weights are, and every change of the learning rate', async () => {
    const kept = detail({
      status: 'diverged',
      epochs: 4,
      last: epochResult(4),
      learningRates: [
        { step: 0, learningRate: 0.5, at: 0 },
        { step: 1234, learningRate: 0.01, at: 0 },
      ],
    });
    const { out } = await lamina('show a1b2c3', { ...store, 'runs.get': () => kept });
    expect(out).toContain('weights are       of epoch 2, the newest checkpoint; epoch 4 was the last to be tested');
    expect(out.some((line) => line.startsWith('their result      epoch 2; test loss 0.2500, 88.17% right;'))).toBe(
      true,
    );
    expect(out.some((line) => line.startsWith('from batch 1, epoch 1: 0.5, at '))).toBe(true);
    expect(out.some((line) => line.startsWith('from batch 1,235, epoch 50: 0.01, at '))).toBe(true);
  });
});

describe('lamina look', () => {
  const bins = { from: 0, to: 1, counts: Uint32Array.of(1), nonFinite: 0 };
  const histograms = { weights: bins, biases: bins, activations: bins, gradients: bins };
  const layer = { units: 128, weightSize: 0.125, gradientSize: 0.002, deadUnits: [], dead: 0, saturated: 0 };
  const inside = {
    run: 'a1b2c3',
    step: 3000,
    epoch: 2,
    live: false,
    milliseconds: 5,
    layers: [
      { ...histograms, ...layer, dead: 20, troubles: ['dead', 'vanishing'] satisfies LayerTrouble[] },
      { ...histograms, ...layer, units: 10, troubles: [] },
    ],
  };

  it('prints how each layer is', async () => {
    const { code, out } = await lamina('look a1b2c3', { ...store, 'runs.look': () => inside });
    expect(code).toBe(0);
    expect(out).toEqual([
      'After 3,000 batches:',
      'layer     activation  units  weights  gradients  dead  saturated  in trouble',
      'hidden 1  ReLU          128   1.3e-1     2.0e-3    20          0  dead units, vanishing gradient',
      'output    Softmax        10   1.3e-1     2.0e-3     0          0  no',
    ]);
  });

  it('prints the same as JSON, without the histograms', async () => {
    const { json } = await lamina('look a1b2c3 --json', { ...store, 'runs.look': () => inside });
    expect(json).toMatchObject([{ run: 'a1b2c3', step: 3000, layers: [{ units: 128, dead: 20 }, { units: 10 }] }]);
    expect(JSON.stringify(json)).not.toContain('counts');
  });

  it('fails where there are no examples to try the network on', async () => {
    const { layers, ...others } = inside;
    expect(layers).toHaveLength(2);
    const { code, err } = await lamina('look a1b2c3', { ...store, 'runs.look': () => others });
    expect(code).toBe(1);
    expect(err).toEqual([
      'The examples of "Digits", on which "First try" was trained, are not here.',
      'Make or import them again.',
    ]);
  });
});

describe('lamina gradcheck', () => {
  const layers = [
    { weights: 2.5e-9, bias: 1e-9, tried: 40 },
    { weights: 3e-8, bias: 0, tried: 30 },
  ];
  const agreeing = { layers, examples: 16, epoch: 2, largest: 3e-8, bound: 1e-4, agrees: true };

  it('tells what differs in each layer', async () => {
    const { code, out } = await lamina('gradcheck a1b2c3', { ...store, 'runs.checkGradients': () => agreeing });
    expect(code).toBe(0);
    expect(out.map((line) => line.trim().split(/ {2,}/)).slice(0, 3)).toEqual([
      ['layer', 'weights', 'activation', 'tried', 'weights differ by', 'biases differ by'],
      ['hidden 1', '784 × 128', 'ReLU', '40', '2.5e-9', '1.0e-9'],
      ['output', '128 × 10', 'Softmax', '30', '3.0e-8', '0.0e+0'],
    ]);
    expect(out.at(-2)).toBe('on a batch of 16 examples, with the weights of epoch 2. It must be at most 0.0001.');
    expect(out.at(-1)).toBe('The gradients agree.');
  });

  it('ends with code 1 when they differ by more than rounding', async () => {
    const differing = { ...agreeing, largest: 0.5, agrees: false };
    const handlers: Handlers = { ...store, 'runs.checkGradients': () => differing };
    const { code, json } = await lamina('gradcheck a1b2c3 --json', handlers);
    expect([code, json]).toEqual([1, [differing]]);
    expect((await lamina('gradcheck a1b2c3', handlers)).out.at(-1)).toContain('do not agree');
  });

  it('takes a recipe for a run with fresh weights, and refuses one that cannot be trained', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lamina-gradcheck-'));
    try {
      const path = join(folder, 'recipe.json');
      await writeFile(path, '{"hidden": [5], "activation": "tanh"}');
      let asked: object = {};
      const handlers: Handlers = {
        ...store,
        'runs.checkGradients': (input) => {
          asked = input;
          return { ...agreeing, epoch: null };
        },
      };
      const { code, out } = await lamina(['gradcheck', '--config', path, '--sample', '7'], handlers);
      expect([code, out.at(-2)?.includes('with fresh weights')]).toEqual([0, true]);
      const hidden = { units: 5, activation: 'tanh' };
      expect(asked).toMatchObject({
        sample: 7,
        batch: 16,
        setup: { dataset: 'digits', design: { layers: [hidden, {}] } },
      });
      await writeFile(path, '{"hidden": [5], "activation": "sign"}');
      const refused = await lamina(['gradcheck', '--config', path], handlers);
      expect([refused.code, refused.asked]).toEqual([1, ['datasets.list']]);
      expect(refused.err[0]).toContain('Hidden layer 1 has sign, which is flat on both sides of its jump');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('lamina rate', () => {
  const events = [
    { step: 3, learningRate: 0.5, at: 1 },
    { step: 1234, learningRate: 0.01, at: 2 },
  ];
  /** An engine that has changed the learning rate by the time it is asked for the second time. */
  function changing(changes: Handlers = {}): Handlers {
    let isAsked = false;
    return {
      ...store,
      'runs.setLearningRate': () => {
        isAsked = true;
        return run();
      },
      'runs.get': () => detail({ status: 'running', learningRates: isAsked ? events : events.slice(0, 1) }),
      ...changes,
    };
  }

  it('tells from which batch on the change holds', async () => {
    const { code, out } = await lamina('rate a1b2c3 0.01', changing());
    expect([code, out]).toEqual([0, ['The learning rate is 0.01 from batch 1,235, epoch 50 on.']]);
    const { json } = await lamina('rate a1b2c3 1e-2 --json', changing());
    expect(json).toEqual([{ run: 'a1b2c3', ...events[1] }]);
  });

  it('says so when the run ended before, and when it cannot be changed', async () => {
    const ended = await lamina('rate a1b2c3 0.02', changing({ 'runs.get': () => detail() }));
    expect(ended).toMatchObject({ code: 1, err: ['"First try" ended before its learning rate could be changed.'] });
    const refusal = new LaminaError('conflict', '"First try" is queued.', 'Later.');
    const refuse = () => {
      throw refusal;
    };
    const refused = await lamina('rate a1b2c3 0.02', changing({ 'runs.setLearningRate': refuse }));
    expect(refused).toMatchObject({ code: 1, err: ['"First try" is queued.', 'Later.'] });
  });
});

describe('lamina compare', () => {
  it('sets the settings that differ and the results side by side', async () => {
    const { code, out } = await lamina('compare a1b2c3 f00ba4', store);
    expect(code).toBe(0);
    expect(out.map((line) => line.trimEnd().split(/ {2,}/))).toEqual(
      expect.arrayContaining([
        ['', 'a1b2c3', 'f00ba4'],
        ['Optimizer', 'SGD', 'Adam'],
        ['Learning rate', '0.1', '0.001'],
        ['Adam: β₁', '–', '0.9'],
        ['Test loss, best epoch', '0.2500', '0.5000'],
      ]),
    );
    expect(out.some((line) => line.startsWith('Batch size'))).toBe(false);
  });

  it('is one object as JSON', async () => {
    const { json } = await lamina('compare a1b2c3 f00ba4 --json', store);
    expect(json).toHaveLength(1);
    expect(json[0]).toMatchObject({
      runs: [{ id: 'a1b2c3' }, { id: 'f00ba4' }],
      settings: expect.arrayContaining([{ name: 'Optimizer', values: ['SGD', 'Adam'] }]) as unknown,
    });
  });

  it('refuses one run twice', async () => {
    expect(await lamina('compare a1b2c3 a1', store)).toMatchObject({ code: 2 });
  });
});

describe('lamina evaluate', () => {
  const evaluation = { examples: 1000, loss: 1 / 3, accuracy: 0.971, confusion: [[1]], classes: ['0'] };

  it('prints examples, loss and accuracy', async () => {
    let asked: unknown;
    const handlers: Handlers = {
      ...store,
      'runs.evaluate': (input) => {
        asked = input;
        return evaluation;
      },
    };
    const { json } = await lamina('evaluate a1b2c3 --dataset digits --json', handlers);
    expect(asked).toEqual({ run: 'a1b2c3', dataset: 'digits', part: 'all' });
    expect(json).toEqual([{ examples: 1000, loss: 1 / 3, accuracy: 0.971 }]);
    const { out } = await lamina('evaluate a1b2c3 --dataset Digits --part test', handlers);
    expect(asked).toMatchObject({ part: 'test' });
    expect(out).toEqual(['97.10% of the 1,000 examples in the test part of "Digits" right, loss 0.3333.']);
  });

  it('says when the examples that the run was trained on are among them', async () => {
    const mine = { ...digits, id: 'd-1', name: 'Mine', hash: 'e'.repeat(64) };
    const handlers: Handlers = {
      ...store,
      'datasets.list': () => [digits, { ...digits, id: 'd-2', name: 'A copy' }, mine],
      'runs.evaluate': () => evaluation,
    };
    const told = async (dataset: string) => (await lamina(['evaluate', 'a1b2c3', '--dataset', dataset], handlers)).out;
    const included = 'This includes the 800 examples that the run was trained on. To leave them out: --part test';
    expect(await told('digits')).toEqual([
      '97.10% of the 1,000 examples in the whole of "Digits" right, loss 0.3333.',
      included,
    ]);
    expect((await told('A copy')).at(-1)).toBe(included);
    expect(await told('Mine')).toEqual(['97.10% of the 1,000 examples in the whole of "Mine" right, loss 0.3333.']);
  });
});

describe('with files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lamina-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('predicts from the bytes of a picture', async () => {
    const picture = join(folder, 'seven.png');
    await writeFile(picture, Uint8Array.of(1, 2, 3));
    let png: Uint8Array = new Uint8Array();
    const handlers: Handlers = {
      ...store,
      'runs.predictPicture': (input) => {
        png = input.file;
        return { run: input.run, label: '7', probabilities: [0.25, 0.75], classes: ['1', '7'] };
      },
    };
    const { json } = await lamina(['predict', 'bundled', picture, '--json'], handlers);
    expect(json).toEqual([{ label: '7', probabilities: [0.25, 0.75] }]);
    expect([...png]).toEqual([1, 2, 3]);
    const { out } = await lamina(['predict', 'bundled', picture], handlers);
    expect(out).toEqual(['7', 'class  probability', '7           75.00%', '1           25.00%']);
  });

  it('takes outputs for probabilities only where they are', async () => {
    const picture = join(folder, 'output.png');
    await writeFile(picture, Uint8Array.of(1));
    const predicted = async (activation: Activation, probabilities: number[]) => {
      const design = { inputs: 784, layers: [{ units: 2, activation }] };
      const handlers: Handlers = {
        'runs.get': () => detail({ design }),
        'runs.predictPicture': (input) => ({ run: input.run, label: '7', probabilities, classes: ['1', '7'] }),
      };
      return (await lamina(['predict', 'bundled', picture], handlers)).out;
    };
    expect(await predicted('identity', [-0.5, 1.25])).toEqual([
      '7',
      'class   output',
      '7       1.2500',
      '1      -0.5000',
    ]);
    expect(await predicted('sigmoid', [0.5, 0.75])).toEqual(['7', 'class  output', '7      75.00%', '1      50.00%']);
  });

  it('names a picture that cannot be read', async () => {
    const missing = join(folder, 'missing.png');
    const { code, err } = await lamina(['predict', 'bundled', missing], store);
    expect(code).toBe(1);
    expect(err[0]).toBe(`${missing} cannot be read: there is no such file or folder.`);
    expect((await lamina(['predict', 'bundled', folder], store)).err[0]).toBe(
      `${folder} cannot be read: it is a folder.`,
    );
  });

  it('imports with whole paths, and prints the id alone', async () => {
    let asked: unknown;
    const handlers: Handlers = {
      'imports.import': ({ setup, name }) => {
        asked = setup;
        return { dataset: { ...digits, id: 'd-1', name }, isNew: true, dropped: 0 };
      },
    };
    const { out, err } = await lamina(['import', 'idx', 'images', 'labels.gz', '--name', 'My digits'], handlers);
    expect(asked).toEqual({
      kind: 'idx',
      images: { path: resolve('images') },
      labels: { path: resolve('labels.gz') },
    });
    expect(out).toEqual(['d-1']);
    expect(err).toEqual(['Imported "My digits": 1,000 pictures of 28 by 28, in 10 classes.']);
  });

  it('tells with --dry-run what is in a table, and imports nothing', async () => {
    const column = { missing: 0, range: null, different: 2, some: [] };
    const handlers: Handlers = {
      'imports.inspect': ({ setup }) => {
        expect(setup).toMatchObject({
          kind: 'table',
          layout: { separator: ';', header: false },
          targets: ['a, b', 'c'],
        });
        return {
          kind: 'table',
          layout: { separator: ';', header: false, decimal: ',' },
          rows: 2,
          columns: [
            { ...column, name: 'a, b', type: 'number', range: [-1, 2.5] },
            { ...column, name: 'c', type: 'number', range: [0, 1], missing: 1 },
            { ...column, name: 'kind', type: 'category', some: ['x', 'y'] },
          ],
          preview: [
            ['-1', '0', 'x'],
            ['2,5', '1', 'y'],
          ],
          proposedLabel: 'kind',
        };
      },
    };
    const words = ['import', 'csv', 'a.csv', '--dry-run', '--no-header', '--separator', 'semicolon'];
    const { out, asked } = await lamina([...words, '--targets', '"a, b",c'], handlers);
    expect(out).toEqual([
      '2 rows, 3 columns separated by semicolons, without a header, numbers with a decimal comma',
      '',
      'column  type      values             missing  use',
      'a, b    number    -1.0000 to 2.5000        0  target',
      'c       number    0.0000 to 1.0000         1  target',
      'kind    category  x, y                     0  input',
      '',
      'a, b  c  kind',
      '  -1  0  x',
      ' 2,5  1  y',
    ]);
    expect(asked).toEqual(['imports.inspect']);
  });

  it('tells of rows that were left out, and of content that is here already', async () => {
    const handlers: Handlers = {
      'imports.import': ({ setup, name }) => {
        expect(setup).toMatchObject({ kind: 'images', size: [20, 30], fit: 'stretch', invert: true });
        return { dataset: { ...digits, name: `${name} of old` }, isNew: false, dropped: 2 };
      },
    };
    const { err } = await lamina('import images pets.zip --size 20x30 --fit stretch --invert', handlers);
    expect(err).toEqual([
      'This content is here already, as "pets of old": 1,000 pictures of 28 by 28, in 10 classes.',
      '2 rows left out for want of a value.',
    ]);
  });

  it('exports whole or not at all, and replaces a file only when told to', async () => {
    const file = join(folder, 'weights.json');
    const handlers: Handlers = {
      ...store,
      'runs.export': ({ epoch }) => {
        if (epoch === 9) throw new LaminaError('not-found', 'The run a1b2c3 has no checkpoint of epoch 9.');
        return { bytes: new TextEncoder().encode('{}'), checkpoint: detail().checkpoints[0] };
      },
    };
    const words = ['export', 'a1b2c3', '--format', 'json', '--out', file];
    expect(await lamina([...words, '--checkpoint', '9'], handlers)).toMatchObject({ code: 1 });
    expect(await readdir(folder)).not.toContain('weights.json');
    const { code, out } = await lamina(words, handlers);
    expect(code).toBe(0);
    expect(out).toEqual([expect.stringMatching(/^Wrote the weights after 2 epochs.* \(2 bytes\)\.$/)]);
    expect(await readFile(file, 'utf8')).toBe('{}');
    const again = await lamina(words, handlers);
    expect(again.code).toBe(1);
    expect(again.err).toEqual([`${file} is there already.`, 'Choose another name, or replace it with --force.']);
    expect(again.asked).toEqual([]);
    expect(await lamina([...words, '--force'], handlers)).toMatchObject({ code: 0 });
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('says why a file cannot be written', async () => {
    const inside = join(folder, 'seven.png', 'weights.json');
    const { code, err } = await lamina(['export', 'a1b2c3', '--format', 'json', '--out', inside], store);
    expect(code).toBe(1);
    expect(err[0]).toBe(`${inside} cannot be written: a part of its path is not a folder.`);
  });
});

describe('lamina datasets export', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'lamina-export-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const pieces: Handlers = {
    ...store,
    'datasets.exportPiece': ({ file, from }) => ({
      bytes: new TextEncoder().encode(`${file} ${from};`),
      next: from === 0 ? 400 : null,
    }),
  };

  it('writes the pair of files that pictures are, piece by piece', async () => {
    const out = join(folder, 'mine');
    const exported = await lamina(['datasets', 'export', 'Digits', '--out', out], pieces);
    expect(exported.out).toEqual([`Wrote "Digits" to ${out}-images-idx3-ubyte and ${out}-labels-idx1-ubyte.`]);
    expect(await readFile(`${out}-images-idx3-ubyte`, 'utf8')).toBe('images 0;images 400;');
    expect(await readFile(`${out}-labels-idx1-ubyte`, 'utf8')).toBe('labels 0;labels 400;');

    const refused = await lamina(['datasets', 'export', 'Digits', '--out', out], pieces);
    expect([refused.code, refused.asked]).toEqual([1, ['datasets.list']]);
    expect(refused.err[0]).toContain('is there already');
  });

  it('leaves nothing behind, and says why, when a piece cannot be had', async () => {
    const broken: Handlers = {
      ...store,
      'datasets.exportPiece': () => {
        throw new LaminaError('workspace', 'The database is damaged.');
      },
    };
    const { code, err } = await lamina(['datasets', 'export', 'Digits', '--out', join(folder, 'none')], broken);
    expect([code, err[0]]).toEqual([1, 'The database is damaged.']);
    expect((await readdir(folder)).filter((name) => name.startsWith('none'))).toEqual([]);
  });
});

describe('lamina datasets', () => {
  it('lists them, with what is still to be made', async () => {
    const absent = { ...digits, id: 'more', state: 'absent' as const, hash: null };
    const plane = {
      ...digits,
      id: 'plane',
      kind: 'table' as const,
      shape: [1, 2] as [number, number],
      columns: ['x', 'y'],
      classes: [],
      targets: ['z'],
      state: 'absent' as const,
    };
    const trashed = { ...digits, id: 'gone', trashedAt: 1_760_000_200_000 };
    const { out } = await lamina('datasets', { 'datasets.list': () => [digits, absent, plane, trashed] });
    expect(out.slice(1)).toEqual([
      'digits  Digits     1,000   28×28  10 classes  785.0 kB  ready',
      'more    Digits     1,000   28×28  10 classes            made when first used',
      'plane   Digits     1,000       2    1 number            no longer here',
    ]);
  });
});

describe('lamina bench', () => {
  it('prints each line as it is measured', async () => {
    const line = {
      network: '784-128-10',
      optimizer: 'sgd',
      batch: 32,
      threads: 1,
      examplesPerSecond: 130_000.5,
      gigaflops: 74.25,
    };
    const handlers: Handlers = {
      'app.info': () => ({ version: '1', workspace: '', kernelBuild: 'simd', processors: 2, node: '24' }),
      'bench.run': (_, send) => {
        send('bench', line);
        return { kernelBuild: 'simd', lines: [line] };
      },
    };
    expect((await lamina('bench --json', handlers)).json).toEqual([{ ...line, kernelBuild: 'simd' }]);
    const { out } = await lamina('bench', handlers);
    expect(out.at(-2)?.split(/ {2,}/)).toEqual(['784-128-10', 'sgd', '32', '1', '130,001', '74.3']);
  });
});

describe('an error of the engine', () => {
  it('is told in two lines, and ends with code 1', async () => {
    const broken: Handlers = {
      'runs.list': () => {
        throw new LaminaError('workspace', 'The database is damaged.', 'Move it away and start again.');
      },
    };
    const { code, out, err } = await lamina('runs --json', broken);
    expect(code).toBe(1);
    expect(out).toEqual([]);
    expect(err).toEqual(['The database is damaged.', 'Move it away and start again.']);
  });
});
