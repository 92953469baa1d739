import { activationNames } from '#core/analysis/words.ts';
import { builtInDigits } from '#core/contract/dataset.ts';
import { layerShapes, type Design } from '#core/contract/design.ts';
import type { Recipe } from '#core/contract/recipe.ts';
import type { RequestInput } from '#core/contract/requests.ts';
import type { GradientCheck } from '#core/contract/run.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { failed, succeeded, type ExitCode } from '../exitCodes.ts';
import { findDataset } from '../findDataset.ts';
import { findRun } from '../findRun.ts';
import { count, counted } from '../output/format.ts';
import { table } from '../output/table.ts';
import { preparedDataset, showingTasks } from '../preparedDataset.ts';
import { trainSetup } from '../trainSetup.ts';

export interface GradcheckOptions extends GlobalOptions {
  batch: number;
  sample: number;
}

type Checked = Pick<RequestInput<'runs.checkGradients'>, 'run' | 'setup'>;

/** Of a run at its newest checkpoint, or of a recipe with fresh weights. */
export async function gradcheck(
  { client }: EngineSession,
  environment: Environment,
  options: GradcheckOptions,
  of: { run: string } | { recipe: Recipe },
): Promise<ExitCode> {
  const { print } = environment;
  const { design, checked } = 'run' in of ? await ofRun(of.run) : await ofRecipe(of.recipe);
  const { batch, sample } = options;
  const result = await showingTasks(client, environment, () =>
    client.request('runs.checkGradients', { ...checked, batch, sample }),
  );
  if (options.json) print(JSON.stringify(result));
  else [...layerTable(design, result), '', ...conclusion(result)].forEach(print);
  return result.agrees ? succeeded : failed;

  async function ofRun(named: string): Promise<{ design: Design; checked: Checked }> {
    const run = await findRun(client, named);
    const { design } = await client.request('runs.get', { run });
    return { design, checked: { run } };
  }

  async function ofRecipe(recipe: Recipe): Promise<{ design: Design; checked: Checked }> {
    const found = await findDataset(client, recipe.dataset ?? builtInDigits);
    trainSetup({}, recipe, found); // told before the examples are made, if it can be told already
    const { dataset, design, config } = trainSetup({}, recipe, await preparedDataset(client, environment, found));
    return { design, checked: { setup: { dataset, design, config } } };
  }
}

function layerTable(design: Design, { layers }: GradientCheck): string[] {
  const shapes = layerShapes(design);
  return table(
    [
      { title: 'layer' },
      { title: 'weights' },
      { title: 'activation' },
      { title: 'tried', right: true },
      { title: 'weights differ by', right: true },
      { title: 'biases differ by', right: true },
    ],
    layers.map(({ weights, bias, tried }, index) => [
      index === layers.length - 1 ? 'output' : `hidden ${index + 1}`,
      `${count(shapes[index].inputs)} × ${count(shapes[index].units)}`,
      activationNames[design.layers[index].activation],
      count(tried),
      weights.toExponential(1),
      bias.toExponential(1),
    ]),
  );
}

function conclusion({ epoch, examples, largest, bound, agrees }: GradientCheck): string[] {
  const where = epoch === null ? 'with fresh weights' : `with the weights of epoch ${count(epoch)}`;
  return [
    `The largest relative difference between backpropagation and finite differences is ${largest.toExponential(1)},`,
    `on a batch of ${counted(examples, 'example')}, ${where}. It must be at most ${bound}.`,
    agrees ? 'The gradients agree.' : 'The gradients do not agree: please report this as a fault of the program.',
  ];
}
