import { usualLearningRate } from '../../contract/config.ts';
import type { Activation } from '../../contract/design.ts';
import { activationNames } from '../words.ts';
import type { SetupChange } from './changes.ts';
import type { CoachedRun, Diagnosis } from './diagnosis.ts';
import { thresholds } from './thresholds.ts';
import { counted } from './words.ts';

/** The next run that the coach would try: a child of the run that it looks at. */
export interface Suggestion {
  id: string;
  /** What the button says. */
  label: string;
  why: string;
  /** What is changed of the run's setup. */
  changes: SetupChange[];
  /** The epoch whose checkpoint the child begins with; 0 for fresh weights. */
  epoch: number;
}

const mostSuggestions = 3;
const mostEpochs = 1_000_000;

/** What to try next, the most promising first; nothing where waiting is the best that can be done. */
export function suggest(run: CoachedRun, diagnosis: Diagnosis): Suggestion[] {
  const found = suggestionsFor(run, diagnosis).filter((one): one is Suggestion => one !== null);
  const isFirst = ({ id }: Suggestion, at: number) => found.findIndex((one) => one.id === id) === at;
  return found.filter(isFirst).slice(0, mostSuggestions);
}

type Maybe = Suggestion | null;

function suggestionsFor(run: CoachedRun, diagnosis: Diagnosis): Maybe[] {
  switch (diagnosis.state) {
    case 'too-early':
      return [trainOn(run, Math.max(run.config.epochs, 10), 'A few more epochs show where the curves are going.')];
    case 'learning':
      return [
        slowRate(run),
        trainOn(run, run.config.epochs, 'The loss was still falling when it ended, so more training pays.'),
      ];
    case 'converged':
      return [
        (diagnosis.skill ?? 0) < thresholds.good ? wider(run, 'A wider network can tell finer differences.') : null,
        diagnosis.skill === 1 ? null : finish(run),
        (diagnosis.skill ?? 0) < thresholds.good ? deeper(run) : null,
      ];
    case 'underfitting':
      return [
        slowRate(run),
        withoutRegularisation(run),
        diagnosis.sign === 'hardly-moving' ? times(run, 3, 'Larger steps get it away from where it began.') : null,
        wider(run, 'It cannot even fit the examples it learns from; more units can fit more.'),
        deeper(run),
        fastRate(run),
      ];
    case 'overfitting':
      return [stopEarly(run, diagnosis), dropOut(run), fewerUnits(run)];
    case 'diverged':
      return [
        times(run, 0.1, 'Steps that are too large throw the weights further out each time.'),
        prepared(run),
        clipped(run),
      ];
    case 'dead-units':
      return [
        leaky(run),
        times(run, 0.3, 'One step that is too large can push a unit to where nothing brings it back.'),
      ];
    case 'unstable':
      return [times(run, 0.3, 'Smaller steps no longer leap over the low places.'), largerBatches(run), clipped(run)];
  }
}

/** Only of a run that has ended: its newest weights are then in a checkpoint. */
function trainOn(run: CoachedRun, wanted: number, why: string): Maybe {
  if (run.status !== 'finished' || run.epochs === 0 || run.weightsHash === null) return null;
  const epochs = Math.min(mostEpochs, wanted);
  const label = `Train ${counted(epochs, 'more epoch')}`;
  const changes: SetupChange[] = [{ set: 'epochs', to: epochs }, ...keepRate(run)];
  return { id: 'train-on', label, why, changes, epoch: run.epochs };
}

/** The learning rate may have been changed while the run went on. */
function keepRate({ config, learningRate }: CoachedRun): SetupChange[] {
  return learningRate === config.optimizer.learningRate ? [] : [{ set: 'learning-rate', to: learningRate }];
}

function finish(run: CoachedRun): Maybe {
  const more = trainOn(run, Math.max(3, Math.ceil(run.config.epochs / 2)), '');
  if (!more) return null;
  const to = rounded(run.learningRate * 0.1);
  return {
    ...more,
    id: 'finish',
    label: `Go on with a learning rate of ${to}`,
    why: 'Smaller steps from where it stands settle deeper into the low place that it has found.',
    changes: [...more.changes.filter(({ set }) => set === 'epochs'), { set: 'learning-rate', to }],
  };
}

function times(run: CoachedRun, factor: number, why: string): Maybe {
  return withRate(run, rounded(run.learningRate * factor), why);
}

/** Where the steps are far smaller than what usually learns well. */
function slowRate(run: CoachedRun): Maybe {
  const usual = usualLearningRate[run.config.optimizer.name];
  if (run.learningRate * thresholds.farRate > usual) return null;
  return withRate(
    run,
    usual,
    `Its steps are far smaller than usual; this optimizer usually learns well with ${usual}.`,
  );
}

