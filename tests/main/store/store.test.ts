import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import { Store } from '#main/store/store.ts';
import type { StoredCheckpoint } from '#main/store/checkpoints.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamina-store-'));
  store = new Store(folder, 'tester');
  store.datasets.add({
    id: 'set',
    name: 'Set',
    source: { kind: 'idx', images: 'i', labels: 'l' },
    kind: 'pictures',
    count: 4,
    columns: [],
    targets: [],
    testCount: 0,
    licence: null,
    shape: [2, 2],
    classes: ['no', 'yes'],
  });
  store.runs.add({
    id: 'run',
    name: 'Run',
    status: 'queued',
    owner: 'tester',
    dataset: 'set',
    datasetHash: null,
    design: { inputs: 4, layers: [{ units: 2, activation: 'softmax' }] },
    config: defaultConfig,
    kernelBuild: 'simd',
    programVersion: '0.0.0',
  });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function checkpoint(step: number, epoch: number): StoredCheckpoint {
  const sums = { loss: 0.1, correct: 1, absoluteError: 0, examples: 2 };
  return {
    epoch,
    step,
    header: { epochSums: sums, windowSums: sums, seconds: 1, trainingSeconds: 1, trainedExamples: 2 },
    parameters: Float32Array.of(step, 0.1, -0, Infinity),
    optimizer: Float32Array.of(0.5),
    weightsHash: `hash ${step}`,
    kept: step % 10 === 0,
  };
}

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

describe('checkpoints', () => {
  it('come back bit for bit', () => {
    store.checkpoints.add('run', checkpoint(10, 1));
    expect(store.checkpoints.newest('run')).toEqual(checkpoint(10, 1));
  });

  it('keep the optimizer’s state on the newest only, and let go of those that were not to be kept', () => {
    for (const [step, epoch] of [
      [10, 1],
      [15, 1],
      [20, 2],
      [23, 2],
    ])
      store.checkpoints.add('run', checkpoint(step, epoch));
    expect(store.checkpoints.list('run').map(({ step }) => step)).toEqual([10, 20, 23]);
    expect(store.checkpoints.at('run', 20)).toMatchObject({ step: 20, optimizer: null });
    expect(store.checkpoints.newest('run')).toMatchObject({ step: 23, optimizer: Float32Array.of(0.5) });
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
    store.checkpoints.add('run', checkpoint(10, 1));
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
