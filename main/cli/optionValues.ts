import { webAddress } from '#core/contract/fields.ts';
import { nearestWord } from '#core/contract/nearest.ts';
import { count } from './output/format.ts';
import { UsageError } from './usageError.ts';

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A parser of a whole number from `least` to `most`, both included. */
export function wholeNumber(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = numberFrom(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new UsageError(`${option} must be a whole number from ${count(least)} to ${count(most)}, not "${text}".`);
  };
}

const largestSeed = Number.MAX_SAFE_INTEGER;

/** A parser of what names all that is random. */
export const seedNumber = wholeNumber('--seed', 0, largestSeed);

/** A parser of several seeds, as in 1-5 or 1,2,7; each is taken once. */
export function seedNumbers(option: string, most: number): (text: string) => number[] {
  return (text) => {
    const seeds = text.split(',').flatMap((part) => {
      const [first, last = first, ...others] = part.split('-').map((end) => wholeNumber(option, 0, largestSeed)(end));
      if (others.length > 0 || last < first) {
        throw new UsageError(`${option} must be seeds such as 1-5 or 1,2,7, not "${text}".`);
      }
      return Array.from({ length: Math.min(last - first, most) + 1 }, (_, index) => first + index);
    });
    const each = [...new Set(seeds)];
    if (each.length <= most) return each;
    throw new UsageError(`${option} can name at most ${count(most)} seeds.`);
  };
}

/** A parser of a number from `least` to `most`, both included. */
export function numberWithin(option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const value = numberFrom(text);
    if (value >= least && value <= most) return value;
    throw new UsageError(`${option} must be a number from ${count(least)} to ${count(most)}, not "${text}".`);
  };
}

/** A parser of a number above 0, up to `most`. */
export function positiveNumber(option: string, most: number): (text: string) => number {
  return (text) => {
    const value = numberFrom(text);
    if (value > 0 && value <= most) return value;
    throw new UsageError(`${option} must be a number above 0, up to ${count(most)}, not "${text}".`);
  };
}

/** A parser of an address on the web. */
export function addressOf(option: string): (text: string) => string {
  return (text) => {
    if (webAddress().safeParse(text).success) return text;
    throw new UsageError(`${option} must be a web address that begins with http:// or https://, not "${text}".`);
  };
}

/** A parser of one of a few words, which names the nearest one when it is none of them. */
export function oneOf<Word extends string>(option: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    const nearest = nearestWord(text, words);
    throw new UsageError(
      `${option} must be one of ${words.join(', ')}, not "${text}".`,
      nearest === null ? '' : `Did you mean ${nearest}?`,
    );
  };
}

/** A parser of the units of each hidden layer, as in "128,64"; "none" or nothing for no hidden layer. */
export function hiddenUnits(option: string, mostUnits: number, mostLayers: number): (text: string) => number[] {
  const units = wholeNumber(option, 1, mostUnits);
  return (text) => {
    if (text.trim() === '' || text.trim() === 'none') return [];
    const parts = text.split(',').map((part) => part.trim());
    if (parts.length > mostLayers) {
      throw new UsageError(`${option} takes at most ${mostLayers} layers, not ${count(parts.length)}.`);
    }
    if (parts.every((part) => isWhole(numberFrom(part), mostUnits))) return parts.map(units);
    throw new UsageError(
      `${option} must be whole numbers from 1 to ${count(mostUnits)} with commas between them, not "${text}".`,
      'As in --hidden 128,64; or --hidden none for no hidden layer.',
    );
  };
}

/** A parser of numbers with commas between them, as in "-0.5,2". */
export function listOfNumbers(option: string): (text: string) => number[] {
  return (text) => {
    const numbers = text.split(',').map(numberFrom);
    if (numbers.every(Number.isFinite)) return numbers;
    throw new UsageError(
      `${option} must be numbers with commas between them, not "${text}".`,
      `As in ${option} -0.5,2.`,
    );
  };
}

/** A parser of a text that is not empty, with at most `most` characters. */
export function textUpTo(option: string, most: number): (text: string) => string {
  return (text) => {
    const trimmed = text.trim();
    if (trimmed.length >= 1 && trimmed.length <= most) return trimmed;
    throw new UsageError(`${option} must have from 1 to ${count(most)} characters.`);
  };
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function numberFrom(text: string): number {
  return decimal.test(text.trim()) ? Number(text) : NaN;
}

/** A parser of names with commas between them; one with a comma in it stands in double quotes. */
export function listOfNames(text: string): string[] {
  const cells = text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g);
  const names = [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain.trim());
  return names.filter((name) => name !== '');
}

/** A parser of a height and a width, as in "20x30", or one number for both. */
export function heightAndWidth(option: string, most: number): (text: string) => [height: number, width: number] {
  return (text) => {
    const sides = text.split(/[x×]/).map((side) => numberFrom(side));
    if (sides.length <= 2 && sides.every((side) => isWhole(side, most))) return [sides[0], sides[sides.length - 1]];
    throw new UsageError(
      `${option} must be one or two whole numbers from 1 to ${count(most)}, not "${text}".`,
      `As in ${option} 28, or ${option} 20x30 for a height of 20 and a width of 30.`,
    );
  };
}
