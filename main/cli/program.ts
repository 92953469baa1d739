import { Argument, Command, CommanderError, Option } from 'commander';
import { losses, optimizerNames, preparations, testParts } from '#core/contract/config.ts';
import { activations, hiddenActivations } from '#core/contract/design.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { mostRunsAtOnce, mostThreads } from '#core/contract/requests.ts';
import { bench, type BenchOptions } from './commands/bench.ts';
import { compare } from './commands/compare.ts';
import { evaluate, parts, type EvaluateOptions } from './commands/evaluate.ts';
import { exportRun, formats, type ExportOptions } from './commands/exportRun.ts';
import { gradcheck, type GradcheckOptions } from './commands/gradcheck.ts';
import { look } from './commands/look.ts';
import { predict, type PredictOptions } from './commands/predict.ts';
import { rate } from './commands/rate.ts';
import { resume, type ResumeOptions } from './commands/resume.ts';
import { runs } from './commands/runs.ts';
import { show } from './commands/show.ts';
import { train } from './commands/train.ts';
import type { Environment, GlobalOptions, Perform, Serve } from './environment.ts';
import { failed, succeeded, usedWrongly, type ExitCode } from './exitCodes.ts';
import {
  hiddenUnits,
  listOfNumbers,
  numberWithin,
  oneOf,
  positiveNumber,
  seedNumber,
  seedNumbers,
  textUpTo,
  wholeNumber,
} from './optionValues.ts';
import { addData } from './dataCommands.ts';
import type { ParentOptions } from './parentRun.ts';
import { readRecipe } from './recipeFile.ts';
import type { TrainOptions } from './trainSetup.ts';
import { UsageError } from './usageError.ts';

const anyRun = 'a run: its id, the beginning of its id, its name, or "bundled"';

/** Carries out one command line, without the program's own name. Tells what goes wrong, and never throws. */
export async function runLamina(
  words: readonly string[],
  environment: Environment,
  version: string,
): Promise<ExitCode> {
  let exitCode: ExitCode = succeeded;
  const perform = async (options: GlobalOptions, serve: Serve) => {
    const session = await environment.openEngine(options.workspace);
    try {
      exitCode = await serve(session);
    } finally {
      await session.close();
    }
  };
  const program = makeProgram(environment, version, perform);
  try {
    if (words.length === 0) program.outputHelp();
    else await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    return tellError(error, environment);
  }
}

function tellError(error: unknown, { tell, style, debug }: Environment): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? succeeded : usedWrongly;
  if (debug && error instanceof Error) tell(error.stack ?? error.message);
  else tell(style.bad(error instanceof Error ? error.message : String(error)));
  if (error instanceof UsageError || error instanceof LaminaError) {
    if (error.hint !== '') tell(error.hint);
  } else if (!debug) tell('This is a fault of the program; with LAMINA_DEBUG=1 it tells more.');
  return error instanceof UsageError ? usedWrongly : failed;
}

function makeProgram(environment: Environment, version: string, perform: Perform): Command {
  const program = new Command('lamina')
    .description('Design, train, compare and use fully connected neural networks, offline.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'tell how a command is used')
    .helpCommand('help [COMMAND]', 'tell how a command is used')
    .option(
      '--workspace <DIR>',
      'the folder that holds the database (default: LAMINA_WORKSPACE, else your data folder)',
      textUpTo('--workspace', 4096),
    )
    .option('--json', 'print JSON lines for programs, and nothing else, to standard output')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => environment.print(text.trimEnd()),
      writeErr: (text) => environment.tell(text.trimEnd()),
      outputError: (text, write) => write(environment.style.bad(inSentences(text))),
    });
  addTraining(program, environment, perform);
  addLooking(program, environment, perform);
  addUsing(program, environment, perform);
  addData(program, environment, perform);
  addBench(program, environment, perform);
  return program;
}

/** Commander's "error: unknown command 'rusn'" and "(Did you mean runs?)" as sentences. */
function inSentences(text: string): string {
  const [message, ...hints] = text
    .trim()
    .replace(/^error: /, '')
    .split('\n');
  const sentence = `${message[0].toUpperCase()}${message.slice(1)}`.replace(/\.?$/, '.');
  const hint = hints.length === 0 ? 'lamina --help tells what there is.' : hints.join(' ').replace(/^\((.*)\)$/, '$1');
  return `${sentence}\n${hint}`;
}

