import { describe, expect, it, vi } from 'vitest';
import { Rounds } from '#main/engine/rounds.ts';

/** Things that come when they are told to, numbered. */
function slowThings() {
  const coming: PromiseWithResolvers<number>[] = [];
  const fetch = vi.fn(() => {
    coming.push(Promise.withResolvers<number>());
    return coming.at(-1).promise;
  });
  return {
    fetch,
    arrive: () => coming.at(-1).resolve(coming.length),
    fail: () => coming.at(-1).reject(new Error('no')),
  };
}

/** Lets all that can go on go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('rounds', () => {
  it('give one thing to all who ask until it is here', async () => {
    const { fetch, arrive } = slowThings();
    const rounds = new Rounds<number>();
    const use = () => rounds.use('a', fetch, (thing) => Promise.resolve(thing));
    const both = Promise.all([use(), use()]);
    arrive();
    expect(await both).toEqual([1, 1]);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('fetch the next thing only when all are done with the one before, and then one for all who wait', async () => {
    const { fetch, arrive } = slowThings();
    const rounds = new Rounds<number>();
    const work = Promise.withResolvers<void>();
    const first = rounds.use('a', fetch, async (thing) => {
      await work.promise;
      return thing;
    });
    arrive();
    await settle();
    const later = [1, 2].map(() => rounds.use('a', fetch, (thing) => Promise.resolve(thing)));
    await settle();
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(rounds.isUsed('a')).toBe(true);
    work.resolve();
    expect(await first).toBe(1);
    await settle();
    expect(fetch).toHaveBeenCalledTimes(2);
    arrive();
    expect(await Promise.all(later)).toEqual([2, 2]);
    expect(rounds.isUsed('a')).toBe(false);
  });

  it('of different names do not wait for each other', async () => {
    const [slow, quick] = [slowThings(), slowThings()];
    const rounds = new Rounds<number>();
    void rounds.use('slow', slow.fetch, (thing) => Promise.resolve(thing));
    const other = rounds.use('quick', quick.fetch, (thing) => Promise.resolve(thing));
    quick.arrive();
    expect(await other).toBe(1);
  });

  it('end when the thing does not come or the work fails, and the next one begins afresh', async () => {
    const { fetch, arrive, fail } = slowThings();
    const rounds = new Rounds<number>();
    const lost = rounds.use('a', fetch, (thing) => Promise.resolve(thing));
    fail();
    await expect(lost).rejects.toThrow('no');
    const broken = rounds.use('a', fetch, () => Promise.reject(new Error('broken')));
    arrive();
    await expect(broken).rejects.toThrow('broken');
    const next = rounds.use('a', fetch, (thing) => Promise.resolve(thing));
    arrive();
    expect(await next).toBe(3);
  });
});
