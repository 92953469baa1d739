import { areOfLastEpoch, describeWeights } from '#core/analysis/history.ts';
import { whileLearningExplained } from '#core/analysis/words.ts';
import { describeDesign } from '#core/contract/design.ts';
import type { RunDetail, RunProgress, RunSummary, Scores } from '#core/contract/run.ts';
import type { Environment } from '../environment.ts';
import type { EpochEvent, RunListener } from '../followRun.ts';
import { count, counted, duration, percent, scoreText, shortNumber, shortScore } from './format.ts';
import { printable } from './table.ts';

/** Tells of a run while it goes on, and how it ended. */
interface RunReport extends RunListener {
  ended(run: RunDetail): void;
}

/** JSON lines for programs, numbers in full. */
export function jsonReport({ print, tell, progress }: Environment): RunReport {
  const event = (name: string, data: object) => {
    progress.hide();
    print(JSON.stringify({ event: name, ...data }));
  };
  return {
    started(run) {
      const { id, name, status, dataset, design, config, parameters, epochs, parent, programVersion } = run;
      event('start', {
        run: id,
        ...{ name, status, dataset, design, config, parameters, epochs, parent, programVersion },
      });
    },
    progress: (now) => progress.show(...bar(now)),
    epoch({ epoch, train, test, examplesPerSecond }) {
      event('epoch', { epoch, train, test, examplesPerSecond });
    },
    stopping() {
      progress.hide();
      tell(stoppingText);
    },
    ended(run) {
      const { id, status, last, best, seconds, examplesPerSecond, weightsHash, kernelBuild, problem } = run;
      const { weightsEpoch, weightsBatches, weightsResult } = run;
      event('end', {
        run: id,
        status,
        epochs: run.epochs,
        train: last?.train ?? null,
        test: last?.test ?? null,
        ...{ best, seconds, examplesPerSecond, weightsHash, weightsEpoch, weightsBatches, weightsResult, kernelBuild },
        ...(problem === null ? {} : { problem }),
      });
    },
  };
}

/** Lines for people. */
export function plainReport({ print, tell, progress, style }: Environment): RunReport {
  const line = (text: string) => {
    progress.hide();
    print(text);
  };
  let epochs = 1;
  return {
    started(run) {
      epochs = run.config.epochs;
      line(`Run ${style.strong(run.id)}: ${aboutRun(run)}`);
      line(style.faint(whileLearningExplained));
    },
    progress: (now) => progress.show(...bar(now)),
    epoch: (epoch) => line(epochLine(epoch, epochs)),
    stopping() {
      progress.hide();
      tell(stoppingText);
    },
    ended(run) {
      for (const text of endLines(run)) line(text);
      if (run.status === 'finished') line(style.faint(nextSteps(run)));
    },
  };
}

const stoppingText = 'Stopping at a checkpoint. Press Ctrl+C again to end at once.';

function aboutRun(run: RunSummary): string {
  const { config } = run;
  const parts = [
    printable(run.name),
    printable(run.dataset.name),
    `${describeDesign(run.design)}, ${counted(run.parameters, 'parameter')}`,
    `${config.optimizer.name} at ${config.optimizer.learningRate}`,
    `batch ${count(config.batchSize)}`,
    counted(config.epochs, 'epoch'),
  ];
  return parts.join(' · ');
}

function bar({ step, steps, stepsPerEpoch, examplesPerSecond, secondsLeft }: RunProgress): [number, string] {
  const epochs = Math.round(steps / stepsPerEpoch);
  const epoch = Math.min(epochs, Math.floor(step / stepsPerEpoch) + 1);
  const left = secondsLeft === null ? '' : ` · ${duration(secondsLeft)} left`;
  const text = `epoch ${count(epoch)} of ${count(epochs)} · ${count(examplesPerSecond)} examples/s${left}`;
  return [steps === 0 ? 0 : step / steps, text];
}

function epochLine({ epoch, train, test, examplesPerSecond }: EpochEvent, epochs: number): string {
  const number = count(epoch).padStart(count(epochs).length);
  const scores = [
    `loss while learning ${shortNumber(train.loss)}  ${shortScore(train).padStart(7)}`,
    `test loss ${shortNumber(test.loss)}  ${shortScore(test).padStart(7)}`,
  ];
  return `Epoch ${number} of ${count(epochs)}   ${scores.join('   ')}   ${count(examplesPerSecond)} examples/s`;
}

function testScore(scores: Scores): string {
  const { accuracy } = scores;
  return accuracy === undefined ? `Test: ${scoreText(scores)}` : `${percent(accuracy)} of the test examples right`;
}

function endLines(run: RunDetail): string[] {
  const time = duration(run.seconds);
  const { last, best } = run;
  const speed = run.examplesPerSecond === null ? '' : ` at ${count(run.examplesPerSecond)} examples/s`;
  const lines = [];
  if (run.status === 'finished') lines.push(`Finished ${counted(run.epochs, 'epoch')} in ${time}${speed}.`);
  if (last !== null) {
    const score = `${testScore(last.test)}, loss ${shortNumber(last.test.loss)}`;
    const lowest =
      best === null ? '' : ` Lowest test loss: ${shortNumber(best.test.loss)}, epoch ${count(best.epoch)}.`;
    lines.push(`${score}.${lowest}`);
  }
  if (run.weightsEpoch !== null && !areOfLastEpoch(run)) lines.push(weightsLine(run));
  if (run.weightsHash !== null) lines.push(`Weights ${run.weightsHash}`);
  return lines;
}

/** When they are not those of the last epoch. */
function weightsLine(run: RunDetail): string {
  const result = run.weightsResult?.test;
  const score = result ? `: ${testScore(result)}, loss ${shortNumber(result.loss)}` : '';
  return `The weights are ${describeWeights(run)}${score}.`;
}

function nextSteps({ id, dataset }: RunDetail): string {
  const example = dataset.kind === 'pictures' ? 'PICTURE.png' : '--inputs NUMBERS';
  return `Next: lamina show ${id}, lamina predict ${id} ${example}, or lamina export ${id} --format json --out FILE`;
}
