import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { RunSetup } from '#core/contract/requests.ts';
import { detail, digits, epochResult, run } from './examples.ts';
import { lamina, type Handlers } from './fakeEngine.ts';

/** An engine that trains two epochs at once, and keeps what it was asked to train. */
function trainer(changes: Handlers = {}): Handlers & { setups: RunSetup[] } {
  const setups: RunSetup[] = [];
  let ended = false;
  return {
    setups,
    'datasets.list': () => [digits],
    'runs.start': (setup, send) => {
      setups.push(setup);
      queueMicrotask(() => {
        ended = true;
        for (const epoch of [1, 2])
          send('run.epoch', { run: 'a1b2c3', ...epochResult(epoch), examplesPerSecond: 1e5 / 3 });
        send('run.epoch', { run: 'another', ...epochResult(7), examplesPerSecond: 1 });
        send('run.changed', run());
      });
      return run({ status: 'queued', epochs: 0, best: null, last: null, weightsHash: null });
    },
    'runs.get': () => detail({ status: ended ? 'finished' : 'running' }),
    ...changes,
  };
}

describe('lamina train --json', () => {
  it('prints start, an event an epoch and the end, with numbers in full', async () => {
    const { code, json, err } = await lamina('train --json', trainer());
    expect(code).toBe(0);
    expect(err).toEqual([]);
    expect(json).toEqual([
      expect.objectContaining({ event: 'start', run: 'a1b2c3', parameters: 101_770 }),
      { event: 'epoch', ...epochResult(1), examplesPerSecond: 1e5 / 3 },
      { event: 'epoch', ...epochResult(2), examplesPerSecond: 1e5 / 3 },
      {
        event: 'end',
        run: 'a1b2c3',
        status: 'finished',
        epochs: 2,
        train: epochResult(2).train,
        test: epochResult(2).test,
        best: epochResult(2),
        seconds: 12.5,
        examplesPerSecond: 123_456.789,
        weightsHash: 'a'.repeat(64),
        weightsEpoch: 2,
        weightsBatches: 0,
        weightsResult: epochResult(2),
        kernelBuild: 'relaxed-simd',
      },
    ]);
  });

  it('takes events that come before the answer that names the run', async () => {
    const handlers = trainer({
      'runs.start': (_, send) => {
        send('run.changed', run({ status: 'interrupted' }));
        send('run.epoch', { run: 'a1b2c3', ...epochResult(1), examplesPerSecond: 10 });
        queueMicrotask(() => send('run.changed', run()));
        return run({ status: 'queued' });
      },
      'runs.get': () => detail(),
    });
    const { json } = await lamina('train --json', handlers);
    expect(json.map((event) => (event as { event: string }).event)).toEqual(['start', 'epoch', 'end']);
  });

  it('ends with code 1 and the status when the run fails', async () => {
    const failure = { status: 'failed', problem: 'The loss became infinite. Try a smaller learning rate.' } as const;
    const { code, json, err } = await lamina('train --json', trainer({ 'runs.get': () => detail(failure) }));
    expect(code).toBe(1);
    expect(json.at(-1)).toMatchObject({ event: 'end', status: 'failed', problem: failure.problem });
    expect(err).toEqual([`The run a1b2c3 failed. ${failure.problem}`]);
  });
});

