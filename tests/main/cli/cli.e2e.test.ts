import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillDigits } from '#core/data/digits/generator.ts';
import { BuiltLamina, ending, engineOf, epochOf, idxPair, writeIdxPair, type Ended } from './builtLamina.ts';

/** Height and width of the pictures: those that a PNG is brought to. */
const size = 28;
const training = ['--hidden', '16', '--batch', '8', '--seed', '3'];

const windows = process.platform === 'win32';

let lamina: BuiltLamina;
let dataset = '';

beforeAll(async () => {
  lamina = await BuiltLamina.make();
  const [images, labels] = await writeIdxPair(lamina, 'patterns', 600, size);
  dataset = (await lamina.run('import', 'idx', images, labels, '--name', 'Patterns')).out.trim();
});
afterAll(() => lamina.remove());

function train(...words: string[]): Promise<Record<string, unknown>[]> {
  return lamina.json('train', '--dataset', dataset, ...training, ...words);
}

/** Two lines at most, what happened and what to do, and nothing of the program's insides. */
function expectTold({ code, out, err }: Ended, exitCode: number, told: RegExp): void {
  expect(err).toMatch(told);
  expect(code).toBe(exitCode);
  expect(out).toBe('');
  expect(err.trim().split('\n').length).toBeLessThanOrEqual(2);
  expect(err).not.toMatch(/^\s+at /m);
}

describe('the bundled model', () => {
  it('is there at once, and reads digits it has never seen', async () => {
    const count = 10;
    const pixels = new Uint8Array(count * size * size);
    const labels = new Uint8Array(count);
    fillDigits(1234, 0, count, pixels, labels);
    let right = 0;
    for (let i = 0; i < count; i++) {
      const data = pixels.subarray(i * size * size, (i + 1) * size * size);
      const picture = lamina.path('digit.png');
      await writeFile(picture, encode({ width: size, height: size, channels: 1, data }));
      const [{ label }] = await lamina.json('predict', 'bundled', picture);
      if (label === String(labels[i])) right++;
    }
    expect(right).toBeGreaterThanOrEqual(9);
  });

  it('can be shown and compared, but neither resumed nor lost', async () => {
    const [shown] = await lamina.json('show', 'bundled');
    expect(shown).toMatchObject({ id: 'bundled', status: 'finished', design: { inputs: 784 } });
    expectTold(await lamina.run('resume', 'bundled'), 1, /cannot be resumed/);
  });
});

