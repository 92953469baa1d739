import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewCheckpoint } from '#main/store/checkpoints.ts';
import { migrations } from '#main/store/migrations.ts';
import type { CheckpointPart } from '#main/store/numbers.ts';
import { databaseFile } from '#main/store/open.ts';
import { Store } from '#main/store/store.ts';
import { addRun } from './examples.ts';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamina-checkpoints-'));
  store = new Store(folder, 'tester');
  addRun(store);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const sums = { loss: 0.1, correct: 1, absoluteError: 0, examples: 2 };
const header = { epochSums: sums, windowSums: sums, seconds: 1, trainingSeconds: 1, trainedExamples: 2 };

/** Of an epoch of 10 batches; without anything else it is only there to go on from. */
function checkpoint(step: number, other: Partial<NewCheckpoint> = {}): NewCheckpoint {
  const bytes = { parameterBytes: 16, carriedBytes: 4 };
  return { epoch: Math.floor(step / 10), step, header, ...bytes, kept: false, best: false, ...other };
}

function begin(made: NewCheckpoint): number {
  const id = store.checkpoints.begin('run', made);
  store.checkpoints.numbers.add(id, 'parameters', 0, Float32Array.of(made.step, 0.1, -0, Infinity));
  if (made.carriedBytes) store.checkpoints.numbers.add(id, 'carried', 0, Float32Array.of(0.5));
  return id;
}

/** Writes checkpoints and lets them count together. */
function keep(...made: NewCheckpoint[]): void {
  const whole = made.map((one) => ({ ...one, id: begin(one), weightsHash: `hash ${one.step}` }));
  store.checkpoints.finish('run', whole);
  store.checkpoints.numbers.tidy('run');
}

function listed(): string[] {
  return store.checkpoints.list('run').map(({ step, kinds }) => `${step} ${kinds.join(' ')}`);
}

function numbersOf(id: number, part: CheckpointPart): number[] {
  const found: number[] = [];
  store.checkpoints.numbers.read(id, part, (from, values) => values.forEach((value, i) => (found[from + i] = value)));
  return found;
}

function look<Value>(sql: string): Value {
  const database = new Database(join(folder, databaseFile), { readonly: true });
  const found = database.prepare(sql).pluck().get() as Value;
  database.close();
  return found;
}

describe('a checkpoint', () => {
  it('comes back bit for bit, with what it knows', () => {
    keep(checkpoint(10, { kept: true }));
    const found = store.checkpoints.newest('run')!;
    expect(found).toMatchObject({ ...checkpoint(10, { kept: true }), weightsHash: 'hash 10' });
    expect(numbersOf(found.id, 'parameters')).toEqual([...Float32Array.of(10, 0.1, -0, Infinity)]);
    expect(numbersOf(found.id, 'carried')).toEqual([0.5]);
  });

  it('of millions of numbers, handed over in odd pieces, lies in chunks of a megabyte at most', () => {
    const values = Float32Array.from({ length: 700_001 }, (_, i) => i);
    const id = store.checkpoints.begin('run', checkpoint(10));
    const { numbers } = store.checkpoints;
    numbers.add(id, 'parameters', 0, values.subarray(0, 300_003));
    numbers.add(id, 'parameters', 300_003 * 4, values.subarray(300_003));
    expect(Float32Array.from(numbersOf(id, 'parameters'))).toEqual(values);
    expect(look('SELECT max(length(bytes)) FROM checkpoint_chunks')).toBe(2 ** 20);
  });

  it('does not count before it is finished', () => {
    keep(checkpoint(10));
    begin(checkpoint(15));
    expect(listed()).toEqual(['10 last']);
    expect(store.checkpoints.resumable('run')!.step).toBe(10);
    store.runs.update('run', { owner: null });
    expect(store.checkpoints.hasLeftovers()).toBe(true);
    store.checkpoints.numbers.tidy(null);
    expect(store.checkpoints.hasLeftovers()).toBe(false);
    expect(look('SELECT count(DISTINCT checkpoint_id) FROM checkpoint_chunks')).toBe(1);
  });

  it('that is begun stays when another engine tidies what nobody has in hand', () => {
    const id = begin(checkpoint(15));
    store.checkpoints.numbers.tidy(null);
    expect(numbersOf(id, 'carried')).toEqual([0.5]);
  });
});

