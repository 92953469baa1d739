import { afterEach, describe, expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import type { Dataset } from '#core/contract/dataset.ts';
import { multiplicationCount, type Design } from '#core/contract/design.ts';
import type { Datasets } from '#main/engine/datasets.ts';
import { Estimates } from '#main/engine/estimates.ts';
import { readKernelBinaries } from '#main/engine/kernelBinaries.ts';
import { importSmall, longConfig, runThat, smallConfig, smallDesign, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.remove());

describe('the time of an epoch', () => {
  it('is measured while nothing is trained, remembered, and follows the division of the data', async () => {
    workspace = new TestWorkspace();
    const { client } = await workspace.engine();
    const dataset = (await importSmall(workspace, client)).id;
    const estimate = (design: Design, config = smallConfig) =>
      client.request('training.estimate', { dataset, design, config });
    const first = await estimate(smallDesign);
    expect(first).toEqual({ secondsPerEpoch: expect.any(Number), basis: 'measured' });
    expect(first.secondsPerEpoch).toBeGreaterThan(0);
    expect(await estimate(smallDesign, { ...smallConfig, epochs: 99 })).toEqual(first);
    const half = await estimate(smallDesign, { ...smallConfig, trainPercent: 40 });
    expect(half.secondsPerEpoch).toBeLessThan(first.secondsPerEpoch!);

    const { id } = await client.request('runs.start', { dataset, design: smallDesign, config: longConfig });
    await runThat(client, id, (run) => run.epochs > 0);
    const wider = { ...smallDesign, layers: [{ units: 80, activation: 'relu' as const }, smallDesign.layers[1]] };
    expect(await estimate(smallDesign)).toEqual(first);
    expect(await estimate(wider)).toMatchObject({ basis: 'scaled' });
    await client.request('runs.stop', { run: id });
  });

  it('is refused for what cannot be trained', async () => {
    workspace = new TestWorkspace();
    const { client } = await workspace.engine();
    const dataset = (await importSmall(workspace, client)).id;
    const design = { ...smallDesign, inputs: 17 };
    await expect(client.request('training.estimate', { dataset, design, config: smallConfig })).rejects.toMatchObject({
      code: 'bad-setup',
    });
  });
});

describe('while a run is trained', () => {
  const dataset = {
    id: 'digits',
    hash: 'abc',
    state: 'ready',
    kind: 'pictures',
    shape: [28, 28],
    classes: [...'0123456789'],
    targets: [],
    count: 1000,
    testCount: 0,
  } as unknown as Dataset;
  const datasets = { get: () => dataset } as unknown as Datasets;
  const design: Design = { inputs: 784, layers: [{ units: 10, activation: 'softmax' }] };
  const deep: Design = { inputs: 784, layers: [{ units: 50, activation: 'relu' }, ...design.layers] };
  const setup = { dataset: 'digits', design: deep, config: { ...defaultConfig, trainPercent: 70 } };

  it('it is scaled from that run by the multiplications, a third of them for each example that is only tested', async () => {
    const queue = { isTraining: true, speed: () => ({ design, examplesPerSecond: 1000 }) };
    const { secondsPerEpoch, basis } = await new Estimates(datasets, queue, readKernelBinaries()).estimate(setup);
    const perExample = multiplicationCount(deep) / multiplicationCount(design) / 1000;
    expect(basis).toBe('scaled');
    expect(secondsPerEpoch).toBeCloseTo(perExample * (700 + 300 / 3));
  });

  it('it is not known as long as nothing has been timed', async () => {
    const queue = { isTraining: true, speed: () => undefined };
    const estimate = await new Estimates(datasets, queue, readKernelBinaries()).estimate(setup);
    expect(estimate).toEqual({ secondsPerEpoch: null, basis: 'unknown' });
  });
});
