import { isBuiltIn, type Dataset } from '#core/contract/dataset.ts';
import type { Design } from '#core/contract/design.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { largestRecipeBytes, parseRecipe } from '#core/contract/recipeFile.ts';
import type { Recipe } from '#core/contract/recipe.ts';
import { recipeSetup } from '#core/contract/recipeSetup.ts';
import { designContentSchema, type DesignContent } from '#core/contract/savedDesign.ts';
import type { SetupDataset } from '#core/contract/setup.ts';
import { takeSetup, type Draft } from '../draft.ts';
import type { Template } from './templates.ts';

/** What is saved of a draft: its network, its training and its dataset, but not the name of the next run. */
export function contentOf(draft: Draft, design: Design): DesignContent {
  return { dataset: draft.dataset, layers: design.layers, training: draft.config };
}

/** Whether two contents mean the same, in whatever order their settings stand. */
export function isSameContent(one: DesignContent, other: DesignContent): boolean {
  return inOrder(one) === inOrder(other);
}

function inOrder(content: DesignContent): string {
  return JSON.stringify(designContentSchema.parse(content));
}

type DraftDataset = SetupDataset & Pick<Dataset, 'id'>;

/** The draft that a saved design stands for, on a dataset. */
export function openContent(draft: Draft, { layers, training }: DesignContent, dataset: DraftDataset): Draft {
  const design = { inputs: dataset.shape[0] * dataset.shape[1], layers };
  return takeSetup(freshDraft(draft, dataset), { design, config: training }, dataset);
}

/** The draft that a recipe or a design's file stands for, on a dataset; what it leaves out is what is usual. */
export function openRecipe(draft: Draft, recipe: Recipe, dataset: DraftDataset): Draft {
  return takeSetup(freshDraft(draft, dataset), recipeSetup(recipe, dataset), dataset);
}

/** The draft of a template, on the template's dataset. */
export function openTemplate(draft: Draft, template: Template, dataset: DraftDataset): Draft {
  const { hidden, training } = template;
  const { design, config } = recipeSetup({ hidden: [], ...(training && { training }) }, dataset);
  return takeSetup(
    freshDraft(draft, dataset),
    { design: { ...design, layers: [...hidden, ...design.layers] }, config },
    dataset,
  );
}

/** Nothing that was said of the draft before holds for what is opened now. */
function freshDraft({ saved, dismissed, parent, ...draft }: Draft, { id }: DraftDataset): Draft {
  return { ...draft, name: '', dataset: id };
}

/** What a dataset is called in a file: by what it is called elsewhere, too. */
export function datasetInFile({ id, name }: Pick<Dataset, 'id' | 'name'>): string {
  return isBuiltIn({ id }) ? id : name.slice(0, 100);
}

/** The dataset that a file means, by its id or else by its name. */
export function datasetOfFile(datasets: readonly Dataset[], named: string): Dataset | undefined {
  return datasets.find(({ id }) => id === named) ?? datasets.find(({ name }) => name.slice(0, 100) === named);
}

/** Reads a design's file. Throws a `LaminaError` that names it and says what is wrong with it. */
export async function readDesignFile(file: File): Promise<Recipe> {
  if (file.size > largestRecipeBytes) {
    const message = `${file.name} is too large to be a design, which has at most 1 MB.`;
    throw new LaminaError('bad-file', message, 'Choose the .json file that the Workbench exported.');
  }
  return parseDesign(await file.text(), file.name);
}

/** A design's file from its text. Unlike any recipe, it has to have a network. */
export function parseDesign(text: string, name: string): Recipe {
  const recipe = parseRecipe(text, name, 'design');
  if (recipe.layers !== undefined || recipe.hidden !== undefined) return recipe;
  throw new LaminaError(
    'bad-file',
    `${name} is not a design: there is no network in it.`,
    'A design has all of its "layers", or "hidden" with the units of each hidden layer.',
  );
}