describe('of the checkpoints of a run', () => {
  it('those that are to be kept stay, with the best and the last one', () => {
    keep(checkpoint(10, { kept: true, best: true }));
    keep(checkpoint(15));
    keep(checkpoint(20, { best: true }));
    keep(checkpoint(30));
    keep(checkpoint(33));
    expect(listed()).toEqual(['10 kept', '20 best', '33 last']);
  });

  it('only the newest holds what is needed to go on', () => {
    keep(checkpoint(10, { kept: true }));
    keep(checkpoint(20, { kept: true }));
    expect(store.checkpoints.at('run', 10)).toMatchObject({ carriedBytes: null });
    expect(store.checkpoints.resumable('run')).toMatchObject({ step: 20, carriedBytes: 4 });
    expect(look("SELECT count(*) FROM checkpoint_chunks WHERE part = 'carried'")).toBe(1);
  });

  it('the best weights that are handed over later come with the next one', () => {
    keep(checkpoint(10, { best: true }));
    keep(checkpoint(20, { best: true, carriedBytes: null }), checkpoint(30));
    expect(listed()).toEqual(['20 best', '30 last']);
  });

  it('the newest one to go on from stays when weights alone follow it', () => {
    keep(checkpoint(10));
    keep(checkpoint(20, { best: true, carriedBytes: null }));
    expect(listed()).toEqual(['10 ', '20 best last']);
    expect(store.checkpoints.resumable('run')!.step).toBe(10);
    store.checkpoints.removeAfter('run', 10);
    expect(listed()).toEqual(['10 last']);
  });

  it('two with the same weights at one place are one, which is what both were', () => {
    keep(checkpoint(20, { kept: true, best: true }));
    keep(checkpoint(20));
    expect(listed()).toEqual(['20 best last kept']);
    expect(look('SELECT count(*) FROM checkpoint_chunks')).toBe(2);
  });
});

it('checkpoints of the first version are there, in chunks, and the best one is known', () => {
  const old = join(folder, 'old');
  rmSync(old, { recursive: true, force: true });
  new Store(old, 'tester').close();
  rmSync(join(old, databaseFile));
  const database = new Database(join(old, databaseFile));
  database.exec(migrations[0]);
  database.pragma('user_version = 1');
  database.pragma('application_id = 0x4c616d69');
  database.exec(`
    INSERT INTO datasets (id, name, source, count, height, width, classes, class_counts, created_at, updated_at)
      VALUES ('set', 'Set', '{}', 4, 2, 2, '[]', '[]', 0, 0);
    INSERT INTO runs (id, name, status, dataset_id, design, config, created_at, updated_at, kernel_build,
                      program_version, steps_per_epoch, best)
      VALUES ('run', 'Run', 'stopped', 'set', '{}', '{}', 0, 0, 'simd', '0.1.0', 10, '{"epoch":1}');`);
  const insert = database.prepare(
    `INSERT INTO checkpoints (run_id, epoch, step, header, parameters, optimizer, weights_hash, kept, created_at)
     VALUES ('run', ?, ?, ?, ?, ?, 'hash', 1, 7)`,
  );
  const values = Float32Array.from({ length: 600_000 }, (_, i) => i / 3);
  insert.run(1, 10, JSON.stringify(header), new Uint8Array(values.buffer), null);
  insert.run(2, 20, JSON.stringify(header), new Uint8Array(values.buffer), new Uint8Array(values.buffer, 4));
  database.close();

  store.close();
  store = new Store(old, 'tester');
  expect(listed()).toEqual(['10 best kept', '20 last kept']);
  const [first, second] = [10, 20].map((step) => store.checkpoints.at('run', step)!);
  expect(first).toMatchObject({ header, carriedBytes: null, parameterBytes: 2_400_000, createdAt: 7 });
  expect(Float32Array.from(numbersOf(first.id, 'parameters'))).toEqual(values);
  expect(Float32Array.from(numbersOf(second.id, 'carried'))).toEqual(values.subarray(1));
  expect(readdirSync(old)).toContain(`${databaseFile}.before-version-2`);
});
