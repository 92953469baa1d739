import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import type { EpochResult } from '#core/contract/run.ts';
import { migrations } from '#main/store/migrations.ts';
import { Store } from '#main/store/store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamina-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function result(epoch: number): EpochResult {
  return { epoch, train: { loss: 1 }, test: { loss: epoch } };
}

const restoring = { ...defaultConfig.stopping, restoreBest: true };

/** Runs as the first version kept them, with their newest checkpoint. */
const runs = [
  { id: 'none', stopping: {}, checkpoint: null },
  { id: 'last', stopping: {}, checkpoint: { epoch: 9, header: {} } },
  { id: 'earlier', stopping: {}, checkpoint: { epoch: 5, header: {} } },
  { id: 'within', stopping: {}, checkpoint: { epoch: 9, batches: 3, header: {} } },
  { id: 'restored', stopping: restoring, checkpoint: { epoch: 9, header: { verdict: 'patience', bestEpoch: 7 } } },
  { id: 'going on', stopping: restoring, checkpoint: { epoch: 9, header: { verdict: 'go on', bestEpoch: 7 } } },
];

function makeFirstVersion(): void {
  const database = new Database(join(folder, 'lamina.sqlite'));
  database.exec(migrations[0]);
  database.pragma('application_id = 0x4c616d69');
  database.pragma('user_version = 1');
  database
    .prepare(`INSERT INTO datasets VALUES ('set', 'Set', '{}', NULL, NULL, 0, 2, 2, '["a","b"]', '[]', 0, 0)`)
    .run();
  const design = JSON.stringify({ inputs: 4, layers: [{ units: 2, activation: 'softmax' }] });
  for (const { id, stopping, checkpoint } of runs) {
    database
      .prepare(
        `INSERT INTO runs (id, name, status, dataset_id, design, config, created_at, updated_at, kernel_build,
                           program_version, steps_per_epoch, weights_hash, last, best)
         VALUES (?, '', 'finished', 'set', ?, ?, 0, 0, '', '', 10, '', ?, ?)`,
      )
      .run(
        id,
        design,
        JSON.stringify({ ...defaultConfig, stopping }),
        JSON.stringify(result(9)),
        JSON.stringify(result(7)),
      );
    if (!checkpoint) continue;
    const add = database.prepare(
      `INSERT INTO checkpoints (run_id, epoch, step, header, parameters, weights_hash, kept, created_at)
       VALUES (?, ?, ?, ?, x'', '', 1, 0)`,
    );
    add.run(id, 1, 10, '{}');
    const step = 10 * checkpoint.epoch + (checkpoint.batches ?? 0);
    add.run(id, checkpoint.epoch, step, JSON.stringify({ stopping: checkpoint.header }));
  }
  database.close();
}

it('the runs of the first version say of which epoch their weights are, and have no history', () => {
  makeFirstVersion();
  const store = new Store(folder, 'tester');
  const told = runs.map(({ id }) => {
    const { weightsEpoch, weightsBatches, weightsResult, learningRate } = store.runs.get(id)!.summary;
    expect([learningRate, store.events.learningRates(id)]).toEqual([defaultConfig.optimizer.learningRate, []]);
    return [id, weightsEpoch, weightsBatches, weightsResult];
  });
  store.close();
  expect(told).toEqual([
    ['none', null, 0, null],
    ['last', 9, 0, result(9)],
    ['earlier', 5, 0, null],
    ['within', 9, 3, null],
    ['restored', 7, 0, result(7)],
    ['going on', 9, 0, result(9)],
  ]);
});
