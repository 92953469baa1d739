import { availableParallelism } from 'node:os';
import { LaminaError, type Problem } from '#core/contract/errors.ts';
import type { BenchLine, KernelBenchLine } from '#core/contract/requests.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { usefulThreads } from '#core/training/threads.ts';
import type { BenchData, BenchMessage, BenchTask, SetupSpeed, SetupTask } from './threads/benchProtocol.ts';
import { benchDesign } from './threads/measureTraining.ts';
import { startTeam } from './threads/team.ts';

const networks: readonly (readonly number[])[] = [[128], [1024, 1024]];
const batchSizes = [1, 32, 256];

/** Measures training line by line, each on one thread and on all, or on as many as are asked for. */
export async function benchTraining(
  binaries: KernelBinaries,
  seconds: number,
  asked: number | undefined,
  report: (line: BenchLine) => void,
): Promise<BenchLine[]> {
  const lines: BenchLine[] = [];
  for (const hidden of networks) {
    for (const batchSize of batchSizes) {
      for (const threads of asked ? [asked] : new Set([1, availableParallelism()])) {
        const task = { kind: 'training' as const, hidden, batchSize, seconds, threads };
        const useful = usefulThreads(benchDesign(hidden), batchSize, threads);
        const { line } = await measure(task, binaries, useful);
        report(line);
        lines.push(line);
      }
    }
  }
  return lines;
}

/** Measures the matrix products on one thread. */
export async function benchKernels(
  binaries: KernelBinaries,
  seconds: number,
): Promise<{ limit: number; lines: KernelBenchLine[] }> {
  const { limit, lines } = await measure({ kind: 'kernels', seconds }, binaries, 1);
  return { limit, lines };
}

/** Measures a training for a moment, on as many threads as a run of it would have. */
export async function measureSetup(
  binaries: KernelBinaries,
  task: Omit<SetupTask, 'kind'>,
  threads: number,
): Promise<SetupSpeed> {
  return measure({ kind: 'setup', ...task }, binaries, usefulThreads(task.design, task.batchSize, threads));
}

type Measured<Kind> = Extract<BenchMessage, { kind: Kind }>;

function measure<Kind extends BenchTask['kind']>(
  task: BenchTask & { kind: Kind },
  binaries: KernelBinaries,
  threads: number,
): Promise<Measured<Kind>> {
  const data: BenchData = { task };
  return new Promise((resolve, reject) => {
    const fail = (problem: Problem) => reject(LaminaError.fromProblem(problem));
    startTeam(
      'bench',
      data,
      { binaries, threads },
      {
        message: (message: BenchMessage) => {
          if (message.kind === 'failed') fail(message.problem);
          else resolve(message as Measured<Kind>);
        },
        lost: (message) => fail({ code: 'internal', message, hint: 'Try again.' }),
      },
    );
  });
}
