import type { z } from 'zod';
import { LaminaError } from '#core/contract/errors.ts';
import { recipeSchema, recipeWords, type Recipe } from '#core/contract/recipe.ts';
import { readInputFile } from './files.ts';
import { nearestWord } from './nearest.ts';
import { counted } from './output/format.ts';

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
  const problems = parsed.error.issues.slice(0, mostProblemsTold).map(describeIssue);
  const more = parsed.error.issues.length - problems.length;
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

type Issue = z.core.$ZodIssue;

function describeIssue(issue: Issue): string {
  const place = issue.path.length === 0 ? 'the file' : issue.path.map(String).join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${issue.path.length === 0 ? '' : `${place}: `}unknown ${quoted(issue.keys)}`;
    case 'invalid_type':
      return `${place} must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `${place} must be ${oneOf(issue.values.map(String))}, not ${JSON.stringify(issue.input)}`;
    case 'too_small':
      return `${place} must ${limit(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}`;
    case 'too_big':
      return `${place} must ${limit(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}`;
    case 'invalid_union':
      return `${place} must be ${oneOf(optionsOf(issue))}`;
    default:
      return `${place}: ${issue.message}`;
  }
}

const kinds: Partial<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text in quotes',
  array: 'a list in square brackets',
  object: 'an object in curly brackets',
};

function limit(origin: string, relation: string, bound: number | bigint): string {
  if (origin === 'array') return `have ${relation} ${counted(Number(bound), 'entry', 'entries')}`;
  if (origin === 'string') return `have ${relation} ${counted(Number(bound), 'character')}`;
  return `be ${relation} ${Number(bound).toLocaleString('en-GB')}`;
}

function oneOf(words: string[]): string {
  return words.length === 1 ? `"${words[0]}"` : `one of ${words.join(', ')}`;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
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
function wrongWord(issue: Issue): [string | null, readonly string[]] {
  switch (issue.code) {
    case 'unrecognized_keys':
      // A word that is right elsewhere in a recipe was not mistyped.
      return [issue.keys.find((key) => !recipeWords.includes(key)) ?? null, recipeWords];
    case 'invalid_value':
      return [typeof issue.input === 'string' ? issue.input : null, issue.values.map(String)];
    case 'invalid_union': {
      const name = (issue.input as { name?: unknown } | null)?.name;
      return [typeof name === 'string' ? name : null, optionsOf(issue)];
    }
    default:
      return [null, []];
  }
}

function optionsOf(issue: z.core.$ZodIssueInvalidUnion): string[] {
  return 'options' in issue ? (issue.options ?? []).map(String) : [];
}
