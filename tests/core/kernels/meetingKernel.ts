import type { Kernel } from '#core/kernels/threaded/team.ts';

/** Words of a meeting: how many threads have come, and how many are expected; the outputs follow. */
export const meetingWords = { arrived: 0, expected: 1, failed: 2, outputs: 3 };
const patience = 20_000;

/**
 * A kernel that marks each of `count` outputs from `first` on by its thread and what it was given as scratch. No part
 * ends before as many parts have begun as are expected, so it takes that many threads at once.
 */
export function meetingKernel(meeting: SharedArrayBuffer, thread: number): Kernel {
  const words = new Int32Array(meeting);
  return (first, count, scratch) => {
    const { arrived, expected, failed, outputs } = meetingWords;
    for (let n = first; n < first + count; n++) {
      if (words[outputs + n] !== 0) Atomics.store(words, failed, 1);
      words[outputs + n] = 1 + thread + scratch;
    }
    Atomics.add(words, arrived, 1);
    Atomics.notify(words, arrived);
    for (let seen; (seen = Atomics.load(words, arrived)) < words[expected];) {
      if (Atomics.wait(words, arrived, seen, patience) === 'timed-out') return void Atomics.store(words, failed, 1);
    }
  };
}