function addTraining(program: Command, environment: Environment, perform: Perform): void {
  program
    .command('train')
    .description('train a network, and keep the run')
    .option('--dataset <ID>', 'what to learn from (default: digits)', textUpTo('--dataset', 100))
    .option(
      '--hidden <UNITS>',
      'units of each hidden layer, as in 128,64, or none (default: 128)',
      hiddenUnits('--hidden', 65_536, 99),
    )
    .option('--activation <NAME>', 'of the hidden layers (default: relu)', oneOf('--activation', hiddenActivations))
    .option(
      '--output-activation <NAME>',
      'of the output layer (default: softmax; identity for numbers to be predicted)',
      oneOf('--output-activation', activations),
    )
    .option('--loss <NAME>', 'what is made small (default: what goes with the output)', oneOf('--loss', losses))
    .option(
      '--optimizer <NAME>',
      'how the weights are changed (default: sgd; adam for numbers to be predicted)',
      oneOf('--optimizer', optimizerNames),
    )
    .option('--lr <RATE>', "learning rate (default: the optimizer's usual one)", positiveNumber('--lr', 1000))
    .option('--batch <COUNT>', 'examples in a batch (default: 32)', wholeNumber('--batch', 1, 1_000_000))
    .option(
      '--epochs <COUNT>',
      'times through the examples (default: 5, of a table 100)',
      wholeNumber('--epochs', 1, 1_000_000),
    )
    .option(
      '--preparation <NAME>',
      'what is done to each input, measured on the part to train on (default: scale, of a table standardise)',
      oneOf('--preparation', preparations),
    )
    .option('--split <PERCENT>', 'share of the examples to train on (default: 80)', numberWithin('--split', 1, 99))
    .option(
      '--test-part <WHICH>',
      "what to test on: the rest of the split, or the dataset's own test part (default: split)",
      oneOf('--test-part', testParts),
    )
    .option('--stratified', 'give each class the same share of every part')
    .option('--seed <NUMBER>', 'names all that is random (default: 1)', seedNumber)
    .option(
      '--seeds <LIST>',
      'a run for each of several seeds, as in 1-5 or 1,2,7, one after the other',
      seedNumbers('--seeds', mostRunsAtOnce),
    )
    .option('--threads <COUNT>', threadsHelp, threadCount)
    .option('--name <TEXT>', 'what to call the run', textUpTo('--name', 200))
    .option('--config <FILE>', 'a recipe in JSON; the other options stand above it')
    .option('--parent <RUN>', 'make it a child of this run, with all of its settings that are not said anew')
    .option(
      '--from-epoch <NUMBER>',
      "begin with the weights of the parent's checkpoint of this epoch (default: 0, fresh weights)",
      wholeNumber('--from-epoch', 0, 1_000_000),
    )
    .action(async (_, command: Command) => {
      const options = command.optsWithGlobals<TrainOptions & ParentOptions & GlobalOptions & { config?: string }>();
      if (options.seed !== undefined && options.seeds !== undefined) {
        throw new UsageError('Either --seed or --seeds can be given, not both.');
      }
      const recipe = options.config === undefined ? {} : await readRecipe(options.config);
      await perform(options, (session) => train(session, environment, options, recipe));
    });
  program
    .command('resume')
    .description('go on with a run that was stopped, was interrupted or failed')
    .argument('<RUN>', anyRun)
    .option('--threads <COUNT>', threadsHelp, threadCount)
    .action((run: string, _, command: Command) => {
      const options = command.optsWithGlobals<ResumeOptions>();
      return perform(options, (session) => resume(session, environment, options, run));
    });
  program
    .command('rate')
    .description('change the learning rate of a run that is being trained, from its next batch on')
    .argument('<RUN>', anyRun)
    .addArgument(
      new Argument('<RATE>', 'the learning rate, which schedule and warm-up still act upon').argParser(
        positiveNumber('RATE', 1000),
      ),
    )
    .action((run: string, learningRate: number, _, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      return perform(options, (session) => rate(session, environment, options, run, learningRate));
    });
}

const threadsHelp = 'threads to train on, which changes no result (default: one for each processor)';
const threadCount = wholeNumber('--threads', 1, mostThreads);

