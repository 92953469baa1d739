import { activationNames } from '#core/analysis/words.ts';
import type { Design } from '#core/contract/design.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { Inside, LayerInside, LayerTrouble } from '#core/contract/inside.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { findDataset } from '../findDataset.ts';
import { findRun } from '../findRun.ts';
import { count } from '../output/format.ts';
import { printable, table } from '../output/table.ts';
import { preparedDataset } from '../preparedDataset.ts';

const troubleNames: Record<LayerTrouble, string> = {
  dead: 'dead units',
  saturated: 'saturated units',
  vanishing: 'vanishing gradient',
  exploding: 'exploding gradient',
};

/** How each layer of a run's network is. Throws `conflict` when its examples, on which it is tried, are not there. */
export async function look(
  { client }: EngineSession,
  environment: Environment,
  options: GlobalOptions,
  named: string,
): Promise<ExitCode> {
  const { print } = environment;
  const run = await findRun(client, named);
  const { name, design, dataset } = await client.request('runs.get', { run });
  await preparedDataset(client, environment, await findDataset(client, dataset.id, { trashToo: true }));
  const inside = await client.request('runs.look', { run, parts: ['distributions'] });
  const { layers } = inside;
  if (!layers) {
    const message = `The examples of "${printable(dataset.name)}", on which "${printable(name)}" was trained, are not here.`;
    throw new LaminaError('conflict', message, 'Make or import them again.');
  }
  if (options.json) print(JSON.stringify(forPrograms(inside, layers)));
  else [`After ${count(inside.step)} batches:`, ...layerTable(design, layers)].forEach(print);
  return succeeded;
}

function layerTable(design: Design, layers: readonly LayerInside[]): string[] {
  return table(
    [
      { title: 'layer' },
      { title: 'activation' },
      { title: 'units', right: true },
      { title: 'weights', right: true },
      { title: 'gradients', right: true },
      { title: 'dead', right: true },
      { title: 'saturated', right: true },
      { title: 'in trouble' },
    ],
    layers.map(({ units, weightSize, gradientSize, dead, saturated, troubles }, index) => [
      index === layers.length - 1 ? 'output' : `hidden ${index + 1}`,
      activationNames[design.layers[index].activation],
      count(units),
      weightSize.toExponential(1),
      gradientSize.toExponential(1),
      count(dead),
      count(saturated),
      troubles.map((trouble) => troubleNames[trouble]).join(', ') || 'no',
    ]),
  );
}

/** The same numbers, without the histograms. */
function forPrograms({ run, step, epoch, live }: Inside, layers: readonly LayerInside[]) {
  return {
    run,
    step,
    epoch,
    live,
    layers: layers.map(({ units, weightSize, gradientSize, dead, saturated, troubles }) => ({
      units,
      weightSize,
      gradientSize,
      dead,
      saturated,
      troubles,
    })),
  };
}
