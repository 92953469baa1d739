import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { recipeSchema } from '#core/contract/recipe.ts';
import { digits } from '../../main/cli/examples.ts';
import { lamina, type Outcome } from '../../main/cli/fakeEngine.ts';

interface Scenarios {
  /** Each setting by where it stands, with what is told of it, what it needs beside it, and values that it must refuse. */
  settings: { setting: string; allowed: string; within?: object; refused: unknown[] }[];
  /** Recipes whose settings contradict each other or the dataset, and what is told. */
  contradictions: { recipe: object; says: string[] }[];
}

const file = join(import.meta.dirname, 'recipes.json');
const { settings, contradictions } = JSON.parse(readFileSync(file, 'utf8')) as Scenarios;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamina-bad-input-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function train(recipe: object): Promise<Outcome> {
  const path = join(folder, 'recipe.json');
  await writeFile(path, JSON.stringify(recipe));
  return lamina(['train', '--config', path], { 'datasets.list': () => [digits] });
}

/** A recipe with a value at such a place as "training.optimizer.name" or "layers.0.units". */
function recipeWith(setting: string, value: unknown, within: object = {}): object {
  const [last, ...parents] = setting.split('.').reverse();
  let part: unknown = /^\d+$/.test(last) ? [value] : { ...within, [last]: value };
  for (const name of parents) part = name === '0' ? [part, { units: 10, activation: 'softmax' }] : { [name]: part };
  return part as object;
}

interface Places {
  settings: Set<string>;
  /** Where names stand, which can be mistyped. */
  objects: Set<string>;
}

/** Every place where something can be set, as the schema has them. */
function placesOf(schema: z.core.$ZodType, place: string, found: Places): Places {
  const { def } = schema._zod as { def: z.core.$ZodTypeDef };
  const below = (name: string) => (place === '' ? name : `${place}.${name}`);
  if ('innerType' in def) placesOf(def.innerType as z.core.$ZodType, place, found);
  else if (def.type === 'pipe') placesOf((def as z.core.$ZodPipeDef).out, place, found);
  else if (def.type === 'array') placesOf((def as z.core.$ZodArrayDef).element, below('0'), found);
  else if (def.type === 'union')
    for (const option of (def as z.core.$ZodUnionDef).options) placesOf(option, place, found);
  else if (def.type === 'object') {
    found.objects.add(place);
    for (const [name, inner] of Object.entries((def as z.core.$ZodObjectDef).shape))
      placesOf(inner, below(name), found);
  } else found.settings.add(place);
  return found;
}

const places = placesOf(recipeSchema, '', { settings: new Set(), objects: new Set() });

it('every setting of a recipe has its scenarios', () => {
  expect(settings.map(({ setting }) => setting).sort()).toEqual([...places.settings].sort());
});

describe('a setting that is out of range or of the wrong kind is refused by name, with what is allowed', () => {
  it.each(settings)('$setting', async ({ setting, allowed, within, refused }) => {
    for (const value of refused) {
      const { code, out, err, asked } = await train(recipeWith(setting, value, within));
      const told = [JSON.stringify(value), err[0]];
      expect(told).toEqual([told[0], expect.stringContaining(`${setting} ${allowed}`)]);
      expect([code, out, asked]).toEqual([1, [], []]);
    }
  });
});

describe('a name that is unknown is refused, with where it stands', () => {
  it.each([...places.objects])('in "%s"', async (place) => {
    const setting = place === '' ? 'unheardOf' : `${place}.unheardOf`;
    const here = settings.filter((known) => known.setting.replace(/\.[^.]+$/, '') === place);
    const within = here.find((known) => known.within)?.within;
    const { code, err, asked } = await train(recipeWith(setting, 1, within));
    expect(err[0]).toContain(`${place === '' ? '' : `${place}: `}unknown "unheardOf"`);
    expect([code, asked]).toEqual([1, []]);
  });
});

describe('settings that contradict each other, or the dataset, are refused before a run starts', () => {
  it.each(contradictions)('$recipe', async ({ recipe, says }) => {
    const { code, out, err, asked } = await train(recipe);
    for (const text of says) expect(err[0]).toContain(text);
    expect([code, out]).toEqual([1, []]);
    expect(asked).not.toContain('runs.start');
  });
});
