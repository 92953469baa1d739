import { describeDesign, type Design } from '#core/contract/design.ts';
import { mostRunsAtOnce, type RunSetup } from '#core/contract/requests.ts';
import { setupProblems, type SetupDataset } from '#core/contract/setup.ts';
import { designOf, type Draft } from '../draft.ts';
import type { Axis } from './axes.ts';
import { readNumberList } from './lists.ts';

/** One setting that runs are to differ in, as it stands in the form. */
export interface Varied {
  key: string;
  /** A list of numbers, as it was typed. */
  text: string;
  /** Chosen words. */
  chosen: readonly string[];
}

/** One value of one setting, ready to be set. */
interface Choice {
  set: (draft: Draft) => Draft;
  name: string;
}

export type ReadVaried = { choices: readonly Choice[] } | { problem: string };

/** The values that a setting is to have, one after the other. */
export function readVaried(axis: Axis, { text, chosen }: Varied): ReadVaried {
  if (axis.kind === 'choices') {
    const options = axis.options.filter(({ value }) => chosen.includes(value));
    if (options.length === 0) return { problem: 'Choose at least one.' };
    return {
      choices: options.map(({ value }) => ({ set: (draft) => axis.set(draft, value), name: axis.call(value) })),
    };
  }
  const read = readNumberList(text, axis.range, mostRunsAtOnce);
  if ('problem' in read) return read;
  return { choices: read.values.map((value) => ({ set: (draft) => axis.set(draft, value), name: axis.call(value) })) };
}

/** One run of several: what it is called by beside the others, and its draft. */
interface Member {
  name: string;
  draft: Draft;
}

/**
 * A draft for every combination of the values; the last setting changes from each to the next. They are called by the
 * settings that have several.
 */
export function combine(draft: Draft, varied: readonly (readonly Choice[])[]): Member[] {
  return varied.reduce<Member[]>(
    (members, choices) =>
      members.flatMap((member) =>
        choices.map(({ set, name }) => ({
          name: choices.length === 1 ? member.name : [member.name, name].filter(Boolean).join(', '),
          draft: set(member.draft),
        })),
      ),
    [{ name: '', draft }],
  );
}

export function countOf(varied: readonly (readonly unknown[])[]): number {
  return varied.reduce((product, choices) => product * choices.length, 1);
}

/** Each run as the engine is asked for it, named by the network, or the name that the draft has, and what differs. */
export function setupsOf(
  members: readonly Member[],
  dataset: SetupDataset & { id: string },
): (RunSetup & { name: string })[] {
  return members.map(({ name, draft }) => {
    const design = designOf(draft, dataset);
    const parent = draft.parent && { parent: draft.parent };
    return { name: nameOf(draft, design, name), dataset: dataset.id, design, config: draft.config, ...parent };
  });
}

const longestName = 200;

function nameOf(draft: Draft, design: Design, differing: string): string {
  const base = draft.name.trim() || describeDesign(design);
  const room = Math.max(0, longestName - differing.length - 2);
  return [base.slice(0, room), differing].filter(Boolean).join(', ').slice(0, longestName);
}

/** Why the first one that cannot be trained cannot; undefined when all can. */
export function firstProblem(setups: readonly RunSetup[], dataset: SetupDataset): string | undefined {
  for (const { name, design, config } of setups) {
    const problem = setupProblems(design, config, dataset)[0];
    if (problem) return `“${name}” cannot be trained. ${problem.message}`;
  }
  return undefined;
}
