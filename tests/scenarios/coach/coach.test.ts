import { describe, expect, it } from 'vitest';
import { coach } from '#core/analysis/coach/coach.ts';
import { coachStates } from '#core/analysis/coach/diagnosis.ts';
import { coachScenarios, readCase, readExpected } from './scenario.ts';

const scenarios = coachScenarios();

describe.each(scenarios)('the coach: $state, $name', ({ state, name }) => {
  it('names the state, with its epochs, numbers and next runs', () => {
    const { run, curves, layers } = readCase(state, name);
    const { diagnosis, sentence, suggestions } = coach(run, curves, layers);
    expect(diagnosis.state).toBe(state);
    const { sign, from, to } = diagnosis;
    const labels = suggestions.map(({ label }) => label);
    expect({ sign, from, to, sentence, suggestions: labels }).toEqual(readExpected(state, name));
  });
});

it.each(coachStates)('has at least five scenarios of %s', (state) => {
  expect(scenarios.filter((one) => one.state === state).length).toBeGreaterThanOrEqual(5);
});
