import { describe, expect, it } from 'vitest';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { PlainArena } from '#core/tensor/arena.ts';
import { Trainer } from '#core/training/trainer.ts';
import { readExpectation, readSetup, scenarioNames, type ScenarioSetup } from './scenario.ts';

/** In float64 only the order of additions differs from make.ts; in float32 every number is rounded to 6·10⁻⁸ of it. */
const tolerances = { 64: 1e-12, 32: 1e-5 } as const;

describe.each(scenarioNames())('scenario %s', (name) => {
  it.each([64, 32] as const)('comes to the expected losses in float%d', (precision) => {
    const setup = readSetup(name);
    const expected = readExpectation(name);
    const trainer = begin(setup, precision);
    for (const step of expected.steps) {
      if (trainer.epochIsDue) trainer.endEpoch();
      const batch = trainer.trainStep();
      expect(batch.examples).toBe(step.examples.length);
      expect(batch.correct).toBe(step.correct);
      expectClose(batch.loss / batch.examples, step.loss, tolerances[precision]);
    }
    expectClose(trainer.evaluate('test').loss, expected.testLoss, tolerances[precision]);
  });
});

function begin(setup: ScenarioSetup, precision: 32 | 64): Trainer {
  const { design, config, classes } = setup;
  const trainer = new Trainer({
    design,
    config,
    examples: {
      count: setup.examples.labels.length,
      features: design.inputs,
      classes,
      inputs: Uint8Array.from(setup.examples.inputs.flat()),
      scale: setup.examples.scale,
      labels: Uint8Array.from(setup.examples.labels),
    },
    split: {
      train: Uint32Array.from(setup.train),
      validation: new Uint32Array(),
      test: Uint32Array.from(setup.test),
    },
    kernels: referenceKernels,
    arena: new PlainArena(precision),
  });
  trainer.restore({ ...trainer.checkpoint(), parameters: Float32Array.from(setup.parameters) });
  return trainer;
}

function expectClose(found: number, expected: number, tolerance: number): void {
  expect(Math.abs(found - expected) / expected).toBeLessThan(tolerance);
}
