import type { Recipe } from '#core/contract/recipe.ts';
import { largestRecipeBytes, parseRecipe } from '#core/contract/recipeFile.ts';
import { readInputFile } from './files.ts';

export async function readRecipe(path: string): Promise<Recipe> {
  const bytes = await readInputFile(path, largestRecipeBytes);
  return parseRecipe(new TextDecoder().decode(bytes), path);
}
