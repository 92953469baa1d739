import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '#core/contract/client.ts';
import type { TrainingConfig } from '#core/contract/config.ts';
import type { RequestInput } from '#core/contract/requests.ts';
import type { NumberPrediction } from '#core/contract/run.ts';
import { defaultDesign } from '#core/contract/setup.ts';
import { readSafetensors } from '#core/data/formats/safetensors.ts';
import { importSmall, longConfig, runIs, runThat, smallConfig, smallDesign, TestWorkspace } from './engineFixture.ts';

let workspace: TestWorkspace;
let client: EngineClient;
let dataset: string;

beforeAll(async () => {
  workspace = new TestWorkspace();
  ({ client } = await workspace.engine());
  // Enough of them that epochs do not end all the time, of which each is told and stored.
  dataset = (await importSmall(workspace, client, 6000)).id;
});
afterAll(() => workspace.remove());

/** So that the next test's run need not wait. */
afterEach(async () => {
  for (const { id, endedAt } of await client.request('runs.list', {})) {
    if (endedAt !== null) continue;
    await client.request('runs.stop', { run: id });
    await runThat(client, id, (run) => run.endedAt !== null);
  }
});

function start(config: TrainingConfig = smallConfig) {
  return client.request('runs.start', { dataset, design: smallDesign, config });
}

function look(run: string, input: Omit<RequestInput<'runs.look'>, 'run'>, by = client) {
  return by.request('runs.look', { run, ...input });
}

/** The first layer's weights of a run's newest checkpoint, `[units × inputs]`. */
async function checkpointWeights(run: string): Promise<Float32Array> {
  const { bytes } = await client.request('runs.export', { run, format: 'safetensors' });
  const [{ values }] = readSafetensors('exported', bytes).tensors;
  return Float32Array.from({ length: 128 }, (_, i) => values[(i % 16) * 8 + Math.floor(i / 16)]);
}

const everyNeuron = [16, 8, 3].map((size) => Array.from({ length: size }, (_, i) => i));

describe('a run that is being trained', () => {
  it('shows its weights as they are between two batches', async () => {
    const { id } = await start(longConfig);
    await runThat(client, id, (run) => run.epochs > 0);
    const first = await look(id, { parts: ['firstLayer'] });
    const second = await look(id, { parts: ['firstLayer'] });
    expect([first.live, second.live]).toEqual([true, true]);
    expect(second.step).toBeGreaterThan(first.step);
    expect(first.epoch).toBe(first.step / 4800);
    expect(first.firstLayer).toMatchObject({ units: 8, from: 0, count: 8 });
    expect(first.firstLayer!.weights).toBeInstanceOf(Float32Array);
    expect(first.firstLayer!.weights).not.toEqual(second.firstLayer!.weights);
  });

  it('shows them while it is paused, too, and several who ask at once the same', async () => {
    const { id } = await start(longConfig);
    await client.request('runs.pause', { run: id });
    await runIs(client, id, 'paused');
    const { checkpoints } = await client.request('runs.get', { run: id });
    const seen = await Promise.all([1, 2, 3].map(() => look(id, { parts: ['firstLayer'] })));
    for (const { live, step, firstLayer } of seen) {
      expect({ live, step }).toEqual({ live: true, step: checkpoints.at(-1).step });
      expect(firstLayer!.weights).toEqual(await checkpointWeights(id));
    }
  });

  it('is shown by another engine as its newest checkpoint has it', async () => {
    const { id } = await start(longConfig);
    await client.request('runs.pause', { run: id });
    await runIs(client, id, 'paused');
    const other = await workspace.engine();
    const { live, firstLayer } = await look(id, { parts: ['firstLayer'] }, other.client);
    expect(live).toBe(false);
    expect(firstLayer!.weights).toEqual(await checkpointWeights(id));
  });

  it('gives the same weights whether or not it is looked at', async () => {
    const config = { ...smallConfig, epochs: 20 };
    const alone = await start(config);
    const { weightsHash } = await runIs(client, alone.id, 'finished');
    const { id } = await start(config);
    let looks = 0;
    while (!(await isOver(id))) {
      const seen = await look(id, { parts: ['connections'], neurons: everyNeuron }).catch(() => null);
      if (seen?.live) looks++;
    }
    expect(looks).toBeGreaterThan(0);
    expect((await runIs(client, id, 'finished')).weightsHash).toBe(weightsHash);
  });
});