/** Where they are far larger. */
function fastRate(run: CoachedRun): Maybe {
  const usual = usualLearningRate[run.config.optimizer.name];
  if (run.learningRate < usual * thresholds.farRate) return null;
  return withRate(run, usual, `Its steps are far larger than usual; this optimizer usually learns well with ${usual}.`);
}

function withRate(run: CoachedRun, to: number, why: string): Maybe {
  if (!(to > 0) || to > 1000 || to === run.learningRate) return null;
  const label = `Learning rate ${run.learningRate} → ${to}`;
  return fresh('learning-rate', label, why, [{ set: 'learning-rate', to }]);
}

function wider({ design }: CoachedRun, why: string): Maybe {
  if (design.layers.length === 1)
    return fresh('add-hidden', 'Add a hidden layer of 32 units', 'Without one it can draw straight lines only.', [
      { set: 'add-layer', units: 32 },
    ]);
  return fresh('wider', 'Twice the units', why, [{ set: 'units', times: 2 }]);
}

function deeper({ design }: CoachedRun): Maybe {
  const last = design.layers.at(-2);
  if (!last || design.layers.length > 4) return null;
  const why = 'Another layer can build on what the ones before it have found.';
  return fresh('deeper', 'Add a hidden layer', why, [{ set: 'add-layer', units: last.units }]);
}

function fewerUnits({ design }: CoachedRun): Maybe {
  if (!design.layers.slice(0, -1).some(({ units }) => units >= 4)) return null;
  const why = 'A smaller network has less room to learn single examples by heart.';
  return fresh('narrower', 'Half the units', why, [{ set: 'units', times: 0.5 }]);
}

function withoutRegularisation({ design, config }: CoachedRun): Maybe {
  const { l1, l2 } = config.regularisation;
  if (l1 === 0 && l2 === 0 && design.layers.every(({ dropout = 0 }) => dropout === 0)) return null;
  const why = 'They hold back a network that does not fit even the examples it learns from.';
  return fresh('no-regularisation', 'Without dropout, L1 and L2', why, [{ set: 'no-regularisation' }]);
}

function stopEarly({ config }: CoachedRun, { from, to }: Diagnosis): Maybe {
  if (config.stopping.restoreBest) return null;
  const patience = Math.max(3, Math.min(50, Math.round((to - from) / 4)));
  const why = `A part is held back; when its loss has not fallen for ${patience} epochs training ends with the best weights.`;
  return fresh('stop-early', 'Stop early', why, [{ set: 'stop-early', patience }]);
}

function dropOut(run: CoachedRun): Maybe {
  const hidden = run.design.layers.slice(0, -1);
  if (hidden.length === 0) return null;
  const most = Math.max(...hidden.map(({ dropout = 0 }) => dropout));
  if (most >= 0.5) return null;
  const to = most === 0 ? 0.2 : 0.5;
  const stops = run.config.stopping.restoreBest;
  const label = `${most === 0 ? 'Dropout' : 'More dropout,'} ${to}${stops ? '' : ', stop early'}`;
  const why = 'Leaving units out at random keeps the network from relying on single ones.';
  return fresh('dropout', label, why, [
    { set: 'dropout', to },
    ...(stops ? [] : [{ set: 'stop-early', patience: 10 } as const]),
  ]);
}

function prepared({ config, dataset }: CoachedRun): Maybe {
  if (config.preparation !== 'none') return null;
  const to = dataset.kind === 'table' ? 'standardise' : 'scale';
  const label = to === 'scale' ? 'Scale the inputs to 0–1' : 'Standardise the inputs';
  return fresh('preparation', label, 'Large inputs make large sums, and large steps.', [{ set: 'preparation', to }]);
}

function clipped({ config }: CoachedRun): Maybe {
  if (config.regularisation.clipNorm > 0) return null;
  return fresh('clip', 'Limit the gradient to 1', 'A single steep place then cannot throw the weights out.', [
    { set: 'longest-gradient', to: 1 },
  ]);
}

function largerBatches({ config }: CoachedRun): Maybe {
  if (config.batchSize >= 32) return null;
  const to = config.batchSize < 8 ? 32 : config.batchSize * 4;
  const why = 'The mean over more examples points more surely downhill.';
  return fresh('batch-size', `Batch size ${config.batchSize} → ${to}`, why, [{ set: 'batch-size', to }]);
}

function leaky({ design }: CoachedRun): Maybe {
  const from: Activation = 'relu';
  const to: Activation = 'leaky-relu';
  if (!design.layers.slice(0, -1).some(({ activation }) => activation === from)) return null;
  const why = 'It passes a little of the negative side on, so a unit can come back.';
  return fresh('leaky', `${activationNames[to]} for ${activationNames[from]}`, why, [{ set: 'activation', from, to }]);
}

function fresh(id: string, label: string, why: string, changes: SetupChange[]): Suggestion {
  return { id, label, why, changes, epoch: 0 };
}

/** To one significant figure. */
function rounded(value: number): number {
  return Number(value.toPrecision(1));
}
