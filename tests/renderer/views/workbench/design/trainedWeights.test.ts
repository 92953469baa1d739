import { expect, it } from 'vitest';
import type { Design } from '#core/contract/design.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Place } from '#renderer/state/place.svelte.ts';
import { RunsState } from '#renderer/state/runs.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { TrainedWeights } from '#renderer/views/workbench/design/trainedWeights.svelte.ts';
import { FakeBar, FakeEngine, fakeStorage, run, settle } from '../../../state/fakeEngine.ts';

const design: Design = { inputs: 20, layers: [{ units: 2, activation: 'softmax' }] };
const finished = { ...run('a', { status: 'finished', weightsHash: 'w' }), design };
const connections = [{ weights: new Float32Array(20), biases: new Float32Array(2), largest: 0 }];

async function start(bench: { shown: typeof finished | undefined; design: Design }, storage = fakeStorage()) {
  const engine = new FakeEngine();
  engine.answer('runs.look', () => ({ run: 'a', step: 12, epoch: 1, live: false, milliseconds: 1, connections }));
  const notices = new Notices();
  const session = new Session(engine, notices);
  const runs = new RunsState(session, notices, new Place(new FakeBar()));
  session.open();
  await settle();
  return { engine, storage, weights: new TrainedWeights({ session, runs }, bench, storage) };
}

it('are asked of the run that is shown, for the neurons that are drawn', async () => {
  const { engine, weights } = await start({ shown: finished, design });
  weights.watch(true);
  await settle();
  const drawn = [0, 1, 2, 3, 4, 15, 16, 17, 18, 19];
  expect(engine.inputsOf('runs.look')).toEqual([{ run: 'a', parts: ['connections'], neurons: [drawn, [0, 1]] }]);
  expect([weights.connections, weights.step]).toEqual([connections, 12]);
});

it('are not asked for a design that is not the run’s, nor of a run that has none', async () => {
  const others: Parameters<typeof start>[0][] = [
    { shown: finished, design: { ...design, layers: [{ units: 2, activation: 'sigmoid' }] } },
    { shown: { ...finished, weightsHash: null }, design },
    { shown: undefined, design },
  ];
  for (const bench of others) {
    const { engine, weights } = await start(bench);
    weights.watch(true);
    await settle();
    expect([engine.inputsOf('runs.look'), weights.run, weights.connections]).toEqual([[], undefined, null]);
  }
});

it('can be turned off, which is remembered', async () => {
  const { engine, storage, weights } = await start({ shown: finished, design });
  weights.turn(false);
  weights.watch(true);
  await settle();
  expect([engine.inputsOf('runs.look'), weights.connections]).toEqual([[], null]);
  expect((await start({ shown: finished, design }, storage)).weights.isOn).toBe(false);
});