async function isOver(run: string): Promise<boolean> {
  return (await client.request('runs.get', { run })).endedAt !== null;
}

describe('a run that has ended', () => {
  it('shows its newest checkpoint, also after it was looked at while it was trained', async () => {
    const { id } = await start(longConfig);
    await runIs(client, id, 'running');
    await look(id, { parts: ['firstLayer'] });
    await client.request('runs.stop', { run: id });
    const { epochs } = await runIs(client, id, 'stopped');
    const { live, step, epoch, firstLayer } = await look(id, { parts: ['firstLayer'] });
    const { checkpoints } = await client.request('runs.get', { run: id });
    expect({ live, step }).toEqual({ live: false, step: checkpoints.at(-1).step });
    expect(Math.floor(epoch)).toBe(epochs);
    expect(firstLayer!.weights).toEqual(await checkpointWeights(id));
  });

  it('shows the weights of its training again when it is resumed', async () => {
    const { id } = await start(longConfig);
    await runIs(client, id, 'running');
    await client.request('runs.stop', { run: id });
    await runIs(client, id, 'stopped');
    const ended = await look(id, { parts: ['firstLayer'] });
    await client.request('runs.resume', { run: id });
    await runThat(client, id, (run) => run.epochs > Math.floor(ended.epoch));
    const resumed = await look(id, { parts: ['firstLayer'] });
    expect(resumed).toMatchObject({ live: true });
    expect(resumed.step).toBeGreaterThan(ended.step);
    expect(resumed.firstLayer!.weights).not.toEqual(ended.firstLayer!.weights);
  });
});

