import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EngineClient } from '#core/contract/client.ts';
import { configSchema } from '#core/contract/config.ts';
import { readSafetensors } from '#core/data/formats/safetensors.ts';
import type { ExportedRun } from '#main/engine/exports.ts';
import type { EngineProcess } from '#main/host/engineProcess.ts';
import { importSmall, runIs, runThat, smallConfig, smallDesign, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace;
let engine: EngineProcess;
let client: EngineClient;
let dataset: string;

beforeEach(async () => {
  workspace = new TestWorkspace();
  ({ process: engine, client } = await workspace.engine());
  dataset = (await importSmall(workspace, client)).id;
});
afterEach(() => workspace.remove());

async function expectEvaluationToAgree(id: string): Promise<void> {
  const { weightsResult } = await client.request('runs.get', { run: id });
  const evaluated = await client.request('runs.evaluate', { run: id, dataset, part: 'test' });
  expect(evaluated.loss).toBeCloseTo(weightsResult!.test.loss, 6);
  expect(evaluated.accuracy).toBe(weightsResult!.test.accuracy);
}

it('a run whose best weights were restored says which epoch they are of, and how good they are', async () => {
  const patience = { metric: 'loss', split: 'test', epochs: 3, minimumChange: 10 };
  const config = configSchema.parse({ ...smallConfig, epochs: 50, stopping: { patience, restoreBest: true } });
  const { id } = await client.request('runs.start', { dataset, design: smallDesign, config });
  const run = await runIs(client, id, 'finished');
  expect(run).toMatchObject({ epochs: 4, last: { epoch: 4 }, weightsEpoch: 1, weightsResult: { epoch: 1 } });
  const [{ series, stepsPerEpoch }] = await client.request('runs.curves', { runs: [id] });
  const curve = series.find(({ name, split }) => name === 'loss' && split === 'test')!;
  expect(curve.steps[0]).toBe(stepsPerEpoch);
  expect(run.weightsResult!.test.loss).toBe(curve.values[0]);
  expect(run.last!.test.loss).not.toBe(curve.values[0]);
  await expectEvaluationToAgree(id);

  const { bytes } = await client.request('runs.export', { run: id, format: 'safetensors' });
  const exported = JSON.parse(readSafetensors('export', bytes).metadata['lamina']) as ExportedRun;
  expect(exported).toMatchObject({ epoch: 4, weightsEpoch: 1, weightsResult: run.weightsResult! });
});

it('a run that diverged keeps the last good checkpoint, and says which epoch it is of', async () => {
  const design = { inputs: 16, layers: [{ units: 3, activation: 'identity' as const }] };
  const config = configSchema.parse({
    ...smallConfig,
    loss: 'mean-squared-error',
    optimizer: { name: 'sgd', learningRate: 0.001 },
    batchSize: 96,
    epochs: 1_000_000,
    checkpoints: { everyEpochs: 1_000_000, everySeconds: 3600 },
  });
  const { id } = await client.request('runs.start', { dataset, design, config });
  await runThat(client, id, (run) => run.epochs > 0);
  await client.request('runs.pause', { run: id });
  const paused = await runIs(client, id, 'paused');
  await client.request('runs.setLearningRate', { run: id, learningRate: 1000 });
  await client.request('runs.continue', { run: id });
  const diverged = await runIs(client, id, 'diverged');
  expect(paused.weightsEpoch).toBe(paused.epochs);
  expect(diverged.epochs).toBeGreaterThan(paused.epochs);
  expect(diverged).toMatchObject({
    last: { epoch: diverged.epochs },
    weightsHash: paused.weightsHash,
    weightsEpoch: paused.epochs,
    weightsResult: paused.last!,
  });
  expect(diverged.problem).toMatch(/in epoch \d+\. The values of the output layer went first\. .* it was 1000\./);
  await expectEvaluationToAgree(id);
});

it('a run that was stopped within an epoch does not give the result of the epoch before for that of its weights', async () => {
  const { id } = await client.request('runs.start', {
    dataset,
    design: smallDesign,
    config: smallConfig,
    step: 'epoch',
  });
  const tested = await runIs(client, id, 'paused');
  expect(tested).toMatchObject({ epochs: 1, weightsEpoch: 1, weightsBatches: 0, weightsResult: tested.last! });
  await expectEvaluationToAgree(id);
  await client.request('runs.step', { run: id, by: 'batch' });
  await runThat(client, id, (run) => run.weightsHash !== tested.weightsHash);
  await client.request('runs.stop', { run: id });
  const stopped = await runIs(client, id, 'stopped');
  expect(stopped).toMatchObject({ last: tested.last!, weightsEpoch: 1, weightsBatches: 1, weightsResult: null });
  const evaluated = await client.request('runs.evaluate', { run: id, dataset, part: 'test' });
  expect(evaluated.loss).not.toBe(tested.last!.test.loss);
  await client.request('runs.resume', { run: id });
  const finished = await runIs(client, id, 'finished');
  expect(finished).toMatchObject({ weightsBatches: 0, weightsResult: finished.last! });
});

it('a run that was killed says what its newest checkpoint has', async () => {
  const checkpoints = { ...smallConfig.checkpoints, everyEpochs: 3 };
  const config = { ...smallConfig, epochs: 100_000, checkpoints };
  const { id } = await client.request('runs.start', { dataset, design: smallDesign, config });
  await runThat(client, id, (run) => run.epochs > 5);
  process.kill(engine.pid!, 'SIGKILL');
  await engine.ended;
  ({ client } = await workspace.engine());
  const run = await client.request('runs.get', { run: id });
  expect(run.weightsEpoch).toBe(run.checkpoints.at(-1).epoch);
  expect(run.weightsResult).toEqual(run.last);
  await expectEvaluationToAgree(id);
});
