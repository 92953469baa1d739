import type { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readKernelBinaries } from '#main/engine/kernelBinaries.ts';
import * as scripts from '#main/engine/threads/scripts.ts';
import { startTeam } from '#main/engine/threads/team.ts';
import { importSmall, runIs, runThat, smallConfig, TestWorkspace } from './engineFixture.ts';

vi.mock('#main/engine/threads/scripts.ts', { spy: true });

/** Large enough to be trained on as many threads as are asked for. */
const design = {
  inputs: 16,
  layers: [
    { units: 300, activation: 'relu' as const },
    { units: 200, activation: 'tanh' as const },
    { units: 3, activation: 'softmax' as const },
  ],
};
const config = { ...smallConfig, batchSize: 24, epochs: 3 };

describe('runs on several threads', () => {
  const workspace = new TestWorkspace();
  afterEach(() => workspace.remove());

  it('end with the same weights on 1, 2, 3 and 8, stopped and resumed or not', async () => {
    const { client } = await workspace.engine();
    const dataset = (await importSmall(workspace, client)).id;
    const hashes = new Set<string | null>();
    for (const threads of [1, 2, 3, 8, undefined]) {
      const asked = threads === undefined ? {} : { threads };
      const { id } = await client.request('runs.start', { dataset, design, config, ...asked });
      hashes.add((await runIs(client, id, 'finished')).weightsHash);
    }
    expect(hashes.size).toBe(1);
    expect([...hashes][0]).toMatch(/^[0-9a-f]{64}$/);

    const long = { ...config, epochs: 60 };
    const undisturbed = await client.request('runs.start', { dataset, design, config: long, threads: 2 });
    const expected = await runIs(client, undisturbed.id, 'finished');
    const { id } = await client.request('runs.start', { dataset, design, config: long, threads: 3 });
    await runThat(client, id, (run) => run.epochs > 0);
    await client.request('runs.stop', { run: id }).catch(() => undefined);
    const stopped = await runThat(client, id, ({ status }) => status === 'stopped' || status === 'finished');
    if (stopped.status === 'stopped') await client.request('runs.resume', { run: id, threads: 2 });
    expect((await runIs(client, id, 'finished')).weightsHash).toBe(expected.weightsHash);
  }, 60_000);

  it('are refused with a number of threads that cannot be had', async () => {
    const { client } = await workspace.engine();
    const dataset = (await importSmall(workspace, client)).id;
    for (const threads of [0, 65, 1.5]) {
      await expect(client.request('runs.start', { dataset, design, config, threads })).rejects.toThrow('threads');
    }
  });
});

describe('a team', () => {
  it('ends as a whole, and says so, when a helper ends before its leader is done', async () => {
    const task = { kind: 'training', hidden: [256], batchSize: 64, seconds: 600, threads: 3 };
    const lost = new Promise<string>((resolve) => {
      startTeam(
        'bench',
        { task },
        { binaries: readKernelBinaries(), threads: 3 },
        {
          message: () => resolve('the leader was done'),
          lost: resolve,
        },
      );
    });
    const [leader, ...helpers] = vi.mocked(scripts.startThread).mock.results.map(({ value }) => value as Worker);
    const ended = [leader, ...helpers].map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    await Promise.all(helpers.map((helper) => new Promise((resolve) => helper.once('online', resolve))));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await helpers[1].terminate();
    expect(await lost).toBe('A helping thread ended before its work was done.');
    await Promise.all(ended);
  });
});
