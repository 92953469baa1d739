import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createControl, disband, Team } from '#core/kernels/threaded/team.ts';
import { meetingKernel, meetingWords } from './meetingKernel.ts';

function startHelper(workerData: unknown): Worker {
  return new Worker(new URL('./teamHelper.ts', import.meta.url), { workerData });
}

describe('a team', () => {
  it.each([2, 3, 8])('of %i works on a phase all at once, and computes every output once', async (threads) => {
    const control = createControl();
    const meeting = new SharedArrayBuffer(4 * (meetingWords.outputs + 100));
    const helpers = Array.from({ length: threads - 1 }, (_, index) =>
      startHelper({ control, meeting, thread: index + 1 }),
    );
    const left = helpers.map((helper) => once(helper, 'exit'));
    const team = new Team(control, [meetingKernel(meeting, 0)], threads);
    const words = new Int32Array(meeting);
    for (let round = 0; round < 20; round++) {
      words.fill(0);
      words[meetingWords.expected] = threads;
      const total = 83 + round;
      const phase = { kernel: 0, moves: [1, 0, 0], countAt: 1, scratchAt: 2, grain: 4, parts: threads };
      team.share({ ...phase, values: [0, Math.min(total, 97), 7] });
      const outputs = [...words.subarray(meetingWords.outputs)];
      const computed = outputs.slice(0, Math.min(total, 97));
      expect(words[meetingWords.failed], `round ${round}`).toBe(0);
      expect(new Set(computed).size).toBe(threads);
      expect(computed).not.toContain(0);
      expect(outputs.slice(computed.length).every((mark) => mark === 0)).toBe(true);
      // Each thread has scratch of its own, and parts begin at multiples of the grain.
      for (const [n, mark] of computed.entries()) {
        expect((mark - 8) % 1001).toBe(0);
        if (n > 0 && mark !== computed[n - 1]) expect(n % 4).toBe(0);
      }
    }
    disband(control);
    expect((await Promise.all(left)).map(([code]) => code as number)).toEqual(helpers.map(() => 0));
  });

  it('does not wait for helpers that have not come', () => {
    const meeting = new SharedArrayBuffer(4 * (meetingWords.outputs + 10));
    const team = new Team(createControl(), [meetingKernel(meeting, 0)], 4);
    const phase = { kernel: 0, moves: [1, 0, 0], countAt: 1, scratchAt: -1, grain: 1, parts: 5 };
    team.share({ ...phase, values: [0, 10, 0] });
    expect([...new Int32Array(meeting).subarray(meetingWords.outputs)]).toEqual(new Array(10).fill(1));
  });
});
