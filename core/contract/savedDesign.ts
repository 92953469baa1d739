import { z } from 'zod';
import { configSchema } from './config.ts';
import { text } from './fields.ts';
import { layersSchema, recipeVersion, type Recipe } from './recipe.ts';

/** What a saved design holds: the network, how it is to be trained, and the id of the dataset that it was made for. */
export const designContentSchema = z.strictObject({
  dataset: text(100),
  /** The output layer last. */
  layers: layersSchema,
  training: configSchema,
});
export type DesignContent = z.infer<typeof designContentSchema>;

/** A design that was saved under a name. */
export interface SavedDesign {
  id: string;
  name: string;
  content: DesignContent;
  createdAt: number;
  /** When its name or its content changed last. */
  updatedAt: number;
  /** When it was moved to the trash; null when it is not there. */
  trashedAt: number | null;
}

/** The names of designs’ files end in this. */
export const designFileEnding = '.design.json';

/**
 * The text of a design's file, which is a recipe that says all: it can be opened on the Workbench and trained by the
 * command line. `dataset` is what the dataset is called elsewhere, too: its id if it comes with the program, else its name.
 */
export function designFileText(name: string, dataset: string, { layers, training }: DesignContent): string {
  const file: Recipe = { lamina: 'design', version: recipeVersion, name, dataset, layers, training };
  return `${JSON.stringify(file, null, 2)}\n`;
}
