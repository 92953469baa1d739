/**
 * Makes the curves of each scenario, its run.json and curves.csv: `node tests/scenarios/coach/make.ts`. About half of
 * them are of trainings that Lamina does here, the others are drawn to lie where a rule begins or ends.
 *
 * With `--expect` it also writes what the coach says now to expected.json of the scenarios that have none yet, to be
 * read and judged by someone before it is kept.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coach } from '#core/analysis/coach/coach.ts';
import type { CoachState } from '#core/analysis/coach/diagnosis.ts';
import { draw, drawings } from './drawn.ts';
import { train, type CurveRow } from './real.ts';
import { recipes } from './recipes.ts';
import { caseOf, coachFolder, type CoachedScenario } from './scenario.ts';

const expects = process.argv.includes('--expect');

for (const recipe of recipes) write(recipe, train(recipe));
for (const drawing of drawings) write(drawing, draw(drawing));

function write(
  { state, name }: { state: CoachState; name: string },
  { scenario, rows }: { scenario: CoachedScenario; rows: CurveRow[] },
): void {
  const folder = join(coachFolder, state, name);
  mkdirSync(folder, { recursive: true });
  const csv = ['epoch,train loss,train score,judged loss,judged score', ...rows.map(line)].join('\n');
  writeFileSync(join(folder, 'run.json'), `${JSON.stringify(scenario, null, 2)}\n`);
  writeFileSync(join(folder, 'curves.csv'), `${csv}\n`);
  const file = join(folder, 'expected.json');
  if (!expects || existsSync(file)) return;
  const { run, curves, layers } = caseOf(scenario, csv);
  const { diagnosis, sentence, suggestions } = coach(run, curves, layers);
  const { sign, from, to } = diagnosis;
  const labels = suggestions.map(({ label }) => label);
  writeFileSync(file, `${JSON.stringify({ sign, from, to, sentence, suggestions: labels }, null, 2)}\n`);
}

/** An epoch in six figures; what is missing is left empty. */
function line(row: CurveRow): string {
  return row.map((value) => (value === undefined ? '' : String(Number(value.toPrecision(6))))).join(',');
}
