import { describe, expect, it } from 'vitest';
import { optimizerNames } from '#core/contract/config.ts';
import { hiddenActivations } from '#core/contract/design.ts';
import { lamina } from './fakeEngine.ts';

/** Command lines that are wrong, and the first words told about each; the engine must never be asked. */
const wrong: [words: string, ...told: string[]][] = [
  ['trian', "Unknown command 'trian'.", 'Did you mean train?'],
  ['train --epohcs 3', "Unknown option '--epohcs'.", 'Did you mean --epochs?'],
  ['train --epochs 0', '--epochs must be a whole number from 1 to 1,000,000, not "0".'],
  ['train --epochs 1000001', '--epochs must be a whole number from 1 to 1,000,000, not "1000001".'],
  ['train --epochs two', '--epochs must be a whole number from 1 to 1,000,000, not "two".'],
  ['train --batch 1.5', '--batch must be a whole number from 1 to 1,000,000, not "1.5".'],
  ['train --lr 0', '--lr must be a number above 0, up to 1,000, not "0".'],
  ['train --lr NaN', '--lr must be a number above 0, up to 1,000, not "NaN".'],
  ['train --lr -0.1', '--lr must be a number above 0, up to 1,000, not "-0.1".'],
  ['train --lr 1001', '--lr must be a number above 0, up to 1,000, not "1001".'],
  ['train --loss hinge', '--loss must be one of mean-squared-error, binary-cross-entropy'],
  ['train --output-activation sofmax', '--output-activation must be one of identity,', 'Did you mean softmax?'],
  [`train --name ${'x'.repeat(201)}`, '--name must have from 1 to 200 characters.'],
  [`train --dataset ${'x'.repeat(101)}`, '--dataset must have from 1 to 100 characters.'],
  ['train --config', "Option '--config <FILE>' argument missing."],
  ['train --split 100', '--split must be a number from 1 to 99, not "100".'],
  ['train --seed -1', '--seed must be a whole number from 0 to 9,007,199,254,740,991, not "-1".'],
  ['train --seeds 1-x', '--seeds must be a whole number from 0 to 9,007,199,254,740,991, not "x".'],
  ['train --seeds 5-1', '--seeds must be seeds such as 1-5 or 1,2,7, not "5-1".'],
  ['train --seeds 1-2-3', '--seeds must be seeds such as 1-5 or 1,2,7, not "1-2-3".'],
  ['train --seeds 1-9007199254740991', '--seeds can name at most 200 seeds.'],
  ['train --seed 1 --seeds 1-5', 'Either --seed or --seeds can be given, not both.'],
  ['train --threads 65', '--threads must be a whole number from 1 to 64, not "65".'],
  ['resume a --threads 0', '--threads must be a whole number from 1 to 64, not "0".'],
  ['gradcheck', 'lamina gradcheck takes either a RUN or --config FILE.'],
  ['gradcheck a --config b', 'lamina gradcheck takes either a RUN or --config FILE.'],
  ['gradcheck a --batch 0', '--batch must be a whole number from 1 to 1,000, not "0".'],
  ['gradcheck a --sample x', '--sample must be a whole number from 1 to 100,000, not "x".'],
  ['rate a 0', 'RATE must be a number above 0, up to 1,000, not "0".'],
  ['rate a fast', 'RATE must be a number above 0, up to 1,000, not "fast".'],
  ['rate a', "Missing required argument 'RATE'."],
  ['train --hidden 12,,3', '--hidden must be whole numbers from 1 to 65,536', 'As in --hidden 128,64'],
  [
    'train --activation rleu',
    `--activation must be one of ${hiddenActivations.join(', ')}, not "rleu".`,
    'Did you mean relu?',
  ],
  ['train --activation softmax', `--activation must be one of ${hiddenActivations.join(', ')}, not "softmax".`],
  [
    'train --optimizer adma',
    `--optimizer must be one of ${optimizerNames.join(', ')}, not "adma".`,
    'Did you mean adam?',
  ],
  ['train extra', "Too many arguments for 'train'.", 'lamina --help'],
  ['export a --format jsn --out x', '--format must be one of json, safetensors, not "jsn".', 'Did you mean json?'],
  ['export a --format json', "Required option '--out <FILE>' not specified."],
  ['evaluate a', "Required option '--dataset <ID>' not specified."],
  ['evaluate a --dataset digits --part tset', '--part must be one of all, test, not "tset".', 'Did you mean test?'],
  ['predict a', 'lamina predict needs either a picture or --inputs.'],
  ['predict a digit.png --inputs 1,2', 'lamina predict needs either a picture or --inputs.'],
  ['predict a --inputs 1,x', '--inputs must be numbers with commas between them, not "1,x".'],
  ['datasets make spiral', 'NAME must be one of'],
  ['datasets make digits --noise 1', 'Digits take no --noise'],
  ['compare a', "Missing required argument 'RUNS'."],
  ['import excel', "Unknown command 'excel'."],
  ['import idx a', "Missing required argument 'LABELS'."],
  ['import idx a b --test-images c', '--test-images and --test-labels go together.'],
  ['import idx a b --test-last none', '--test-last must be a whole number from 1 to 1,000,000,000, not "none".'],
  ['import csv a --missing ignore', '--missing must be one of refuse, drop-row, fill, not "ignore".'],
  ['import csv a --separator tap', '--separator must be one of tab, semicolon, bar, comma, not "tap".', 'mean tab?'],
  ['import images a --size 0x4', '--size must be one or two whole numbers from 1 to 1,000, not "0x4".'],
  ['download mnist --mirror ftp://x', '--mirror must be a web address that begins with http:// or https://'],
  ['bench --seconds 0', '--seconds must be a number above 0, up to 60, not "0".'],
];

describe('wrong usage', () => {
  it.each(wrong)('lamina %s', async (words, ...told) => {
    const { code, out, err, asked } = await lamina(words);
    expect(code).toBe(2);
    expect(out).toEqual([]);
    told.forEach((text, line) => expect(err[line]).toContain(text));
    expect(err.join('\n')).not.toMatch(/\n\s+at /);
    expect(asked).toEqual([]);
  });
});

describe('help', () => {
  it('is printed by lamina alone', async () => {
    const { code, out, err } = await lamina([]);
    expect(code).toBe(0);
    expect(err).toEqual([]);
    const commands = [
      'train',
      'resume',
      'runs',
      'show',
      'compare',
      'evaluate',
      'predict',
      'import',
      'export',
      'datasets',
    ];
    for (const command of commands) expect(out.some((line) => line.startsWith(`  ${command} `))).toBe(true);
  });

  it('tells the options of a command, with what is usual', async () => {
    const { code, out } = await lamina('train --help');
    expect(code).toBe(0);
    expect(out.join(' ')).toContain('(default: digits)');
  });

  it('goes with the version', async () => {
    expect(await lamina('--version')).toMatchObject({ code: 0, out: ['1.2.3'] });
  });
});
