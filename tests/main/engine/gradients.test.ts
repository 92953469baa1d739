import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EngineClient } from '#core/contract/client.ts';
import { importSmall, longConfig, runIs, smallConfig, smallDesign, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace;
let client: EngineClient;
let dataset: string;

beforeEach(async () => {
  workspace = new TestWorkspace();
  ({ client } = await workspace.engine());
  dataset = (await importSmall(workspace, client)).id;
});
afterEach(() => workspace.remove());

it('agree with finite differences, of a run at its newest checkpoint and of a setup with fresh weights', async () => {
  const setup = { dataset, design: smallDesign, config: smallConfig };
  const { id } = await client.request('runs.start', setup);
  await runIs(client, id, 'finished');
  const told: number[] = [];
  client.on('task', ({ label, done }) => label === 'Checking the gradients' && told.push(done));

  const ofRun = await client.request('runs.checkGradients', { run: id, batch: 10, sample: 5 });
  expect(ofRun).toMatchObject({ epoch: 4, examples: 10, agrees: true, bound: 1e-4 });
  expect(ofRun.layers.map(({ tried }) => tried)).toEqual([10, 8]);
  expect(ofRun.largest).toBeLessThan(1e-5);
  expect(told.at(-1)).toBe(1);
  expect(told).toEqual([...told].sort((a, b) => a - b));

  const fresh = await client.request('runs.checkGradients', { setup });
  expect(fresh).toMatchObject({ epoch: null, examples: 16, agrees: true });
  expect(fresh.layers).not.toEqual(ofRun.layers);
});

it('are refused where there are none, with the reason', async () => {
  const check = (input: object) => client.request('runs.checkGradients', input);
  const layers = [{ units: 8, activation: 'step' as const }, smallDesign.layers[1]];
  const stepped = { dataset, design: { ...smallDesign, layers }, config: smallConfig };
  await expect(check({ setup: stepped })).rejects.toThrow(
    'Hidden layer 1 has step, which is flat on both sides of its jump',
  );
  await expect(check({})).rejects.toThrow('its input must have either a run or a setup');
  await expect(check({ run: 'a', setup: stepped })).rejects.toThrow('its input must have either a run or a setup');
  await expect(check({ run: 'a', sample: 0 })).rejects.toThrow(
    'sample must be a whole number from 1 to 100,000, not 0',
  );
  await expect(check({ run: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
  const first = await client.request('runs.start', { dataset, design: smallDesign, config: longConfig });
  const waiting = await client.request('runs.start', { dataset, design: smallDesign, config: smallConfig });
  await expect(check({ run: waiting.id })).rejects.toThrow('"16-8-3 adam" has no checkpoint yet');
  for (const { id } of [waiting, first]) await client.request('runs.stop', { run: id });
  await runIs(client, first.id, 'stopped');
});
