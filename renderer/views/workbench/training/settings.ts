import { metricTitles, preparationNames, scheduleNames, splitNames } from '#core/analysis/words.ts';
import {
  defaultConfig,
  optimizerSchema,
  type AugmentationConfig,
  type CheckpointSettings,
  type OptimizerConfig,
  type Regularisation,
  type Stopping,
  type TrainingConfig,
} from '#core/contract/config.ts';
import type { MetricName, MetricSplit } from '#core/contract/metrics.ts';
import { usualPreparation, type SetupDataset } from '#core/contract/setup.ts';
import { formatCounted } from '../../../components/format.ts';

// What of a group of settings differs from what is usual, in a few words; empty when nothing does.

/** The numbers that an optimizer has beside its learning rate. */
export type OptimizerNumber = 'momentum' | 'rho' | 'beta1' | 'beta2' | 'epsilon' | 'weightDecay';

interface NumberSetting {
  label: string;
  hint: string;
  minimum: number;
  maximum: number;
}

const share = { minimum: 0, maximum: 0.999999 };

export const optimizerNumbers: Readonly<Record<OptimizerNumber, NumberSetting>> = {
  momentum: { label: 'Momentum', hint: 'How much of its last step each step keeps.', ...share },
  rho: { label: 'ρ', hint: 'Memory of the squared gradient.', ...share },
  beta1: { label: 'β₁', hint: 'Memory of the gradient.', ...share },
  beta2: { label: 'β₂', hint: 'Memory of its square.', ...share },
  epsilon: { label: 'ε', hint: 'Keeps the division from 0.', minimum: 1e-30, maximum: 1 },
  weightDecay: {
    label: 'Weight decay',
    hint: 'Times the learning rate: what each weight loses a step.',
    minimum: 0,
    maximum: 1,
  },
};

export function ownNumbers(optimizer: OptimizerConfig): [OptimizerNumber, number][] {
  return Object.entries(optimizer).filter(([key]) => key in optimizerNumbers) as [OptimizerNumber, number][];
}

/** The optimizer with its own numbers as they usually are, and its learning rate as it is. */
export function usualNumbers({ name, learningRate }: OptimizerConfig): OptimizerConfig {
  return optimizerSchema.parse({ name, learningRate });
}

export function optimizerDiffers(optimizer: OptimizerConfig): string {
  const usual = new Map<string, number>(ownNumbers(usualNumbers(optimizer)));
  return ownNumbers(optimizer)
    .filter(([key, value]) => value !== usual.get(key))
    .map(([key, value]) => `${optimizerNumbers[key].label} ${value}`)
    .join(', ');
}

export function scheduleDiffers({ schedule, warmupEpochs }: Pick<TrainingConfig, 'schedule' | 'warmupEpochs'>): string {
  return listed([
    schedule.name !== 'constant' && scheduleNames[schedule.name].toLowerCase(),
    warmupEpochs > 0 && `warm-up of ${formatEpochs(warmupEpochs)}`,
  ]);
}

export function regularisationDiffers({ l1, l2, clipNorm }: Regularisation): string {
  return listed([l1 > 0 && `L1 ${l1}`, l2 > 0 && `L2 ${l2}`, clipNorm > 0 && `clipped at ${clipNorm}`]);
}

export function augmentationDiffers({ shift, rotate, scale, shear, elastic }: AugmentationConfig): string {
  return listed([
    shift > 0 && `shifted by ${shift} px`,
    rotate > 0 && `turned by ${rotate}°`,
    scale > 0 && `scaled by ${scale}%`,
    shear > 0 && `slanted by ${shear}°`,
    elastic.strength > 0 && `elastic ${elastic.strength}`,
  ]);
}

type DivisionConfig = Pick<TrainingConfig, 'preparation' | 'testPart' | 'stratified' | 'validationPercent'>;

export function usualDivision(dataset: SetupDataset | undefined): DivisionConfig {
  const { testPart, stratified, validationPercent } = defaultConfig;
  return { preparation: usualPreparation(dataset ?? {}), testPart, stratified, validationPercent };
}

export function divisionDiffers(config: DivisionConfig, dataset: SetupDataset | undefined): string {
  const usual = usualDivision(dataset);
  const prepared = config.preparation === 'none' ? 'as they are' : preparationNames[config.preparation].toLowerCase();
  return listed([
    config.preparation !== usual.preparation && `inputs ${prepared}`,
    config.testPart === 'own' && 'the dataset’s own test part',
    config.testPart !== 'own' && config.stratified && 'each class alike',
    config.validationPercent > 0 && `${config.validationPercent}% for the validation`,
  ]);
}

export function stoppingDiffers({ patience, restoreBest, target }: Stopping): string {
  return listed([
    patience && `after ${formatEpochs(patience.epochs)} without a better ${watched(patience)}`,
    restoreBest && 'best weights restored',
    target && `at a ${watched(target)} of ${target.value}`,
  ]);
}

/** As in "validation loss". */
export function watched({ metric, split }: { metric: MetricName; split: MetricSplit }): string {
  const title = metric === 'rSquared' ? metricTitles[metric] : metricTitles[metric].toLowerCase();
  return `${splitNames[split].split(',')[0].toLowerCase()} ${title}`;
}

export function checkpointsDiffer({ everyEpochs, everySeconds, keep }: CheckpointSettings): string {
  return listed([
    everyEpochs !== undefined && `every ${everyEpochs === 1 ? 'epoch' : formatEpochs(everyEpochs)}`,
    everySeconds !== defaultConfig.checkpoints.everySeconds && `every ${everySeconds} s`,
    keep === 'best-and-last' && 'only the best and the last kept',
  ]);
}

function formatEpochs(count: number): string {
  return Number.isInteger(count) ? formatCounted(count, 'epoch') : `${count} epochs`;
}

function listed(parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(', ');
}
