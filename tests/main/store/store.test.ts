import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
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
});
