import { describe, expect, it } from 'vitest';
import { defaultConfig, optimizerNames, optimizerSchema, type TrainingConfig } from '#core/contract/config.ts';
import { setupProblems, type SetupDataset } from '#core/contract/setup.ts';
import { designOf, firstDraft } from '#renderer/views/workbench/draft.ts';
import { describeRates } from '#renderer/views/workbench/training/rates.ts';
import {
  augmentationDiffers,
  checkpointsDiffer,
  divisionDiffers,
  optimizerDiffers,
  ownNumbers,
  regularisationDiffers,
  scheduleDiffers,
  stoppingDiffers,
  usualDivision,
  usualNumbers,
} from '#renderer/views/workbench/training/settings.ts';
import { retarget, withPatience, withTarget } from '#renderer/views/workbench/training/stopping.ts';

const digits: SetupDataset = { kind: 'pictures', shape: [28, 28], classes: [...'0123456789'], count: 1000 };
const table: SetupDataset = { kind: 'table', shape: [1, 2], classes: ['a', 'b'], count: 300 };
const usual = defaultConfig;

describe('what differs from the usual', () => {
  it('is nothing at first', () => {
    expect(optimizerDiffers(usual.optimizer)).toBe('');
    expect(scheduleDiffers(usual)).toBe('');
    expect(regularisationDiffers(usual.regularisation)).toBe('');
    expect(augmentationDiffers(usual.augmentation)).toBe('');
    expect(divisionDiffers(usual, digits)).toBe('');
    expect(stoppingDiffers(usual.stopping)).toBe('');
    expect(checkpointsDiffer(usual.checkpoints)).toBe('');
  });

  it('is told in a few words', () => {
    const adam = optimizerSchema.parse({ name: 'adam', learningRate: 0.5, beta1: 0.95, epsilon: 0.001 });
    expect(optimizerDiffers(adam)).toBe('β₁ 0.95, ε 0.001');
    expect(scheduleDiffers({ schedule: { name: 'cosine', finalFraction: 0 }, warmupEpochs: 1 })).toBe(
      'cosine, warm-up of 1 epoch',
    );
    expect(regularisationDiffers({ l1: 0, l2: 0.0001, clipNorm: 1 })).toBe('L2 0.0001, clipped at 1');
    expect(augmentationDiffers({ ...usual.augmentation, shift: 1, rotate: 20 })).toBe('shifted by 1 px, turned by 20°');
    expect(divisionDiffers({ ...usual, validationPercent: 10, stratified: true }, digits)).toBe(
      'each class alike, 10% for the validation',
    );
    expect(stoppingDiffers({ ...withPatience(usual, true).stopping, restoreBest: true })).toBe(
      'after 5 epochs without a better validation loss, best weights restored',
    );
    expect(checkpointsDiffer({ everyEpochs: 1, everySeconds: 60, keep: 'best-and-last' })).toBe(
      'every epoch, every 60 s, only the best and the last kept',
    );
  });

  it('goes by the dataset where that says what is usual', () => {
    expect(divisionDiffers(usual, table)).toBe('inputs scaled to 0–1');
    expect(divisionDiffers({ ...usual, ...usualDivision(table) }, table)).toBe('');
  });

  it.each(optimizerNames)('is gone from the numbers of %s when they go back, and its learning rate stays', (name) => {
    const changed = optimizerSchema.parse({ name, learningRate: 0.7 });
    const others = Object.fromEntries(ownNumbers(changed).map(([key]) => [key, 0.5]));
    const back = usualNumbers({ ...changed, ...others });
    expect(back).toEqual(changed);
  });
});

describe('stopping early', () => {
  const design = designOf(firstDraft, digits);
  const problems = (change: Partial<TrainingConfig>) => setupProblems(design, { ...usual, ...change }, digits);

  it('holds a tenth back to watch by, unless something is held back already', () => {
    expect(withPatience(usual, true).validationPercent).toBe(10);
    expect(withPatience({ ...usual, validationPercent: 25 }, true).validationPercent).toBe(25);
    expect(problems(withPatience(usual, true))).toEqual([]);
  });

  it('takes the best weights with it when it is turned off', () => {
    const on = withPatience(usual, true);
    const off = withPatience({ ...on, stopping: { ...on.stopping, restoreBest: true } }, false);
    expect(off.stopping).toEqual({ restoreBest: false });
    expect(problems(off)).toEqual([]);
  });

  it('at a target watches what there is', () => {
    expect(problems(withTarget(usual, true, digits))).toEqual([]);
    expect(withTarget(usual, true, { targets: ['z'] }).stopping.target?.metric).toBe('rSquared');
    expect(withTarget({ ...usual, validationPercent: 5 }, true, digits).stopping.target?.split).toBe('validation');
    expect(withTarget({ ...usual, ...withTarget(usual, true, digits) }, false, digits).stopping).toEqual(
      usual.stopping,
    );
  });

  it('keeps a target within what its metric can be', () => {
    expect(retarget({ metric: 'loss', split: 'test', value: 3 }, 'accuracy').value).toBe(1);
    expect(retarget({ metric: 'rSquared', split: 'test', value: -3 }, 'loss').value).toBe(0);
  });
});

describe('the course of the learning rate', () => {
  const course = (...rates: number[]) => describeRates(rates.map((learningRate, epoch) => ({ epoch, learningRate })));
  it('is told in one sentence', () => {
    expect(course(0.1, 0.1)).toBe('It is 0.1 all the time.');
    expect(course(0.1, 0.05, 0.0123456)).toBe('It begins at 0.1 and ends at 0.0123.');
    expect(course(0.01, 0.1, 0.02)).toBe('It begins at 0.01, grows to 0.1 and ends at 0.02.');
    expect(course(0.01, 0.1)).toBe('It begins at 0.01 and grows to 0.1.');
  });
});
