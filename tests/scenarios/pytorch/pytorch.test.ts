import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configSchema } from '#core/contract/config.ts';
import { designSchema } from '#core/contract/design.ts';
import { pixelScale, type ExampleTable } from '#core/data/examples.ts';
import type { Kernels } from '#core/kernels/kernels.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';
import { createSimdKernels, type KernelBinaries } from '#core/kernels/simd/simdKernels.ts';
import { PlainArena, WasmArena, type Arena } from '#core/tensor/arena.ts';
import { Trainer } from '#core/training/trainer.ts';
import { compileKernels } from '../../core/kernels/simdBuilds.ts';

/** What make.py wrote. */
const scenarioSchema = z.strictObject({
  about: z.string(),
  madeWith: z.string(),
  design: designSchema,
  config: configSchema,
  examples: z.strictObject({
    inputs: z.array(z.array(z.int().min(0).max(255))),
    labels: z.array(z.int()).optional(),
    targets: z.array(z.array(z.number())).optional(),
  }),
  before: z.array(z.number()),
  /** Of each step: the numbers of its examples, and their mean loss before the update. */
  steps: z.array(z.strictObject({ batch: z.array(z.int()), loss: z.number() })),
  after: z.array(z.number()),
});
type Scenario = z.infer<typeof scenarioSchema>;

const scenarios = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const text = readFileSync(join(import.meta.dirname, name, 'scenario.json'), 'utf8');
    return { name, scenario: scenarioSchema.parse(JSON.parse(text)) };
  });

let binaries: KernelBinaries;
beforeAll(async () => {
  binaries = await compileKernels();
});

/**
 * How each way of computing is made, and how far its losses and weights may be from PyTorch's float64, relative to them;
 * weights below 0.01 are measured against that.
 */
const ways: { way: string; make: () => { kernels: Kernels; arena: Arena }; tolerance: number }[] = [
  {
    way: 'the reference in float64',
    make: () => ({ kernels: referenceKernels, arena: new PlainArena(64) }),
    tolerance: 1e-12,
  },
  { way: 'simd', make: () => simd('simd'), tolerance: 1e-5 },
  { way: 'relaxed-simd', make: () => simd('relaxed-simd'), tolerance: 1e-5 },
];

function simd(build: 'simd' | 'relaxed-simd'): { kernels: Kernels; arena: Arena } {
  const arena = new WasmArena();
  return { kernels: createSimdKernels(arena, binaries, build), arena };
}

function tableOf({ design, examples }: Scenario): ExampleTable {
  const { units } = design.layers[design.layers.length - 1];
  const inputs = {
    count: examples.inputs.length,
    features: design.inputs,
    inputs: Uint8Array.from(examples.inputs.flat()),
    scale: pixelScale,
  };
  return examples.targets
    ? { ...inputs, outputs: units, targets: Float32Array.from(examples.targets.flat()) }
    : { ...inputs, classes: Math.max(2, units), labels: Uint8Array.from(examples.labels!) };
}

function trainerFor(scenario: Scenario, made: { kernels: Kernels; arena: Arena }): Trainer {
  const { design, config } = scenario;
  const examples = tableOf(scenario);
  const split = {
    train: Uint32Array.from({ length: examples.count }, (_, index) => index),
    validation: new Uint32Array(),
    test: Uint32Array.of(0),
  };
  const trainer = new Trainer({ design, config, examples, split, ...made });
  trainer.network.importParameters(Float32Array.from(scenario.before));
  return trainer;
}

function relativeDifference(found: number, expected: number): number {
  return Math.abs(found - expected) / Math.max(0.01, Math.abs(expected));
}

describe.each(scenarios)('$name, as PyTorch trains it', ({ scenario }) => {
  it.each(ways)('$way', ({ make, tolerance }) => {
    const trainer = trainerFor(scenario, make());
    expect(scenario.steps.length).toBeGreaterThanOrEqual(10);
    for (const { batch, loss } of scenario.steps) {
      const { loss: found, examples } = trainer.trainStep();
      expect(examples).toBe(batch.length);
      expect(Math.abs(found / examples - loss) / loss).toBeLessThan(tolerance);
      if (trainer.epochIsDue) trainer.endEpoch();
    }
    const after = trainer.network.parameters.layers.flatMap(({ weights, bias }) => [...weights, ...bias]);
    expect(after).toHaveLength(scenario.after.length);
    const differences = after.map((value, index) => relativeDifference(value, scenario.after[index]));
    expect(Math.max(...differences)).toBeLessThan(tolerance);
  });
});
