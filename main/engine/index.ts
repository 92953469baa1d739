import { parseArgs } from 'node:util';
import { packageVersion } from '../host/paths.ts';
import { Dispatcher, type Handlers, type Tell } from './dispatch.ts';
import { Engine } from './engine.ts';
import { childProcessPorts } from './ports/childProcess.ts';
import { electronPorts } from './ports/electron.ts';
import { toProblem } from './problem.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { requests, type RequestName } from '#core/contract/requests.ts';

const { values } = parseArgs({ options: { workspace: { type: 'string' }, resources: { type: 'string' } } });
if (!values.workspace || !values.resources || !(process.send || process.parentPort)) {
  process.stderr.write('The engine is started by Lamina itself: use "npm start" or "lamina".\n');
  process.exit(2);
}
const options = { workspace: values.workspace, resources: values.resources, version: packageVersion() };
const ports = process.parentPort ? electronPorts() : childProcessPorts();
let engine: Engine | undefined;

const dispatcher = new Dispatcher((tell) => handlersOrRefusal(tell));
ports.onConnection((connection) => dispatcher.add(connection));
ports.onShutdown(() => void shutdown());
process.on('SIGTERM', () => void shutdown());
process.on('SIGINT', () => undefined); // the shell decides when its engine ends
ports.ready();

/** An engine that cannot open its workspace answers every request with the reason. */
function handlersOrRefusal(tell: Tell): Handlers {
  try {
    engine = new Engine(options, tell, (going) => ports.training(going));
    return engine.handlers;
  } catch (error) {
    const problem = toProblem(error);
    const refuse = () => {
      throw LaminaError.fromProblem(problem);
    };
    const names = Object.keys(requests) as RequestName[];
    return Object.fromEntries(names.map((name) => [name, refuse])) as unknown as Handlers;
  }
}

async function shutdown(): Promise<void> {
  try {
    await engine?.close();
  } finally {
    process.exit(0);
  }
}
