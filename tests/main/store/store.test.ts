import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import { migrations } from '#main/store/migrations.ts';
import { Store } from '#main/store/store.ts';
import { addRun } from './examples.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamina-store-'));
  store = new Store(folder, 'tester');
  addRun(store);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

describe('curves', () => {
  it('come back in order of their steps, infinite and missing numbers included', () => {
    const values = [NaN, Infinity, 0.1, -Infinity];
    const points = values.map((value, i) => ({ name: 'loss', split: 'test', step: 4 - i, seconds: i, value }) as const);
    store.metrics.add('run', points);
    expect(store.metrics.series('run')).toEqual([
      {
        name: 'loss',
        split: 'test',
        steps: [1, 2, 3, 4],
        seconds: [3, 2, 1, 0],
        values: [-Infinity, 0.1, Infinity, NaN],
      },
    ]);
    store.metrics.removeAfter('run', 2);
    expect(store.metrics.series('run')[0].steps).toEqual([1, 2]);
  });
});

describe('changes of the learning rate', () => {
  const changes = () => store.events.learningRates('run').map(({ step, learningRate }) => [step, learningRate]);

  it('come back in order, and a new one makes those void that lay at its step or later', () => {
    expect(store.runs.get('run')!.summary.learningRate).toBe(defaultConfig.optimizer.learningRate);
    for (const step of [3, 7, 12]) store.events.addLearningRate('run', { step, learningRate: step / 10 });
    expect(changes()).toEqual([
      [3, 0.3],
      [7, 0.7],
      [12, 1.2],
    ]);
    store.events.addLearningRate('run', { step: 7, learningRate: 0.1 });
    expect(changes()).toEqual([
      [3, 0.3],
      [7, 0.1],
    ]);
    expect(store.runs.get('run')!.summary.learningRate).toBe(0.1);
    store.runs.remove('run');
    expect(changes()).toEqual([]);
  });

  it('that another engine asks for are told to the one that has the run, and forgotten when it is taken anew', () => {
    store.runs.askLearningRate('run', 0.5);
    expect(store.runs.askedLearningRates('another')).toEqual([]);
    expect(store.runs.askedLearningRates('tester')).toEqual([{ id: 'run', learningRate: 0.5 }]);
    store.runs.interrupt('run', 'tester');
    store.runs.claim('run', 'tester');
    expect(store.runs.askedLearningRates('tester')).toEqual([]);
  });
});

describe('runs', () => {
  it('are taken by one engine only', () => {
    expect(store.runs.claim('run', 'another')).toBe(false);
    expect(store.runs.interrupt('run', 'another')).toBe(false);
    expect(store.runs.interrupt('run', 'tester')).toBe(true);
    expect(store.runs.claim('run', 'another')).toBe(true);
    expect(store.runs.claim('run', 'tester')).toBe(false);
  });
});

describe('the workspace', () => {
  it('is left alone when its database is another program’s', () => {
    const path = join(folder, 'other');
    mkdirSync(path);
    const other = new Database(join(path, 'lamina.sqlite'));
    other.exec('CREATE TABLE photos (x)');
    other.close();
    const before = readFileSync(join(path, 'lamina.sqlite'));
    expect(() => new Store(path, 'tester')).toThrow('is not Lamina');
    expect(readFileSync(join(path, 'lamina.sqlite'))).toEqual(before);
  });

  it.skipIf(!existsSync('/proc/self'))('is refused where no folder can be made', () => {
    expect(() => new Store('/proc/lamina/workspace', 'tester')).toThrow('cannot be written');
  });
});

describe('a lease', () => {
  it('is not taken for dead when its lock file cannot be looked into', () => {
    mkdirSync(join(folder, 'engines', 'odd.lock'));
    expect(store.lease.isAlive('odd')).toBe(true);
  });
});

