import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { coachStates, type CoachedRun, type CoachState, type LayerHealth } from '#core/analysis/coach/diagnosis.ts';
import type { CoachCurves } from '#core/analysis/coach/curves.ts';
import { parseConfig } from '#core/contract/config.ts';
import { designSchema } from '#core/contract/design.ts';
import { runStatuses } from '#core/contract/run.ts';

/** run.json: what the coach is told of a run beside its curves. */
export const coachedSchema = z.strictObject({
  /** How the curves came about. */
  about: z.string(),
  status: z.enum(runStatuses),
  kind: z.enum(['pictures', 'table']),
  targets: z.array(z.string()),
  judgedSplit: z.enum(['validation', 'test']),
  design: designSchema,
  config: z.unknown(),
  /** Units of each layer that give 0 for every example; left out where that is not known. */
  layers: z.array(z.strictObject({ units: z.int(), dead: z.int() })).optional(),
});
export type CoachedScenario = z.infer<typeof coachedSchema>;

/** expected.json: what a teacher would say. */
export const expectedSchema = z.strictObject({
  sign: z.string(),
  from: z.number(),
  to: z.number(),
  sentence: z.string(),
  suggestions: z.array(z.string()),
});
export type ExpectedAdvice = z.infer<typeof expectedSchema>;

export const coachFolder = import.meta.dirname;

/** A folder for each state, and in it one for each scenario. */
export function coachScenarios(): { state: CoachState; name: string }[] {
  return coachStates.flatMap((state) => readdirSync(join(coachFolder, state)).map((name) => ({ state, name })));
}

export interface CoachCase {
  run: CoachedRun;
  curves: CoachCurves;
  layers: LayerHealth[];
}

export function readCase(state: CoachState, name: string): CoachCase {
  const folder = join(coachFolder, state, name);
  const scenario = coachedSchema.parse(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')));
  return caseOf(scenario, readFileSync(join(folder, 'curves.csv'), 'utf8'));
}

export function readExpected(state: CoachState, name: string): ExpectedAdvice {
  return expectedSchema.parse(JSON.parse(readFileSync(join(coachFolder, state, name, 'expected.json'), 'utf8')));
}

/** `csv` has a line for each epoch: its number, the training loss and score, the loss and score on unseen examples. */
export function caseOf(
  { status, kind, targets, judgedSplit, design, config, layers }: CoachedScenario,
  csv: string,
): CoachCase {
  const rows = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(toNumber));
  const column = (at: number) => rows.map((row) => row[at]);
  // A score is missing for all epochs or for none.
  const scores = (at: number) => (column(at).some(Number.isNaN) ? [] : column(at));
  const parsed = parseConfig(config);
  return {
    run: {
      status,
      design,
      config: parsed,
      dataset: { id: 'data', name: 'Data', hash: null, kind, shape: [1, design.inputs], targets },
      epochs: rows.length,
      best: null,
      learningRate: parsed.optimizer.learningRate,
      weightsHash: rows.length > 0 ? 'hash' : null,
    },
    curves: {
      epochs: column(0),
      train: { loss: column(1), score: scores(2) },
      judged: { loss: column(3), score: scores(4) },
      judgedSplit,
      scoreName: targets.length > 0 ? 'rSquared' : 'accuracy',
    },
    layers: layers ?? [],
  };
}

function toNumber(text: string): number {
  return text === '' ? NaN : Number(text);
}
