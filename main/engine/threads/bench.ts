import { parentPort, workerData } from 'node:worker_threads';
import { toProblem } from '../problem.ts';
import type { BenchData, BenchMessage } from './benchProtocol.ts';
import { measureKernels } from './measureKernels.ts';
import { measureSetup } from './measureSetup.ts';
import { measureTraining } from './measureTraining.ts';
import type { TeamData } from './teamKernels.ts';

// One measurement in a thread of its own, so that it begins with memory of its own, and all of it goes when it ends.

const { task, team } = workerData as BenchData & { team: TeamData };
parentPort!.postMessage(measured());

function measured(): BenchMessage {
  try {
    if (task.kind === 'training') return { kind: 'training', line: measureTraining(task, team) };
    if (task.kind === 'setup') return { kind: 'setup', ...measureSetup(task, team) };
    return { kind: 'kernels', ...measureKernels(task.seconds, team) };
  } catch (error) {
    return { kind: 'failed', problem: toProblem(error) };
  }
}
