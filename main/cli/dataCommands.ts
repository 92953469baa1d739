import type { Command } from 'commander';
import { toyNames } from '#core/contract/dataset.ts';
import { datasets } from './commands/datasets.ts';
import { download, listDownloads, type DownloadOptions } from './commands/download.ts';
import { exportDataset, type ExportDatasetOptions } from './commands/exportDataset.ts';
import {
  makeDataset,
  removeDataset,
  renameDataset,
  restoreDataset,
  type MakeOptions,
  type RemoveOptions,
} from './commands/manageDatasets.ts';
import type { Environment, GlobalOptions, Perform } from './environment.ts';
import { addImports } from './importCommands.ts';
import { UsageError } from './usageError.ts';
import { addressOf, numberWithin, oneOf, seedNumber, textUpTo, wholeNumber } from './optionValues.ts';

const madeNames = ['digits', ...toyNames] as const;
const anyDataset = 'a dataset: its id or its name';

/** The commands that list, make, import and remove datasets. */
export function addData(program: Command, environment: Environment, perform: Perform): void {
  const data = program
    .command('datasets')
    .description('list the datasets, or make, rename and remove one')
    .action((_, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      return perform(options, (session) => datasets(session, environment, options));
    });
  addManaging(data, environment, perform);
  addDownload(program, environment, perform);
  addImports(program, environment, perform);
}

function addDownload(program: Command, environment: Environment, perform: Perform): void {
  program
    .command('download')
    .description('fetch a dataset from the internet, or list those that there are')
    .argument('[NAME]', 'which one (default: list them)')
    .option(
      '--mirror <URL>',
      'ask here first: the files lie in a folder of the name that the dataset has (default: LAMINA_MIRROR)',
      addressOf('--mirror'),
    )
    .action((name: string | undefined, _, command: Command) => {
      const options = command.optsWithGlobals<DownloadOptions>();
      return perform(options, (session) =>
        name === undefined
          ? listDownloads(session, environment, options)
          : download(session, environment, options, name),
      );
    });
}

function addManaging(data: Command, environment: Environment, perform: Perform): void {
  data
    .command('make')
    .description(`make digits or a toy dataset: ${madeNames.join(', ')}`)
    .argument('<NAME>', 'which one', oneOf('NAME', madeNames))
    .option('--noise <NUMBER>', 'how far examples are scattered (default: a little)', numberWithin('--noise', 0, 10))
    .option('--count <COUNT>', 'how many examples', wholeNumber('--count', 2, 500_000))
    .option('--seed <NUMBER>', 'names all that is random (default: 1)', seedNumber)
    .action((name: (typeof madeNames)[number], _, command: Command) => {
      const options = command.optsWithGlobals<MakeOptions>();
      if (name === 'digits' && options.noise !== undefined) {
        throw new UsageError('Digits take no --noise: how they vary is part of how they are written.');
      }
      return perform(options, (session) => makeDataset(session, environment, options, name));
    });
  data
    .command('rename')
    .description('call a dataset something else')
    .argument('<DATASET>', anyDataset)
    .argument('<NAME>', 'its new name', textUpTo('NAME', 200))
    .action((named: string, name: string, _, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      return perform(options, (session) => renameDataset(session, environment, options, named, name));
    });
  data
    .command('remove')
    .description('move a dataset to the trash')
    .argument('<DATASET>', anyDataset)
    .option('--for-good', 'let go of its examples; it need not be in the trash')
    .action((named: string, _, command: Command) => {
      const options = command.optsWithGlobals<RemoveOptions>();
      return perform(options, (session) => removeDataset(session, environment, options, named));
    });
  data
    .command('restore')
    .description('take a dataset back out of the trash')
    .argument('<DATASET>', anyDataset)
    .action((named: string, _, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      return perform(options, (session) => restoreDataset(session, environment, options, named));
    });
  data
    .command('export')
    .description('write a table as CSV, or pictures as a pair of IDX files')
    .argument('<DATASET>', anyDataset)
    .requiredOption('--out <FILE>', 'the CSV file to write; of pictures, what the names of the two files begin with')
    .option('--force', 'replace files that are there already')
    .action((named: string, _, command: Command) => {
      const options = command.optsWithGlobals<ExportDatasetOptions>();
      return perform(options, (session) => exportDataset(session, environment, options, named));
    });
}
