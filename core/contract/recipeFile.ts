import type { z } from 'zod';
import { LaminaError } from './errors.ts';
import { describeIssues, optionsOf, wordOf } from './issues.ts';
import { findJsonFault } from './jsonFault.ts';
import { nearestWord } from './nearest.ts';
import { recipeSchema, recipeVersion, recipeWords, type Recipe } from './recipe.ts';

/** A file with more than this is no recipe, whatever it is. */
export const largestRecipeBytes = 1_000_000;
/** More would hide the first one, which is the one to mend. */
const mostProblemsTold = 3;

/**
 * A recipe, which is a design's file too, from its text. `what` is what it was hoped to be, for the message.
 * Throws a `LaminaError` that says where in the file what is wrong.
 */
export function parseRecipe(text: string, path: string, what: 'recipe' | 'design' = 'recipe'): Recipe {
  const value = parseJson(text, path);
  refuseOtherFormats(value, path, what);
  const parsed = recipeSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const all = describeIssues(parsed.error, 'the file');
  const problems = all.slice(0, mostProblemsTold);
  const more = all.length - problems.length;
  if (more > 0) problems.push(`and ${more} more`);
  throw new LaminaError(
    'bad-file',
    `${path} is not a ${what} that can be used: ${problems.join('; ')}.`,
    hintFor(parsed.error),
  );
}

function parseJson(text: string, path: string): unknown {
  if (text.trim() === '') throw new LaminaError('bad-file', `${path} is empty.`);
  try {
    return JSON.parse(text);
  } catch {
    const fault = findJsonFault(text);
    const place = fault === null ? '' : ` at line ${fault.line}, column ${fault.column}`;
    throw new LaminaError(
      'bad-file',
      `${path} is not valid JSON${place}.`,
      'Check its commas, quotes and brackets there.',
    );
  }
}

/** Of a newer version, or a file of another kind that Lamina writes, there would be more wrong than is of use to tell. */
function refuseOtherFormats(value: unknown, path: string, what: string): void {
  if (typeof value !== 'object' || value === null) return;
  if ('version' in value && Number.isInteger(value.version) && Number(value.version) > recipeVersion) {
    const message = `${path} was written by a newer Lamina (format ${Number(value.version)}; this one reads up to ${recipeVersion}).`;
    throw new LaminaError('bad-file', message, 'Open it with a Lamina as new as the one that wrote it.');
  }
  if ('format' in value && value.format === 'lamina-parameters') {
    const message = `${path} holds the weights of a run, and is not a ${what}.`;
    throw new LaminaError('bad-file', message, 'Designs are exported from the Workbench, by its “Designs…”.');
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
