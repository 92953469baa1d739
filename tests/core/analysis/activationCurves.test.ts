import { describe, expect, it } from 'vitest';
import { activationCurves, formulas } from '#core/analysis/activationCurves.ts';
import { usualSlope, type Activation } from '#core/contract/design.ts';
import { elementwiseActivations, type SmoothActivation } from '#core/kernels/kernels.ts';
import { referenceKernels } from '#core/kernels/reference/referenceKernels.ts';

const sums = Float64Array.from([-7.3, -2, -0.4, 0, 1e-9, 0.3, 1, 2.5, 6]);

describe('the curves are those that the kernels compute', () => {
  it.each(elementwiseActivations)('%s', (activation) => {
    for (const slope of [usualSlope[activation] ?? 0, 0.4]) {
      const outputs = new Float64Array(sums.length);
      referenceKernels.activate(activation, slope, sums, outputs, sums.length);
      outputs.forEach((output, index) => expect(formulas[activation].value(sums[index], slope)).toBeCloseTo(output, 6));
      if (activation === 'step' || activation === 'sign') continue;
      const derivatives = new Float64Array(sums.length).fill(1);
      referenceKernels.activationGradient(
        activation satisfies SmoothActivation,
        slope,
        sums,
        outputs,
        derivatives,
        sums.length,
      );
      derivatives.forEach((derivative, index) =>
        expect(formulas[activation].derivative(sums[index], slope)).toBeCloseTo(derivative, 6),
      );
    }
  });

  it('softmax beside units whose sums are 0', () => {
    const [row, outputs] = [Float64Array.from([2, 0, 0]), new Float64Array(3)];
    referenceKernels.softmax(row, outputs, 1, 3);
    const [, above] = activationCurves('softmax', 0, 3, 2).values;
    expect(above.at(-1).value).toBeCloseTo(outputs[0], 12);
    const [below] = activationCurves('softmax', 0, 3, 2).derivatives;
    expect(below.at(-1).value).toBeCloseTo((1 / 3) * (2 / 3), 12);
  });
});

it('a jump at 0 lies between the two pieces', () => {
  const jumping: [Activation, 'values' | 'derivatives', number, number][] = [
    ['step', 'values', 0, 1],
    ['sign', 'values', -1, 1],
    ['relu', 'derivatives', 0, 1],
  ];
  for (const [activation, curve, left, right] of jumping) {
    const [below, above] = activationCurves(activation, 0, 1, 4)[curve];
    expect([below[0].z, below.at(-1).z, above.at(-1).z]).toEqual([-4, 0, 4]);
    expect([below.at(-1).value, above[0].value]).toEqual([left, right]);
  }
});