function addLooking(program: Command, environment: Environment, perform: Perform): void {
  program
    .command('runs')
    .description('list the runs')
    .action((_, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      return perform(options, (session) => runs(session, environment, options));
    });
  program
    .command('show')
    .description('show all about a run')
    .argument('<RUN>', anyRun)
    .action((run: string, _, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      return perform(options, (session) => show(session, environment, options, run));
    });
  program
    .command('look')
    .description("tell how each layer of a run's network is: its weights, gradients, dead and saturated units")
    .argument('<RUN>', anyRun)
    .action((run: string, _, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      return perform(options, (session) => look(session, environment, options, run));
    });
  program
    .command('compare')
    .description('set runs side by side: the settings that differ, and the results')
    .argument('<RUN>', anyRun)
    .argument('<RUNS...>', 'one run or more to compare it with')
    .action((run: string, others: string[], _, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      return perform(options, (session) => compare(session, environment, options, [run, ...others]));
    });
}

function addUsing(program: Command, environment: Environment, perform: Perform): void {
  program
    .command('evaluate')
    .description('measure a run on the examples of a dataset')
    .argument('<RUN>', anyRun)
    .requiredOption('--dataset <ID>', 'the dataset to measure it on')
    .addOption(
      new Option('--part <PART>', "all the examples, or only the test part of the run's own split")
        .argParser(oneOf('--part', parts))
        .default('all'),
    )
    .action((run: string, _, command: Command) => {
      const options = command.optsWithGlobals<EvaluateOptions>();
      return perform(options, (session) => evaluate(session, environment, options, run));
    });
  program
    .command('gradcheck')
    .description('compare backpropagation with finite differences, layer by layer')
    .argument('[RUN]', `${anyRun}; at its newest checkpoint`)
    .option('--config <FILE>', 'a recipe in JSON instead of a run; with fresh weights')
    .addOption(
      new Option('--batch <COUNT>', 'examples of the training part to take the gradient of')
        .argParser(wholeNumber('--batch', 1, 1000))
        .default(16),
    )
    .addOption(
      new Option('--sample <COUNT>', 'weights, and biases, of each layer to try at most')
        .argParser(wholeNumber('--sample', 1, 100_000))
        .default(20),
    )
    .action(async (run: string | undefined, _, command: Command) => {
      const options = command.optsWithGlobals<GradcheckOptions & { config?: string }>();
      if ((run === undefined) === (options.config === undefined)) {
        throw new UsageError('lamina gradcheck takes either a RUN or --config FILE.');
      }
      const of = run === undefined ? { recipe: await readRecipe(options.config!) } : { run };
      await perform(options, (session) => gradcheck(session, environment, options, of));
    });
  program
    .command('predict')
    .description('tell what a picture shows, or what follows from the numbers of an example')
    .argument('<RUN>', anyRun)
    .argument('[IMAGE]', 'a PNG or JPEG file, for a run on pictures')
    .option(
      '--inputs <NUMBERS>',
      'the inputs of one example, for a run on a table, as in -0.5,2',
      listOfNumbers('--inputs'),
    )
    .action((run: string, picture: string | undefined, _, command: Command) => {
      const options = command.optsWithGlobals<PredictOptions>();
      return perform(options, (session) => predict(session, environment, options, run, picture));
    });
  program
    .command('export')
    .description("write a run's weights to a file")
    .argument('<RUN>', anyRun)
    .option(
      '--checkpoint <EPOCH>',
      'of the checkpoint after this epoch (default: the newest)',
      wholeNumber('--checkpoint', 0, 1_000_000),
    )
    .requiredOption('--format <FORMAT>', formats.join(' or '), oneOf('--format', formats))
    .requiredOption('--out <FILE>', 'the file to write')
    .option('--force', 'replace a file that is there already')
    .action((run: string, _, command: Command) => {
      const options = command.optsWithGlobals<ExportOptions>();
      return perform(options, (session) => exportRun(session, environment, options, run));
    });
}

function addBench(program: Command, environment: Environment, perform: Perform): void {
  program
    .command('bench')
    .description('measure how fast this machine trains')
    .addOption(
      new Option('--seconds <SECONDS>', 'to measure each line for')
        .argParser(positiveNumber('--seconds', 60))
        .default(1),
    )
    .option('--threads <COUNT>', 'measure on so many threads (default: on one, and on all)', threadCount)
    .option('--kernels', "measure the matrix products beside the processor's limit instead, on one thread")
    .action((_, command: Command) => {
      const options = command.optsWithGlobals<BenchOptions>();
      return perform(options, (session) => bench(session, environment, options));
    });
}
