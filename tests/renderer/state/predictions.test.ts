import { describe, expect, it } from 'vitest';
import type { Prediction } from '#core/contract/run.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Place } from '#renderer/state/place.svelte.ts';
import { Predictions } from '#renderer/state/predictions.svelte.ts';
import { RunsState } from '#renderer/state/runs.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { FakeBar, FakeEngine, fakeStorage, run, settle } from './fakeEngine.ts';

interface Asked {
  runs: string[];
  pixels: Uint8Array;
}

/** Answers with the picture's first byte, so that one can tell which picture was asked about. */
function answerOf({ runs, pixels }: Asked): Prediction[] {
  return runs.map((id) => ({ run: id, label: String(pixels[0]), probabilities: [1], classes: [String(pixels[0])] }));
}

async function start(stored: Record<string, string> = {}) {
  const engine = new FakeEngine();
  engine.answer('runs.list', () => [
    run('bundled'),
    run('a', { createdAt: 1 }),
    run('other-size', { dataset: { ...run('a').dataset, shape: [14, 56] } }),
    run('of-table', { dataset: { ...run('a').dataset, kind: 'table', shape: [28, 28] } }),
    run('of-numbers', { dataset: { ...run('a').dataset, targets: ['weight'] } }),
    run('untrained', { weightsHash: null }),
  ]);
  engine.answer('runs.predict', answerOf);
  const notices = new Notices();
  const session = new Session(engine, notices);
  const runs = new RunsState(session, notices, new Place(new FakeBar()));
  const storage = fakeStorage(stored);
  const predictions = new Predictions(session, runs, storage);
  session.open();
  await settle();
  return { engine, predictions, storage };
}

const picture = (first: number) => Uint8Array.from({ length: 784 }, (_, i) => (i === 0 ? first : 0));

describe('predictions', () => {
  it('come from the bundled model unless others are chosen, and only from networks that can see a drawing', async () => {
    const { predictions } = await start();
    expect(predictions.choices.map((one) => one.id)).toEqual(['bundled', 'a']);
    expect(predictions.chosen.map((one) => one.id)).toEqual(['bundled']);
  });

  it('remember the chosen runs, and do without those that are gone', async () => {
    const { predictions, storage } = await start({ 'lamina.draw.runs': '["a","deleted"]' });
    expect(predictions.chosen.map((one) => one.id)).toEqual(['a']);
    predictions.choose(['bundled', 'a']);
    expect(storage.getItem('lamina.draw.runs')).toBe('["bundled","a"]');
  });

  it('begin with the bundled model when what is stored makes no sense', async () => {
    const { predictions } = await start({ 'lamina.draw.runs': '{"a":' });
    expect(predictions.chosen.map((one) => one.id)).toEqual(['bundled']);
  });

  it('ask about one picture at a time and skip those that came meanwhile', async () => {
    const { engine, predictions } = await start();
    for (const first of [1, 2, 3]) predictions.ask(picture(first));
    await settle();
    expect(engine.inputsOf('runs.predict').map((input) => (input as Asked).pixels[0])).toEqual([1, 3]);
    expect(predictions.of('bundled')?.label).toBe('3');
  });

  it('say nothing of a blank pad, even when an answer comes late', async () => {
    const { predictions } = await start();
    predictions.ask(picture(4));
    predictions.ask(null);
    await settle();
    expect(predictions.of('bundled')).toBeUndefined();
  });

  it('say what went wrong, and recover', async () => {
    const { engine, predictions } = await start();
    engine.refuse('runs.predict', 'not-found', 'There is no run bundled.', 'Choose another.');
    predictions.ask(picture(5));
    await settle();
    expect(predictions.problem).toEqual({ text: 'There is no run bundled.', hint: 'Choose another.' });
    engine.answer('runs.predict', answerOf);
    predictions.ask(picture(6));
    await settle();
    expect(predictions.problem).toBeNull();
    expect(predictions.of('bundled')?.label).toBe('6');
  });
});
