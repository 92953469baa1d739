import type { z } from 'zod';
import { numberText } from './fields.ts';

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with a value that does not fit its schema, in words that read well aloud, as in "config.epochs must be
 * a whole number from 1 to 1,000,000, not 0". `whole` names the value itself. To have the wrong values told, parse with
 * `reportInput`.
 */
export function describeIssues(error: z.ZodError, whole: string): string[] {
  return [...new Set(error.issues.map((issue) => describeIssue(issue, whole)))];
}

function describeIssue(issue: Issue, whole: string): string {
  const place = issue.path.length === 0 ? whole : issue.path.map(String).join('.');
  if (issue.message.startsWith('must ')) return `${place} ${issue.message}${whatItIs(issue.input)}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${issue.path.length === 0 ? '' : `${place}: `}unknown ${quoted(issue.keys)}`;
    case 'invalid_type':
      return `${place} must be ${kinds[issue.expected] ?? issue.expected}${whatItIs(issue.input)}`;
    case 'invalid_value':
      return `${place} must be ${oneOf(issue.values.map(String))}${whatItIs(issue.input)}`;
    case 'too_small':
      return `${place} must ${limit(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}`;
    case 'too_big':
      return `${place} must ${limit(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}`;
    case 'invalid_union':
      return `${place} must be ${oneOf(optionsOf(issue))}${whatItIs(wordOf(issue))}`;
    default:
      return `${place}: ${issue.message}`;
  }
}

const kinds: Partial<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text in quotes',
  boolean: 'true or false',
  array: 'a list in square brackets',
  object: 'an object in curly brackets',
};

/** The value, where it is short enough to be told. */
function whatItIs(input: unknown): string {
  if (typeof input === 'number' && Number.isNaN(input)) return ', not NaN';
  if (typeof input === 'number' || typeof input === 'bigint' || typeof input === 'boolean') return `, not ${input}`;
  if (typeof input === 'string' && input.length <= 40) return `, not ${JSON.stringify(input)}`;
  return '';
}

function limit(origin: string, relation: string, bound: number | bigint): string {
  const count = Number(bound);
  if (origin === 'array') return `have ${relation} ${numberText(count)} ${count === 1 ? 'entry' : 'entries'}`;
  if (origin === 'string') return `have ${relation} ${numberText(count)} character${count === 1 ? '' : 's'}`;
  return `be ${relation} ${numberText(count)}`;
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? `"${words[0]}"` : `one of ${words.join(', ')}`;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

/** The words that a choice between objects could have begun with. */
export function optionsOf(issue: z.core.$ZodIssueInvalidUnion): string[] {
  return 'options' in issue ? (issue.options ?? []).map(String) : [];
}

/** The word that a choice between objects began with. */
export function wordOf({ path, input }: z.core.$ZodIssueInvalidUnion): unknown {
  if (typeof input !== 'object' || input === null) return undefined;
  return Object.entries(input).find(([name]) => name === path.at(-1))?.[1] as unknown;
}