describe('lamina train', () => {
  it('prints a line an epoch, the result, and what can be done next', async () => {
    const { code, out } = await lamina('train', trainer());
    expect(code).toBe(0);
    expect(out[1]).toMatch(/^While learning: the mean over the batches of an epoch/);
    expect(out[2]).toBe(
      'Epoch 1 of 2   loss while learning 0.5000   90.33%   test loss 0.3333   87.83%   33,333 examples/s',
    );
    expect(out).toContain('Finished 2 epochs in 13 s at 123,457 examples/s.');
    expect(out).toContain('88.17% of the test examples right, loss 0.2500. Lowest test loss: 0.2500, epoch 2.');
    expect(out.at(-1)).toContain('lamina show a1b2c3');
  });

  it('trains what is usual when nothing is said', async () => {
    const handlers = trainer();
    await lamina('train', handlers);
    expect(handlers.setups).toEqual([
      {
        dataset: 'digits',
        design: {
          inputs: 784,
          layers: [
            { units: 128, activation: 'relu' },
            { units: 10, activation: 'softmax' },
          ],
        },
        config: defaultConfig,
      },
    ]);
  });

  it('trains a child with the settings of its parent, but for what is said', async () => {
    const handlers = trainer({ 'runs.list': () => [run()] });
    await lamina('train --parent a1b2 --from-epoch 2 --lr 0.03 --epochs 7', handlers);
    const { design, config, dataset } = run();
    const optimizer = { ...config.optimizer, learningRate: 0.03 };
    expect(handlers.setups).toEqual([
      {
        dataset: dataset.id,
        design,
        config: { ...config, optimizer, epochs: 7 },
        parent: { run: 'a1b2c3', epoch: 2 },
      },
    ]);
    await lamina('train --parent a1b2 --hidden 16', handlers);
    expect(handlers.setups[1]).toMatchObject({
      parent: { run: 'a1b2c3', epoch: 0 },
      design: { layers: [{ units: 16 }, { units: 10 }] },
    });
    const { code, err } = await lamina('train --from-epoch 2', trainer());
    expect(code).toBe(2);
    expect(err[0]).toContain('not of which run');
  });

  it('makes the examples first when they are not there, and says when they cannot be made', async () => {
    const absent = { ...digits, state: 'absent' as const, hash: null };
    const made = await lamina('train', trainer({ 'datasets.list': () => [absent], 'datasets.prepare': () => digits }));
    expect(made.code).toBe(0);
    expect(made.asked.slice(0, 3)).toEqual(['datasets.list', 'datasets.prepare', 'runs.start']);
    const full = new LaminaError('workspace', 'The disk is full.', 'Make room.');
    const failing: Handlers = {
      'datasets.list': () => [absent],
      'datasets.prepare': () => {
        throw full;
      },
    };
    expect(await lamina('train', trainer(failing))).toMatchObject({
      code: 1,
      err: ['The disk is full.', 'Make room.'],
    });
  });

  it('names the options that mend a setup which cannot be trained', async () => {
    const { code, err, asked } = await lamina('train --batch 900', trainer());
    expect(code).toBe(1);
    expect(err[0]).toContain('900');
    expect(err[1]).toBe('Choose a smaller --batch.');
    expect(asked).toEqual(['datasets.list']);
  });

  it('suggests the nearest dataset', async () => {
    const { code, err } = await lamina('train --dataset digts', trainer());
    expect(code).toBe(1);
    expect(err).toEqual(['There is no dataset "digts".', 'Did you mean "digits"? lamina datasets lists them all.']);
  });

  it('stops at a checkpoint on Ctrl+C, and tells how to go on', async () => {
    let press = () => {};
    const handlers = trainer({
      'runs.start': () => {
        setImmediate(() => press());
        return run({ status: 'queued' });
      },
      'runs.get': () => detail({ status: handlers.stopped ? 'stopped' : 'running', epochs: 1 }),
      'runs.stop': (_, send) => {
        handlers.stopped = true;
        send('run.changed', run({ status: 'stopped', epochs: 1 }));
        return run({ status: 'running' });
      },
    }) as Handlers & { stopped?: boolean };
    const { code, err, json } = await lamina('train --json', handlers, (listener) => (press = listener));
    expect(code).toBe(1);
    expect(json.at(-1)).toMatchObject({ event: 'end', status: 'stopped' });
    expect(err.at(-1)).toBe('Go on with: lamina resume a1b2c3');
  });

  it('says what happened when the engine ends, and how to go on', async () => {
    const handlers = trainer({
      'runs.start': (_, _send, end) => {
        setImmediate(() => end('SIGKILL'));
        return run({ status: 'queued' });
      },
    });
    const { code, err } = await lamina('train', handlers);
    expect(code).toBe(1);
    expect(err).toEqual([
      'The engine ended (SIGKILL) before the run a1b2c3 did.',
      'Go on from its last checkpoint with: lamina resume a1b2c3',
    ]);
  });
});

