import type { z } from 'zod';
import { LaminaError } from '#core/contract/errors.ts';
import { describeIssues, optionsOf, wordOf } from '#core/contract/issues.ts';
import { recipeSchema, recipeWords, type Recipe } from '#core/contract/recipe.ts';
import { readInputFile } from './files.ts';
import { nearestWord } from './nearest.ts';

const largestRecipeBytes = 1_000_000;
/** More would hide the first one, which is the one to mend. */
const mostProblemsTold = 3;

export async function readRecipe(path: string): Promise<Recipe> {
  const bytes = await readInputFile(path, largestRecipeBytes);
  return parseRecipe(new TextDecoder().decode(bytes), path);
}

/** Throws a `LaminaError` that says where in the file what is wrong. */
export function parseRecipe(text: string, path: string): Recipe {
  const parsed = recipeSchema.safeParse(parseJson(text, path), { reportInput: true });
  if (parsed.success) return parsed.data;
  const all = describeIssues(parsed.error, 'the file');
  const problems = all.slice(0, mostProblemsTold);
  const more = all.length - problems.length;
  if (more > 0) problems.push(`and ${more} more`);
  throw new LaminaError(
    'bad-file',
    `${path} is not a recipe that can be used: ${problems.join('; ')}.`,
    hintFor(parsed.error),
  );
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const where = /\(line (\d+) column (\d+)\)/.exec(String(error));
    const place = where === null ? '' : ` at line ${where[1]}, column ${where[2]}`;
    throw new LaminaError(
      'bad-file',
      `${path} is not valid JSON${place}.`,
      'Check its commas, quotes and brackets there.',
    );
  }
}

function hintFor(error: z.ZodError): string {
  for (const issue of error.issues) {
    const [wrong, words] = wrongWord(issue);
    const nearest = wrong === null ? null : nearestWord(wrong, words);
    if (nearest !== null) return `Did you mean "${nearest}"?`;
  }
  return '';
}

/** The first word that is wrong in an issue, and those it could have been. */
function wrongWord(issue: z.core.$ZodIssue): [string | null, readonly string[]] {
  switch (issue.code) {
    case 'unrecognized_keys':
      // A word that is right elsewhere in a recipe was not mistyped.
      return [issue.keys.find((key) => !recipeWords.includes(key)) ?? null, recipeWords];
    case 'invalid_value':
      return [typeof issue.input === 'string' ? issue.input : null, issue.values.map(String)];
    case 'invalid_union': {
      const word = wordOf(issue);
      return [typeof word === 'string' ? word : null, optionsOf(issue)];
    }
    default:
      return [null, []];
  }
}
