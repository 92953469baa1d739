import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configSchema } from '#core/contract/config.ts';
import { designSchema } from '#core/contract/design.ts';

/** setup.json: what is trained, on what, from which weights. */
export const setupSchema = z.strictObject({
  about: z.string(),
  design: designSchema,
  config: configSchema,
  examples: z.strictObject({
    /** What a byte is multiplied by. */
    scale: z.number(),
    inputs: z.array(z.array(z.int().min(0).max(255))),
    labels: z.array(z.int()),
  }),
  classes: z.int(),
  /** The numbers of the examples in each part. */
  train: z.array(z.int()),
  test: z.array(z.int()),
  /** Layer by layer, weights row by row, then biases; each exact in float32. */
  parameters: z.array(z.number()),
});
export type ScenarioSetup = z.infer<typeof setupSchema>;

/** expected.json: what make.ts found. */
export const expectedSchema = z.strictObject({
  /** Of each of the first ten steps: its examples, their mean loss before the update, and how many were right. */
  steps: z.array(z.strictObject({ examples: z.array(z.int()), loss: z.number(), correct: z.int() })),
  /** Mean loss of the test part after them. */
  testLoss: z.number(),
});
export type ScenarioExpectation = z.infer<typeof expectedSchema>;

export const scenariosFolder = import.meta.dirname;

/** The folders with a setup in them. */
export function scenarioNames(): string[] {
  return readdirSync(scenariosFolder).filter((name) => existsSync(join(scenariosFolder, name, 'setup.json')));
}

export function readSetup(name: string): ScenarioSetup {
  return setupSchema.parse(JSON.parse(readFileSync(join(scenariosFolder, name, 'setup.json'), 'utf8')));
}

export function readExpectation(name: string): ScenarioExpectation {
  return expectedSchema.parse(JSON.parse(readFileSync(join(scenariosFolder, name, 'expected.json'), 'utf8')));
}
