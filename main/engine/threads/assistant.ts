import { parentPort, workerData } from 'node:worker_threads';
import { toProblem } from '../problem.ts';
import type { KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { makeDigits, makeToyTable, readIdx } from './makeTable.ts';
import { Models } from './models.ts';
import { readPng } from './readPng.ts';
import type { AssistantMessage, AssistantRequest, AssistantTasks, TaskName } from './protocol.ts';

interface Reports {
  progress(done: number): void;
}

type Tasks = {
  [Name in TaskName]: (input: AssistantTasks[Name]['input'], reports: Reports) => AssistantTasks[Name]['output'];
};

const binaries = workerData as KernelBinaries;
const models = new Models(binaries);

const tasks: Tasks = {
  'load-model': ({ key, model }) => models.load(key, model),
  'drop-model': ({ key }) => models.drop(key),
  predict: ({ keys, example }) => keys.map((key) => models.predict(key, example)),
  'read-png': ({ png, shape }) => readPng(png, shape),
  evaluate: ({ key, table, part }) => models.evaluate(key, table, part),
  'make-toy': makeToyTable,
  'make-digits': ({ count, seed }, { progress }) => makeDigits(count, seed, progress),
  'read-idx': ({ images, labels }) => readIdx(images, labels),
};

parentPort!.on('message', ({ id, task, input }: AssistantRequest) => {
  const send = (message: AssistantMessage) => parentPort!.postMessage(message);
  try {
    const run = tasks[task] as (input: unknown, reports: Reports) => unknown;
    const result = run(input, { progress: (progress) => send({ id, progress }) });
    send({ id, result });
  } catch (error) {
    send({ id, problem: toProblem(error) });
  }
});