describe('a run from the command line', () => {
  let end: Record<string, unknown> = {};
  let run = '';

  it('learns, tells of each epoch, and is kept', async () => {
    const events = await train('--epochs', '4', '--name', 'Mine');
    expect(events.map(({ event }) => event)).toEqual(['start', 'epoch', 'epoch', 'epoch', 'epoch', 'end']);
    end = events[5];
    run = String(end['run']);
    expect(events[0]['run']).toBe(run);
    expect(end).toMatchObject({
      status: 'finished',
      test: events[4]['test'],
      weightsHash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    expect(end['best']).toMatchObject({ epoch: expect.any(Number) as unknown });
    expect((end['test'] as { accuracy: number }).accuracy).toBeGreaterThan(0.95);
    expect(events[1]['examplesPerSecond']).toBeGreaterThan(0);
    const [kept] = (await lamina.json('runs')).filter(({ id }) => id === run);
    expect(kept).toMatchObject({ name: 'Mine', status: 'finished', epochs: 4, weightsHash: end['weightsHash'] });
  });

  it('comes to the same weights when it is run again', async () => {
    const events = await train('--epochs', '4');
    expect(events.at(-1)).toMatchObject({ status: 'finished', test: end['test'], weightsHash: end['weightsHash'] });
  });

  it('comes to other weights with another seed', async () => {
    const events = await train('--epochs', '1', '--seed', '4');
    expect(events.at(-1)['weightsHash']).not.toBe(end['weightsHash']);
  });

  it('is measured again as it was at its end', async () => {
    const [evaluation] = await lamina.json('evaluate', run, '--dataset', dataset, '--part', 'test');
    const test = end['test'] as { loss: number; accuracy: number };
    expect(evaluation['examples']).toBe(120);
    expect(evaluation['accuracy']).toBe(test.accuracy);
    expect(evaluation['loss']).toBeCloseTo(test.loss, 6);
    const [all] = await lamina.json('evaluate', run, '--dataset', 'Patterns');
    expect(all['examples']).toBe(600);
  });

  it('exports the weights that its hash is of, and never half a file', async () => {
    const file = lamina.path('weights.safetensors');
    await lamina.json('export', run, '--format', 'safetensors', '--out', file);
    const bytes = await readFile(file);
    const headerLength = Number(bytes.readBigUInt64LE(0));
    type Tensor = { shape: number[]; data_offsets: [number, number] };
    const header = JSON.parse(bytes.subarray(8, 8 + headerLength).toString()) as Record<string, Tensor>;
    expect(header['layers.0.weight'].shape).toEqual([size * size, 16]);
    const hash = createHash('sha256');
    for (const name of ['layers.0.weight', 'layers.0.bias', 'layers.1.weight', 'layers.1.bias']) {
      const [from, to] = header[name].data_offsets;
      hash.update(bytes.subarray(8 + headerLength + from, 8 + headerLength + to));
    }
    expect(hash.digest('hex')).toBe(end['weightsHash']);
  });

  it('recognises a picture', async () => {
    const data = idxPair(3, size, 1).images.subarray(16 + size * size, 16 + 2 * size * size);
    const picture = lamina.path('one.png');
    await writeFile(picture, encode({ width: size, height: size, channels: 1, depth: 8, data }));
    const [prediction] = await lamina.json('predict', run, picture);
    expect(Object.keys(prediction)).toEqual(['label', 'probabilities']);
    const probabilities = prediction['probabilities'] as number[];
    expect(probabilities).toHaveLength(3);
    expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 5);
  });

  it('stands beside another in a comparison, by its name', async () => {
    const events = await train('--epochs', '1', '--optimizer', 'adam');
    const [comparison] = await lamina.json('compare', 'Mine', String(events[0]['run']));
    expect(comparison['settings']).toContainEqual({ name: 'Optimizer', values: ['SGD', 'Adam'] });
  });

  it('cannot be resumed when it has finished', async () => {
    expectTold(await lamina.run('resume', run), 1, /cannot be resumed/);
  });
});

describe('a training that is cut off', () => {
  // Some seconds of training: the other process must come to cut it off before its end, however busy the machine is.
  const epochs = 12_000;
  let words: string[] = [];
  let undisturbed: unknown;

  beforeAll(async () => {
    const [images, labels] = await writeIdxPair(lamina, 'small', 600, 8);
    const [small] = await lamina.json('import', 'idx', images, labels, '--name', 'Small');
    words = ['train', '--dataset', String(small['id']), ...training, '--epochs', String(epochs)];
    undisturbed = (await lamina.json(...words)).at(-1)['weightsHash'];
  });

  async function expectSameAfterResume(run: string, status: string): Promise<void> {
    const [before] = await lamina.json('show', run);
    expect(before['status']).toBe(status);
    expect(before['epochs']).toBeLessThan(epochs);
    const events = await lamina.json('resume', run);
    expect(events.at(-1)).toMatchObject({ event: 'end', status: 'finished', epochs, weightsHash: undisturbed });
  }

  it.skipIf(windows)('by Ctrl+C says how to go on, and ends the same as undisturbed', async () => {
    const child = lamina.start(...words, '--json');
    const ended = ending(child);
    const run = await epochOf(child, 3);
    child.kill('SIGINT');
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toContain(`Go on with: lamina resume ${run}`);
    await expectSameAfterResume(run, 'stopped');
  });

  it.skipIf(windows)('by its engine being killed says so, and ends the same as undisturbed', async () => {
    const child = lamina.start(...words, '--json');
    const ended = ending(child);
    const run = await epochOf(child, 3);
    process.kill(engineOf(child), 'SIGKILL');
    const { code, err } = await ended;
    expect(err).toContain('The engine ended (SIGKILL)');
    expect(err).toContain(`lamina resume ${run}`);
    expect(code).toBe(1);
    await expectSameAfterResume(run, 'interrupted');
  });

  it('by being killed itself leaves a run that can be resumed, and no engine that goes on', async () => {
    const child = lamina.start(...words, '--epochs', '1000000', '--json');
    const run = await epochOf(child, 1);
    child.kill('SIGKILL');
    const status = async () => (await lamina.json('show', run))[0]['status'];
    await expect.poll(status, { timeout: 20_000 }).toBe('interrupted');
  });

  it('by its reader going away ends quietly', async () => {
    const child = lamina.start(...words, '--epochs', '1000000', '--json');
    const exited = once(child, 'exit');
    let err = '';
    child.stderr!.on('data', (bytes: Buffer) => (err += bytes.toString()));
    const run = await epochOf(child, 1);
    child.stdout!.destroy();
    expect((await exited)[0]).toBe(1);
    expect(err).toBe('');
    expect((await lamina.json('show', run))[0]['status']).toBe('interrupted');
  });
});

describe('a training whose numbers leave the range of numbers', () => {
  it('ends as diverged, says which epoch and layer, and keeps its last good checkpoint', async () => {
    const recipe = lamina.path('growing.json');
    const config = {
      hidden: [],
      outputActivation: 'identity',
      // Too large by so little that the weights need more than an epoch to leave the range of float32.
      training: { optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 40, epochs: 40, seed: 3 },
    };
    await writeFile(recipe, JSON.stringify(config));
    const { code, err, json } = await lamina.run('train', '--dataset', dataset, '--config', recipe, '--json');
    expect(code).toBe(1);
    const end = json.at(-1);
    expect(end).toMatchObject({
      event: 'end',
      status: 'diverged',
      weightsHash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    const [, epoch, layer] = /in epoch (\d+)\. The values of (the output layer) went first\./.exec(
      String(end['problem']),
    )!;
    expect([Number(epoch), layer]).toEqual([Number(end['weightsEpoch']) + 1, 'the output layer']);
    expect(err).toContain('it was 0.1. Try a tenth of it');
    const run = String(end['run']);
    const [measured] = await lamina.json('evaluate', run, '--dataset', dataset, '--part', 'test');
    const { test } = end['weightsResult'] as { test: { loss: number } };
    expect(measured['loss']).toBeCloseTo(test.loss, -Math.floor(Math.log10(test.loss)) + 5);
    expect((await lamina.run('show', run)).out).toContain(
      `weights are       of epoch ${String(end['weightsEpoch'])}\n`,
    );
  });
});

describe('gradcheck', () => {
  it('finds that backpropagation agrees with finite differences, for a run and for a recipe', async () => {
    const [ofRun] = await lamina.json('gradcheck', 'bundled', '--sample', '5', '--batch', '4');
    expect(ofRun).toMatchObject({ agrees: true, examples: 4, epoch: 16 });
    expect(ofRun['largest']).toBeLessThan(1e-6);
    const recipe = lamina.path('checked.json');
    await writeFile(recipe, JSON.stringify({ dataset, hidden: [9, 8], activation: 'gelu' }));
    const told = await lamina.run('gradcheck', '--config', recipe);
    expect([told.code, told.out.trim().split('\n').at(-1)]).toEqual([0, 'The gradients agree.']);
  });
});

describe('bad input', () => {
  it('a network that no memory holds', async () => {
    const words = ['--dataset', dataset, '--hidden', '65536,65536'];
    expectTold(
      await lamina.run('train', ...words),
      1,
      /needs 33,\d{3} MB of memory; the limit is 4,096 MB\.\nUse fewer/,
    );
    expect(await lamina.json('runs')).not.toContainEqual(
      expect.objectContaining({ name: expect.stringContaining('65536') as unknown }),
    );
  });

  it('wrong words', async () => {
    expectTold(await lamina.run('trian'), 2, /unknown command 'trian'[^]*Did you mean train\?/i);
    expectTold(await lamina.run('train', '--epohcs', '3'), 2, /unknown option '--epohcs'[^]*Did you mean --epochs\?/i);
    expectTold(await lamina.run('train', '--epochs', '0'), 2, /--epochs must be a whole number from 1 to 1,000,000/);
  });

  it('an unknown run', async () => {
    expectTold(await lamina.run('show', 'nobody'), 1, /There is no run "nobody"[^]*lamina runs/);
    expectTold(await lamina.run('evaluate', 'bundled', '--dataset', 'nothing'), 1, /There is no dataset "nothing"/);
  });

  it('pictures that are broken', async () => {
    const [kept] = await lamina.json('runs');
    const run = String(kept['id']);
    const text = lamina.path('text.png');
    await writeFile(text, 'this is no picture');
    expectTold(await lamina.run('predict', run, text), 1, /PNG/);
    const cut = lamina.path('cut.png');
    const whole = encode({ width: 8, height: 8, channels: 1, depth: 8, data: new Uint8Array(64).fill(200) });
    await writeFile(cut, whole.subarray(0, whole.length - 20));
    expectTold(await lamina.run('predict', run, cut), 1, /PNG/);
    expectTold(await lamina.run('predict', run, lamina.path('missing.png')), 1, /missing\.png cannot be read/);
  });

  it('IDX files whose counts differ, that end early, or that are something else', async () => {
    const [images, labels] = await writeIdxPair(lamina, 'good', 30, 4);
    const fewer = lamina.path('fewer-labels');
    await writeFile(fewer, idxPair(29, 4, 1).labels);
    expectTold(await lamina.run('import', 'idx', images, fewer, '--name', 'Bad'), 1, /30 pictures[^]*29 labels/);
    const cut = lamina.path('cut-images');
    await writeFile(cut, (await readFile(images)).subarray(0, 200));
    expectTold(await lamina.run('import', 'idx', cut, labels, '--name', 'Bad'), 1, /cut-images/);
    const cutGz = lamina.path('cut-images.gz');
    const zipped = gzipSync(await readFile(images));
    await writeFile(cutGz, zipped.subarray(0, zipped.length - 30));
    expectTold(await lamina.run('import', 'idx', cutGz, labels, '--name', 'Bad'), 1, /cut-images\.gz/);
    expectTold(await lamina.run('import', 'idx', lamina.path('no'), labels, '--name', 'Bad'), 1, /no\b/);
    const names = (await lamina.json('datasets')).map(({ name }) => name);
    expect(names).not.toContain('Bad');
  });

  it('a database that is damaged, or newer', async () => {
    const damaged = lamina.path('damaged');
    await mkdir(damaged);
    await writeFile(join(damaged, 'lamina.sqlite'), 'not a database, whatever its name says. '.repeat(200));
    expectTold(await lamina.run('runs', '--workspace', damaged), 1, /lamina\.sqlite is damaged/);
    expect(await readFile(join(damaged, 'lamina.sqlite'), 'utf8')).toContain('not a database');

    const newer = lamina.path('newer');
    await lamina.json('runs', '--workspace', newer);
    const file = await open(join(newer, 'lamina.sqlite'), 'r+');
    // The header keeps user_version at byte 60, big-endian.
    await file.write(Uint8Array.of(0, 0, 3, 231), 0, 4, 60);
    await file.close();
    expectTold(await lamina.run('runs', '--workspace', newer), 1, /newer Lamina \(its version is 999/);
  });

  it('a workspace that cannot be written', async () => {
    const file = lamina.path('a-file');
    await writeFile(file, '');
    expectTold(
      await lamina.run('runs', '--workspace', join(file, 'below')),
      1,
      /below cannot be a folder: there is a file/,
    );
  });
});
