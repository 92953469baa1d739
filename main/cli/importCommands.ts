import type { Command } from 'commander';
import { missingRules, pictureFits, type ImportSetupInput, type TableLayoutFound } from '#core/contract/importing.ts';
import { fileAt, importFiles, type ImportOptions } from './commands/importFiles.ts';
import type { Environment, Perform } from './environment.ts';
import { heightAndWidth, listOfNames, oneOf, textUpTo, wholeNumber } from './optionValues.ts';
import { UsageError } from './usageError.ts';

interface IdxOptions extends ImportOptions {
  testImages?: string;
  testLabels?: string;
  testLast?: number;
}

interface TableOptions extends ImportOptions {
  label?: string;
  targets?: string[];
  features?: string[];
  missing?: (typeof missingRules)[number];
  separator?: keyof typeof separators;
  header?: boolean;
  decimal?: 'point' | 'comma';
  testLast?: number;
}

interface PictureOptions extends ImportOptions {
  size?: [height: number, width: number];
  fit?: (typeof pictureFits)[number];
  invert?: boolean;
}

const separators = { tab: '\t', semicolon: ';', bar: '|', comma: ',' } as const satisfies Record<
  string,
  TableLayoutFound['separator']
>;
const separatorWords = Object.keys(separators) as (keyof typeof separators)[];

/** The commands that bring a user's own files in. */
export function addImports(program: Command, environment: Environment, perform: Perform): void {
  const imports = program.command('import').description('bring a dataset in');
  const run = (options: ImportOptions, setup: ImportSetupInput, file: string) =>
    perform(options, (session) => importFiles(session, environment, options, setup, file));
  addIdx(imports, run);
  addTable(imports, run);
  addPictures(imports, run);
}

type Run = (options: ImportOptions, setup: ImportSetupInput, file: string) => Promise<void>;

function named(command: Command): Command {
  return command
    .option('--name <NAME>', "what to call the dataset (default: the file's name)", textUpTo('--name', 200))
    .option('--dry-run', 'tell what is in the files, and import nothing');
}

const testLastHelp = "make the last examples the dataset's own test part";
const testLast = wholeNumber('--test-last', 1, 1_000_000_000);

function addIdx(imports: Command, run: Run): void {
  named(imports.command('idx'))
    .description("import pictures and their labels from a pair of IDX files (MNIST's format), plain or .gz")
    .argument('<IMAGES>', 'the file of the pictures')
    .argument('<LABELS>', 'the file of their labels')
    .option('--test-images <FILE>', "a second file of pictures: the dataset's own test part")
    .option('--test-labels <FILE>', 'the file of their labels')
    .option('--test-last <COUNT>', testLastHelp, testLast)
    .action((images: string, labels: string, _, command: Command) => {
      const options = command.optsWithGlobals<IdxOptions>();
      const { testImages, testLabels } = options;
      if ((testImages === undefined) !== (testLabels === undefined)) {
        throw new UsageError('--test-images and --test-labels go together.');
      }
      const test = testImages !== undefined &&
        testLabels !== undefined && { test: { images: fileAt(testImages), labels: fileAt(testLabels) } };
      const pair = { images: fileAt(images), labels: fileAt(labels) };
      return run(options, { kind: 'idx', ...pair, ...test, testLast: options.testLast }, images);
    });
}

function addTable(imports: Command, run: Run): void {
  named(imports.command('csv'))
    .alias('tsv')
    .description('import a table of text: CSV, TSV or the like')
    .argument('<FILE>', 'the table')
    .option(
      '--label <COLUMN>',
      'the column of classes (default: the one that is most likely)',
      textUpTo('--label', 1e7),
    )
    .option('--targets <COLUMNS>', 'instead of a label: columns of numbers to be predicted', listOfNames)
    .option('--features <COLUMNS>', 'the columns to learn from (default: all others that can be)', listOfNames)
    .option(
      '--missing <RULE>',
      'what to do with a missing value (default: refuse; fill takes the mean or the most frequent category)',
      oneOf('--missing', missingRules),
    )
    .option(
      '--separator <NAME>',
      `what stands between cells: ${separatorWords.join(', ')} (default: found)`,
      oneOf('--separator', separatorWords),
    )
    .option('--header', 'the first row names the columns (default: found)')
    .option('--no-header', 'the first row has values')
    .option(
      '--decimal <NAME>',
      'the mark in numbers: point, comma (default: found)',
      oneOf('--decimal', ['point', 'comma']),
    )
    .option('--test-last <COUNT>', testLastHelp, testLast)
    .action((file: string, _, command: Command) => {
      const options = command.optsWithGlobals<TableOptions>();
      return run(options, tableSetup(file, options), file);
    });
}

function tableSetup(file: string, options: TableOptions): ImportSetupInput {
  const { label, targets, features, missing, separator, header, decimal, testLast: last } = options;
  const mark = decimal && ({ point: '.', comma: ',' } as const)[decimal];
  return {
    kind: 'table',
    file: fileAt(file),
    layout: { separator: separator && separators[separator], header, decimal: mark },
    label,
    targets,
    features,
    missing,
    testLast: last,
  };
}

function addPictures(imports: Command, run: Run): void {
  named(imports.command('images'))
    .description('import PNG and JPEG pictures from a folder or a .zip that has a folder for each class')
    .argument('<PLACE>', 'the folder, or the .zip')
    .option(
      '--size <PIXELS>',
      'bring all to this size, as in 28 or 20x30, height first',
      heightAndWidth('--size', 1000),
    )
    .option(
      '--fit <HOW>',
      'how: pad shows all of a picture with black around it, stretch fills the size (default: pad)',
      oneOf('--fit', pictureFits),
    )
    .option('--invert', 'turn black into white: what is drawn should be light on black')
    .action((place: string, _, command: Command) => {
      const options = command.optsWithGlobals<PictureOptions>();
      const { size, fit, invert } = options;
      return run(options, { kind: 'images', file: fileAt(place), size, fit, invert }, place);
    });
}