describe('the store', () => {
  it('does all of a transaction or nothing', () => {
    expect(() =>
      store.transaction(() => {
        store.runs.update('run', { epochs: 3 });
        throw new Error('half-way');
      }),
    ).toThrow('half-way');
    expect(store.runs.get('run')!.summary.epochs).toBe(0);
  });

  it('lets everything follow when a dataset gets another id', () => {
    store.datasets.addChunk('set', 'inputs', 0, Uint8Array.of(1, 2));
    store.datasets.changeId('set', 'old', 'Set (earlier)');
    expect(store.runs.get('run')!.summary.dataset).toMatchObject({ id: 'old', name: 'Set (earlier)' });
    expect(store.datasets.chunk('old', 'inputs', 0)).toEqual(Buffer.of(1, 2));
  });

  it('removes a run with all that is its own', () => {
    const sums = { loss: 0.1, correct: 1, absoluteError: 0, examples: 2 };
    const header = { epochSums: sums, windowSums: sums, seconds: 1, trainingSeconds: 1, trainedExamples: 2 };
    const sizes = { parameterBytes: 4, carriedBytes: null };
    const checkpoint = { epoch: 1, step: 10, header, ...sizes, kept: true, best: true };
    store.checkpoints.add('run', checkpoint, Float32Array.of(1), 'hash');
    expect(store.checkpoints.list('run')).toHaveLength(1);
    store.metrics.add('run', [{ name: 'loss', split: 'test', step: 1, seconds: 1, value: 1 }]);
    store.runs.remove('run');
    expect([store.checkpoints.list('run'), store.metrics.series('run'), store.runs.list()]).toEqual([[], [], []]);
  });

  it('is opened again as it was', () => {
    store.close();
    store = new Store(folder, 'another');
    expect(store.runs.get('run')!.summary.name).toBe('Run');
    expect(store.lease.isAlive('tester')).toBe(false);
    expect(store.lease.isAlive('another')).toBe(true);
  });

  it('keeps splits by their content, and lets go of those that no run has', () => {
    const split = { train: Uint32Array.of(2, 0, 70_000), validation: new Uint32Array(), test: Uint32Array.of(1) };
    const hash = store.splits.add(split);
    expect(store.splits.add({ ...split })).toBe(hash);
    expect(store.splits.add({ ...split, train: Uint32Array.of(0, 2, 70_000) })).not.toBe(hash);
    // The same numbers, divided otherwise.
    expect(store.splits.add({ ...split, train: Uint32Array.of(2, 0), validation: Uint32Array.of(70_000) })).not.toBe(
      hash,
    );
    expect(store.splits.get(hash)).toEqual(split);
    expect(store.splits.summary(hash)).toEqual({ hash, train: 3, validation: 0, test: 1 });
    store.runs.update('run', { split_hash: hash });
    store.runs.remove('run');
    expect(() => store.splits.get(hash)).toThrow();
  });

  it('keeps what was measured of the inputs bit for bit', () => {
    const statistics = { offset: Float32Array.of(0.1, -0, 1e30), factor: Float32Array.of(3, 0, 1e-30) };
    store.runs.update('run', { statistics });
    expect(store.runs.get('run')!.statistics).toEqual(statistics);
    store.runs.update('run', { statistics: null });
    expect(store.runs.get('run')!.statistics).toBeNull();
  });

  it('erases the examples of a dataset, and keeps what is told of it', () => {
    store.datasets.addChunk('set', 'targets', 0, Uint8Array.of(1, 2, 3, 4));
    store.datasets.complete('set', 'hash of set', [2, 2]);
    store.datasets.trash('set', true);
    store.datasets.erase('set');
    expect(store.datasets.get('set')).toMatchObject({ state: 'absent', hash: 'hash of set', count: 4 });
    expect(store.datasets.chunkPositions('set', 'targets')).toEqual([]);
    store.datasets.complete('set', 'hash of set', [2, 2]);
    expect(store.datasets.get('set')).toMatchObject({ state: 'ready', trashedAt: null });
  });
});

describe('a database of the first version', () => {
  it('is brought up to date with its datasets and runs, and a copy is kept', () => {
    const path = join(folder, 'first');
    mkdirSync(path);
    const first = new Database(join(path, 'lamina.sqlite'));
    first.exec(migrations[0]);
    first.exec(`
      INSERT INTO datasets VALUES ('set', 'Set', '{"kind":"idx","images":"i","labels":"l"}', 'h', NULL, 2, 1, 2,
                                   '["0","1"]', '[1,1]', 5, 5);
      INSERT INTO dataset_chunks (dataset_id, part, position, bytes) VALUES ('set', 'inputs', 0, x'01020304');
      INSERT INTO runs (id, name, status, dataset_id, design, config, created_at, updated_at, kernel_build, program_version)
        VALUES ('run', 'Run', 'stopped', 'set', '{"inputs":2,"layers":[{"units":2,"activation":"softmax"}]}',
                '{"loss":"categorical-cross-entropy","optimizer":{"name":"sgd","learningRate":0.1},"batchSize":1,"epochs":1,"trainPercent":50,"seed":1}',
                5, 5, 'simd', '0.0.1');
    `);
    first.pragma('user_version = 1');
    first.pragma('application_id = 1281453417');
    first.close();

    const brought = new Store(path, 'tester');
    expect(brought.datasets.get('set')).toMatchObject({
      ...{ kind: 'pictures', state: 'ready', columns: [], targets: [], testCount: 0, licence: null, trashedAt: null },
      ...{ hash: 'h', shape: [1, 2], bytes: 6 },
    });
    expect(brought.datasets.chunk('set', 'inputs', 0)).toEqual(Buffer.of(1, 2, 3, 4));
    const run = brought.runs.get('run')!;
    expect([run.splitHash, run.statistics]).toEqual([null, null]);
    expect(run.summary.config).toMatchObject({ preparation: 'scale', testPart: 'split', stratified: false });
    expect(run.summary.dataset).toMatchObject({ kind: 'pictures', shape: [1, 2], targets: [] });
    brought.close();
    expect(existsSync(join(path, 'lamina.sqlite.before-version-2'))).toBe(true);
  });
});
