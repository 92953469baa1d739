import { parentPort, workerData } from 'node:worker_threads';
import { toProblem } from '../problem.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { checkOnTable } from './checkTable.ts';
import { describeTable } from './describeTable.ts';
import { exportPiece } from './exportPiece.ts';
import { Keeping } from './keeping.ts';
import { Looking } from './looking/looking.ts';
import { makeDigits, makeToyTable } from './makeTable.ts';
import { Models } from './models.ts';
import { readPicture } from './readPicture.ts';
import type { AssistantData, AssistantMessage, AssistantRequest, AssistantTasks, TaskName } from './protocol.ts';

interface Reports {
  progress(done: number): void;
}

type Tasks = {
  [Name in TaskName]: (input: AssistantTasks[Name]['input'], reports: Reports) => AssistantTasks[Name]['output'];
};

const { binaries, workspace } = workerData as AssistantData;
const models = new Models(binaries);
const keeping = new Keeping(workspace);
const looking = new Looking(binaries, keeping);

const tasks: Tasks = {
  'load-model': ({ key, model }) => {
    const read = keeping.read(model.run, null);
    if (!read)
      throw new LaminaError('conflict', `The run ${model.run} has no checkpoint any more.`, 'Resume it first.');
    return models.load(key, model, read.parameters);
  },
  'drop-model': ({ key }) => models.drop(key),
  predict: ({ keys, example }) => keys.map((key) => models.predict(key, example)),
  'read-picture': ({ file, shape }) => readPicture(file, shape),
  evaluate: ({ key, table, part }) => models.evaluate(key, table, part),
  'check-gradients': (input, { progress }) => checkOnTable(input, progress),
  'open-probe': ({ key, setup }) => looking.open(key, setup),
  'give-examples': ({ key, examples }) => looking.giveExamples(key, examples),
  'close-probe': ({ key }) => looking.close(key),
  look: (task) => looking.look(task),
  'examples-of-cell': (task) => looking.cell(task),
  'describe-table': ({ form, table }) => describeTable(form, table),
  'export-piece': exportPiece,
  'make-toy': makeToyTable,
  'make-digits': ({ count, seed }, { progress }) => makeDigits(count, seed, progress),
  'begin-checkpoint': ({ run, checkpoint }) => keeping.begin(run, checkpoint),
  'write-piece': ({ checkpoint, part, position, values }) => keeping.write(checkpoint, part, position, values),
  'close-checkpoint': ({ checkpoint }) => keeping.close(checkpoint),
  'tidy-checkpoints': ({ run }) => keeping.tidy(run),
  'tidy-log': () => keeping.tidyLog(),
  'read-checkpoint': ({ run, step }) => keeping.read(run, step),
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