describe('lamina train --config', () => {
  it('reads a recipe, which the options stand above', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lamina-recipe-'));
    try {
      const file = join(folder, 'recipe.json');
      await writeFile(file, JSON.stringify({ name: 'Small', hidden: [12], training: { epochs: 3, batchSize: 8 } }));
      const handlers = trainer();
      const { code } = await lamina(['train', '--config', file, '--epochs', '7'], handlers);
      expect(code).toBe(0);
      expect(handlers.setups[0]).toMatchObject({
        name: 'Small',
        design: { layers: [{ units: 12 }, { units: 10 }] },
        config: { epochs: 7, batchSize: 8 },
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('asks nothing of the engine when the file is not there', async () => {
    const { code, err, asked } = await lamina('train --config nowhere.json');
    expect(code).toBe(1);
    expect(err[0]).toBe('nowhere.json cannot be read: there is no such file or folder.');
    expect(asked).toEqual([]);
  });
});

describe('lamina resume', () => {
  it('finds the run by the beginning of its id and tells the same events as train', async () => {
    let resumed = '';
    const handlers: Handlers = {
      'runs.list': () => [run({ status: 'stopped' })],
      'runs.resume': ({ run: id }, send) => {
        resumed = id;
        queueMicrotask(() => {
          send('run.epoch', { run: id, ...epochResult(2), examplesPerSecond: 5 });
          send('run.changed', run());
        });
        return run({ status: 'queued', epochs: 1 });
      },
      'runs.get': () => detail({ status: 'finished' }),
    };
    const { code, json } = await lamina('resume a1b --json', handlers);
    expect(code).toBe(0);
    expect(resumed).toBe('a1b2c3');
    expect(json.map((event) => (event as { event: string }).event)).toEqual(['start', 'epoch', 'end']);
  });
});

describe('lamina train --seeds', () => {
  const events = (json: unknown[]) => json.map((event) => event as { event: string; run: string; status?: string });

  it('starts all of them at once, each named by its seed, and follows one after the other', async () => {
    const setups: RunSetup[] = [];
    const { code, json, asked } = await lamina('train --json --seeds 3,1-2,3 --name Mine', {
      'datasets.list': () => [digits],
      'runs.startMany': ({ runs }) => {
        setups.push(...runs);
        return runs.map(({ config }) => run({ id: `seed${config.seed}`, status: 'queued' }));
      },
      'runs.get': ({ run: id }) => detail({ id }),
    });
    expect(code).toBe(0);
    expect(setups.map(({ name, config }) => [name, config.seed])).toEqual([
      ['Mine, seed 3', 3],
      ['Mine, seed 1', 1],
      ['Mine, seed 2', 2],
    ]);
    expect(asked).not.toContain('runs.start');
    const told = events(json).map(({ event, run: id }) => `${event} ${id}`);
    expect(told).toEqual(['seed3', 'seed1', 'seed2'].flatMap((id) => [`start ${id}`, `end ${id}`]));
  });

  it('trains none of the others when one is stopped, but goes on when one has failed', async () => {
    const stopped: string[][] = [];
    const statuses = { seed1: 'failed', seed2: 'stopped', seed3: 'queued' } as const;
    const { code, json } = await lamina('train --json --seeds 1-3', {
      'datasets.list': () => [digits],
      'runs.startMany': ({ runs }) => runs.map(({ config }) => run({ id: `seed${config.seed}`, status: 'queued' })),
      'runs.get': ({ run: id }) => detail({ id, status: statuses[id as keyof typeof statuses] }),
      'runs.stopMany': ({ runs }) => {
        stopped.push(runs);
        return [];
      },
    });
    expect(code).toBe(1);
    expect(stopped).toEqual([['seed3']]);
    expect(events(json).flatMap(({ event, status }) => (event === 'end' ? [status] : []))).toEqual([
      'failed',
      'stopped',
    ]);
  });
});
