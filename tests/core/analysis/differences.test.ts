import { describe, expect, it } from 'vitest';
import { compareSettings, fairnessNotes, settingsOf } from '#core/analysis/differences.ts';
import { defaultConfig, type TrainingConfig } from '#core/contract/config.ts';
import { parameterCount, type Design } from '#core/contract/design.ts';

const small: Design = {
  inputs: 784,
  layers: [
    { units: 128, activation: 'relu' },
    { units: 10, activation: 'softmax' },
  ],
};
const deep: Design = { ...small, layers: [small.layers[0], { units: 64, activation: 'tanh' }, small.layers[1]] };

function run(design: Design = small, config: Partial<TrainingConfig> = {}, hash: string | null = 'a'.repeat(64)) {
  return {
    dataset: { id: 'digits', name: 'Digits', hash },
    design,
    config: { ...defaultConfig, ...config },
    parameters: parameterCount(design),
    parent: null,
    kernelBuild: 'simd',
    programVersion: '0.1.0',
  };
}

const row = (rows: ReturnType<typeof compareSettings>, name: string) => rows.find((one) => one.name === name);

describe('settingsOf', () => {
  it('names each setting once, in words', () => {
    const settings = settingsOf(run());
    const names = settings.map((setting) => setting.name);
    expect(new Set(names).size).toBe(names.length);
    expect(settings).toContainEqual({ name: 'Hidden layer 1: activation', value: 'ReLU' });
    expect(settings).toContainEqual({ name: 'Output layer: units', value: 10 });
    expect(settings).toContainEqual({ name: 'Learning rate', value: 0.1 });
  });
});

describe('compareSettings', () => {
  it('finds nothing different between equal runs', () => {
    expect(compareSettings([run(), run()]).filter((one) => one.differs)).toEqual([]);
  });

  it('finds what differs, and leaves out nothing else', () => {
    const rows = compareSettings([run(), run(small, { batchSize: 64, seed: 2 })]);
    expect(rows.filter((one) => one.differs)).toEqual([
      { name: 'Batch size', values: [32, 64], differs: true },
      { name: 'Seed', values: [1, 2], differs: true },
    ]);
  });

  it('has no value where a run has no such setting', () => {
    const adam = { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
    const rows = compareSettings([run(), run(small, { optimizer: adam })]);
    expect(row(rows, 'Adam: β₁')).toEqual({ name: 'Adam: β₁', values: [null, 0.9], differs: true });
  });

  it('tells of an augmentation what there is of it', () => {
    const augmentation = { shift: 0, rotate: 10, scale: 0, shear: 0, elastic: { strength: 34, smoothness: 4 } };
    const rows = compareSettings([run(), run(small, { augmentation })]);
    expect(rows.filter((one) => one.differs)).toEqual([
      { name: 'Augmentation: rotation (degrees)', values: [null, 10], differs: true },
      { name: 'Augmentation: elastic strength α (pixels)', values: [null, 34], differs: true },
      { name: 'Augmentation: elastic smoothness σ (pixels)', values: [null, 4], differs: true },
    ]);
  });

  it('keeps layers in order when one run has more of them', () => {
    const names = compareSettings([run(small), run(deep)]).map((one) => one.name);
    const at = (name: string) => names.indexOf(name);
    expect(at('Hidden layer 1: units')).toBeLessThan(at('Hidden layer 2: units'));
    expect(at('Hidden layer 2: activation')).toBeLessThan(at('Output layer: units'));
    expect(row(compareSettings([run(small), run(deep)]), 'Hidden layer 2: activation')?.values).toEqual([null, 'Tanh']);
  });

  it('tells a number from the text that looks like it', () => {
    const named = { ...run(), kernelBuild: '1' };
    const rows = compareSettings([named, { ...named, kernelBuild: 1 as unknown as string }]);
    expect(row(rows, 'Arithmetic')?.differs).toBe(true);
  });
});

describe('fairnessNotes', () => {
  it('has nothing to say about runs on the same data', () => {
    expect(fairnessNotes([run(), run(deep, { batchSize: 1 })])).toEqual([]);
  });

  it('warns of other data, another split and another loss', () => {
    expect(fairnessNotes([run(), run(small, {}, 'b'.repeat(64))])[0]).toMatch(/different datasets/);
    expect(fairnessNotes([run(), run(small, { trainPercent: 70 })])[0]).toMatch(/different size/);
    expect(fairnessNotes([run(), run(small, { seed: 2 })])[0]).toMatch(/different seeds/);
    expect(fairnessNotes([run(), run(small, { loss: 'mean-squared-error' })])[0]).toMatch(/different losses/);
  });
});
