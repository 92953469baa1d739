import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LaminaError } from '#core/contract/errors.ts';
import type { Inside } from '#core/contract/inside.ts';
import { Look, type Wish } from '#renderer/views/workbench/inside/look.svelte.ts';
import { settle } from '../../../state/fakeEngine.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A look whose every question is answered by the next step, counted from 1. */
function start(answer: Partial<Inside> = {}) {
  const asked: unknown[] = [];
  const look = new Look((input) => {
    asked.push(input.parts);
    return Promise.resolve({ run: input.run, step: asked.length, epoch: 1, live: true, milliseconds: 10, ...answer });
  });
  return { asked, look };
}

const live: Wish = { input: { run: 'a', parts: ['firstLayer'] }, mark: 'running', goesOn: true };
const resting: Wish = { ...live, mark: 'finished abc', goesOn: false };

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  await settle();
}

describe('a look inside', () => {
  it('is taken again and again while training goes on, no sooner than after half a second', async () => {
    const { asked, look } = start();
    look.want(live);
    await settle();
    expect(look.seen?.step).toBe(1);
    await pass(499);
    expect(asked).toHaveLength(1);
    await pass(1);
    expect(look.seen?.step).toBe(2);
  });

  it('leaves the training thirty times as long as it took', async () => {
    const { asked, look } = start({ milliseconds: 100 });
    look.want(live);
    await pass(2999);
    expect(asked).toHaveLength(1);
    await pass(1);
    expect(asked).toHaveLength(2);
  });

  it('is not taken again of a run at rest, however often it is wished for', async () => {
    const { asked, look } = start({ live: false });
    look.want(resting);
    await pass(60_000);
    look.want({ ...resting });
    await pass(60_000);
    expect(asked).toHaveLength(1);
  });

  it('is taken once more when the run has ended, and then without waiting', async () => {
    const { asked, look } = start({ milliseconds: 1000 });
    look.want(live);
    await settle();
    look.want(resting);
    await pass(0);
    expect(asked).toHaveLength(2);
    await pass(60_000);
    expect(asked).toHaveLength(2);
  });

  it('of a run that is trained elsewhere waits for its checkpoints', async () => {
    const { asked, look } = start({ live: false });
    look.want({ ...live, mark: 'running abc' });
    await pass(60_000);
    expect(asked).toHaveLength(1);
    look.want({ ...live, mark: 'running def' });
    await pass(0);
    expect(asked).toHaveLength(2);
  });

  it('is taken at once when something else is to be seen', async () => {
    const { asked, look } = start();
    look.want(live);
    await settle();
    look.want({ ...live, input: { run: 'a', parts: ['surface'] } });
    await settle();
    expect(asked).toEqual([['firstLayer'], ['surface']]);
  });

  it('asks one question at a time, and then for what is wished by now', async () => {
    const asked: string[] = [];
    let answer: () => void = () => undefined;
    const look = new Look(({ run, parts }) => {
      asked.push(parts.join(' '));
      return new Promise((resolve) => {
        answer = () => resolve({ run, step: asked.length, epoch: 1, live: true, milliseconds: 1 });
      });
    });
    for (const part of ['connections', 'surface', 'confusion'] as const) {
      look.want({ ...live, input: { run: 'a', parts: [part] } });
    }
    expect(asked).toEqual(['connections']);
    answer();
    await settle();
    expect(asked).toEqual(['connections', 'confusion']);
  });

  it('ends when nobody watches; what was seen stays', async () => {
    const { asked, look } = start();
    look.want(live);
    await settle();
    look.want(null);
    await pass(60_000);
    expect(asked).toHaveLength(1);
    expect(look.seen?.step).toBe(1);
  });

  it('forgets what was seen of another run, and takes no late answer for it', async () => {
    let answer: (inside: Inside) => void = () => undefined;
    const look = new Look(() => new Promise((resolve) => (answer = resolve)));
    look.want(live);
    look.want({ ...resting, input: { run: 'b', parts: ['firstLayer'] } });
    answer({ run: 'a', step: 7, epoch: 1, live: true, milliseconds: 1 });
    await settle();
    expect(look.seen).toBeNull();
    answer({ run: 'b', step: 9, epoch: 1, live: false, milliseconds: 1 });
    await settle();
    expect(look.seen).toMatchObject({ run: 'b', step: 9 });
  });

  it('that fails says why, keeps what was seen, and is tried again after a while', async () => {
    let fails = false;
    const look = new Look(({ run }) =>
      fails
        ? Promise.reject(new LaminaError('workspace', 'The engine is busy.', 'Wait.'))
        : Promise.resolve({ run, step: 1, epoch: 1, live: true, milliseconds: 1 }),
    );
    look.want(live);
    await settle();
    fails = true;
    await pass(500);
    expect(look.problem).toEqual({ text: 'The engine is busy.', hint: 'Wait.' });
    expect(look.seen?.step).toBe(1);
    fails = false;
    await pass(5000);
    expect(look.problem).toBeNull();
  });
});
