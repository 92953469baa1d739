import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { importSmall, longConfig, runIs, runThat, smallDesign, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace;

beforeEach(() => {
  workspace = new TestWorkspace();
});
afterEach(() => workspace.remove());

it('a run that failed, as on a full disk, goes on from its newest checkpoint', async () => {
  const { client } = await workspace.engine();
  const dataset = (await importSmall(workspace, client)).id;
  const { id } = await client.request('runs.start', { dataset, design: smallDesign, config: longConfig });
  await runThat(client, id, (run) => run.epochs > 0);
  await client.request('runs.stop', { run: id });
  const { epochs } = await runIs(client, id, 'stopped');
  const database = new Database(join(workspace.workspace, 'lamina.sqlite'));
  database.prepare(`UPDATE runs SET status = 'failed', problem = 'No room.' WHERE id = ?`).run(id);
  database.close();

  await client.request('runs.resume', { run: id });
  const resumed = await runThat(client, id, (run) => run.status === 'running' && run.epochs > epochs);
  expect(resumed.problem).toBeNull();
  await client.request('runs.stop', { run: id });
  await runIs(client, id, 'stopped');
});