describe('what is asked amiss', () => {
  it('is refused, and says why', async () => {
    const blocker = await start(longConfig);
    const { id } = await start();
    await expect(look(id, { parts: ['firstLayer'] })).rejects.toMatchObject({
      code: 'conflict',
      message: '"16-8-3 adam" has no weights yet, so there is nothing to look at.',
    });
    await runIs(client, blocker.id, 'running');
    await expect(look('nobody', { parts: ['firstLayer'] })).rejects.toMatchObject({ code: 'not-found' });
    await expect(look(blocker.id, { parts: [] })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(look(blocker.id, { parts: ['connections'] })).rejects.toThrow('must say which neurons are drawn');
    const beyond = [[0], [8], [0]];
    await expect(look(blocker.id, { parts: ['connections'], neurons: beyond })).rejects.toThrow('which has 16-8-3.');
    const tooFew = [[0], [0]];
    await expect(look(blocker.id, { parts: ['connections'], neurons: tooFew })).rejects.toThrow('which has 16-8-3.');
  });
});

describe('what a network makes of examples', () => {
  it('has a confusion as an evaluation finds it, whose cells have their examples', async () => {
    const { id } = await start({ ...smallConfig, epochs: 1 });
    await runIs(client, id, 'finished');
    const evaluation = await client.request('runs.evaluate', { run: id, dataset, part: 'test' });
    const { live, epoch, confusion, layers, surface } = await look(id, {
      parts: ['confusion', 'distributions', 'surface'],
    });
    expect({ live, epoch, surface }).toEqual({ live: false, epoch: 1, surface: undefined });
    const { counts, classes, examples, isSample, worst } = confusion!;
    expect({ counts, classes, examples, isSample }).toEqual({
      counts: evaluation.confusion,
      classes: ['0', '1', '2'],
      examples: 1200,
      isSample: false,
    });
    expect(layers!.map(({ units, activations }) => [units, activations.counts.reduce((sum, n) => sum + n, 0)])).toEqual(
      [
        [8, 256 * 8],
        [3, 256 * 3],
      ],
    );
    const wrong = counts
      .flatMap((row, truth) => row.filter((_, said) => said !== truth))
      .reduce((sum, n) => sum + n, 0);
    expect(worst).toHaveLength(Math.min(wrong, 100));

    const labels = await client.request('datasets.labels', { dataset });
    for (const truth of [0, 1, 2]) {
      for (const said of [0, 1, 2]) {
        const cell = await client.request('runs.examplesOfCell', { run: id, truth, said, most: 1000 });
        expect(cell).toMatchObject({ total: counts[truth][said], epoch: 1 });
        expect(cell.mistakes).toHaveLength(cell.total);
        for (const mistake of cell.mistakes) {
          expect(mistake).toMatchObject({ truth: labels[mistake.example], said });
        }
      }
    }
    const cell = { run: id, truth: 3, said: 0 };
    await expect(client.request('runs.examplesOfCell', cell)).rejects.toThrow('tells only 3 classes apart.');
  });

  it('tells the examples of a cell also when nobody has looked at the confusion', async () => {
    const { id } = await start(longConfig);
    await runThat(client, id, (run) => run.epochs > 0);
    const { total, mistakes, step } = await client.request('runs.examplesOfCell', {
      run: id,
      truth: 1,
      said: 1,
      most: 2,
    });
    expect(total).toBeGreaterThan(2);
    expect(mistakes).toHaveLength(2);
    expect(step).toBeGreaterThan(0);
  });

  it('has regions and a curve where the inputs are two or one, while it is trained and afterwards', async () => {
    for (const [name, kind] of [
      ['moons', 'regions'],
      ['quadratic', 'curve'],
    ] as const) {
      const toy = await client.request('datasets.prepare', { dataset: name });
      const design = defaultDesign(toy, [{ units: 4, activation: 'tanh' }]);
      const loss = name === 'moons' ? 'categorical-cross-entropy' : 'mean-squared-error';
      const { id } = await client.request('runs.start', { dataset: name, design, config: { ...longConfig, loss } });
      await runThat(client, id, (run) => run.epochs > 0);
      const seen = await look(id, { parts: ['surface', 'confusion', 'distributions'] });
      expect(seen).toMatchObject({ live: true, surface: { kind }, confusion: { examples: 100 } });
      await client.request('runs.stop', { run: id });
      await runIs(client, id, 'stopped');
      const ended = await look(id, { parts: ['surface', 'confusion'] });
      expect(ended).toMatchObject({ live: false, surface: { kind } });
      expect(ended.surface!.outputs).not.toEqual(seen.surface!.outputs);
      if (ended.surface?.kind !== 'curve') continue;
      const [said] = await client.request('runs.predict', { runs: [id], inputs: [ended.surface.inputs[9]] });
      expect(ended.surface.outputs[9]).toBeCloseTo((said as NumberPrediction).values[0], 5);
      const cell = client.request('runs.examplesOfCell', { run: id, truth: 0, said: 0 });
      await expect(cell).rejects.toThrow('predicts numbers, so it has no confusion matrix.');
    }
  });

  it('is left out when the examples are no longer there', async () => {
    const { id } = await start({ ...smallConfig, epochs: 1 });
    await runIs(client, id, 'finished');
    await client.request('datasets.remove', { dataset });
    await client.request('datasets.erase', { dataset });
    const seen = await look(id, { parts: ['firstLayer', 'confusion', 'distributions'] });
    expect(Object.keys(seen).sort()).toEqual(['epoch', 'firstLayer', 'live', 'milliseconds', 'run', 'step']);
    const cell = client.request('runs.examplesOfCell', { run: id, truth: 0, said: 0 });
    await expect(cell).rejects.toThrow('The examples of "Small", on which "16-8-3 adam" was trained, are not in');
  });
});
