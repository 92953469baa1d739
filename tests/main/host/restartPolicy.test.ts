import { describe, expect, it } from 'vitest';
import { RestartPolicy } from '#main/host/restartPolicy.ts';

describe('the restart policy', () => {
  it('waits twice as long each time, and gives up at the sixth death in a minute', () => {
    const policy = new RestartPolicy();
    const decisions = [0, 1000, 2000, 3000, 4000, 5000].map((now) => policy.shouldRestart(now));
    expect(decisions).toEqual([
      { restart: true, delay: 200 },
      { restart: true, delay: 400 },
      { restart: true, delay: 800 },
      { restart: true, delay: 1600 },
      { restart: true, delay: 3200 },
      { restart: false },
    ]);
  });

  it('forgets a death after a minute', () => {
    const policy = new RestartPolicy();
    for (let death = 0; death < 5; death++) policy.shouldRestart(death * 1000);
    expect(policy.shouldRestart(59_999)).toEqual({ restart: false });
    expect(policy.shouldRestart(60_000)).toEqual({ restart: true, delay: 3200 });
    expect(policy.shouldRestart(200_000)).toEqual({ restart: true, delay: 200 });
  });
});
