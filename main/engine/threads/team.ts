import { createControl, disband } from '#core/kernels/threaded/team.ts';
import type { HelperOptions } from '#core/kernels/threaded/threadedKernels.ts';
import { createMemory } from '#core/tensor/arena.ts';
import type { TeamData } from './teamKernels.ts';
import { startThread, type LeaderName } from './scripts.ts';

/**
 * Starts a thread that computes, and its helpers. They end when it does. When any thread has ended, all
 * others are ended, too: else a leader could wait for ever for a helper that is no more. `lost` is then told why, which
 * matters only to those who have not heard the leader's last message. Returns what ends them all at once.
 */
export function startTeam<Data, Message>(
  leader: LeaderName,
  data: Data,
  { binaries, build, threads }: Pick<TeamData, 'binaries' | 'build' | 'threads'>,
  listener: { message(message: Message): void; lost(reason: string): void },
): () => void {
  const memory = createMemory();
  const control = createControl();
  const chosen = build && { build };
  const team: TeamData = { binaries, memory, control, threads, ...chosen };
  const worker = startThread(leader, { ...data, team });
  const helpers = Array.from({ length: threads - 1 }, (_, index) => {
    const options: HelperOptions = { memory, binaries, control, thread: index + 1, ...chosen };
    return startThread('helper', options);
  });

  let over = false;
  const end = (reason: string) => {
    if (over) return;
    over = true;
    disband(control);
    void worker.terminate();
    for (const helper of helpers) void helper.terminate();
    listener.lost(reason);
  };
  worker.on('message', (message: Message) => listener.message(message));
  worker.on('error', (error: Error) => end(`The computing thread failed: ${error.message}`));
  worker.on('exit', () => end('The computing thread ended before its work was done.'));
  for (const helper of helpers) {
    helper.on('error', (error: Error) => end(`A helping thread failed: ${error.message}`));
    helper.on('exit', () => end('A helping thread ended before its work was done.'));
  }
  return () => end('It was ended.');
}
