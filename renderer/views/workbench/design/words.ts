import { initialisationNames, activationNames } from '#core/analysis/words.ts';
import { fittingInitialisation, type Activation, type Initialisation } from '#core/contract/design.ts';

/** What each activation does, in one line. */
export const activationHints: Record<Activation, string> = {
  identity: 'Passes the sum on as it is. For outputs that are numbers of any size.',
  step: '1 above zero, else 0. Flat on both sides, so it cannot be trained.',
  sign: '1 above zero, else −1. Flat on both sides, so it cannot be trained.',
  sigmoid: 'Between 0 and 1, flat for large sums. For outputs that are each a yes or a no.',
  tanh: 'Between −1 and 1, flat for large sums. Smooth, and centred on zero.',
  relu: 'Zero below zero. Quick to learn; a unit that is always below zero stays silent.',
  'leaky-relu': 'ReLU that lets a little through below zero, so that no unit goes silent.',
  elu: 'Like ReLU, bending smoothly down to −α below zero.',
  softplus: 'A smooth ReLU that is always above zero.',
  swish: 'The sum times its sigmoid: a smooth ReLU with a small dip below zero.',
  gelu: 'The sum times the normal distribution’s share below it: a smooth ReLU with a small dip.',
  softmax: 'All outputs together become probabilities. For one class out of several.',
};

/** f and f′ in TeX's notation, as core/kernels/kernels.ts defines them. */
export const activationFormulas: Record<Activation, { value: string; derivative: string }> = {
  identity: { value: 'f(z) = z', derivative: "f'(z) = 1" },
  step: { value: cases('1', '0'), derivative: "f'(z) = 0" },
  sign: { value: cases('1', '-1'), derivative: "f'(z) = 0" },
  sigmoid: { value: String.raw`f(z) = \sigma(z) = \frac{1}{1 + e^{-z}}`, derivative: "f'(z) = f(z)\\,(1 - f(z))" },
  tanh: {
    value: String.raw`f(z) = \tanh z = \frac{e^z - e^{-z}}{e^z + e^{-z}}`,
    derivative: "f'(z) = 1 - f(z)^2",
  },
  relu: { value: String.raw`f(z) = \max(z, 0)`, derivative: casesOfDerivative('1', '0') },
  'leaky-relu': { value: cases('z', String.raw`\alpha z`), derivative: casesOfDerivative('1', String.raw`\alpha`) },
  elu: {
    value: cases('z', String.raw`\alpha\,(e^z - 1)`),
    derivative: casesOfDerivative('1', String.raw`\alpha\,e^z`),
  },
  softplus: { value: String.raw`f(z) = \ln(1 + e^z)`, derivative: String.raw`f'(z) = \sigma(z)` },
  swish: {
    value: String.raw`f(z) = z\,\sigma(z)`,
    derivative: String.raw`f'(z) = \sigma(z)\,(1 + z\,\sigma(-z))`,
  },
  gelu: { value: String.raw`f(z) = z\,\Phi(z)`, derivative: String.raw`f'(z) = \Phi(z) + z\,\varphi(z)` },
  softmax: {
    value: String.raw`f(z)_i = \frac{e^{z_i}}{\sum_k e^{z_k}}`,
    derivative: String.raw`\frac{\partial f_i}{\partial z_i} = f_i\,(1 - f_i)`,
  },
};

function cases(above: string, below: string): string {
  return String.raw`f(z) = \begin{cases} ${above} & z > 0 \\ ${below} & z \le 0 \end{cases}`;
}

function casesOfDerivative(above: string, below: string): string {
  return cases(above, below).replace('f(z)', "f'(z)");
}

const initialisationHints: Record<Initialisation, string> = {
  zeros: 'All weights begin as 0: the units of a hidden layer then stay alike for good.',
  uniform: 'Between −0.05 and 0.05, however large the layer is.',
  normal: 'Normally distributed with a deviation of 0.05, however large the layer is.',
  'lecun-uniform': 'Keeps signals as strong going forward, evenly spread.',
  'lecun-normal': 'Keeps signals as strong going forward, normally distributed.',
  'glorot-uniform': 'Keeps signals about as strong going forward and back, evenly spread.',
  'glorot-normal': 'Keeps signals about as strong going forward and back, normally distributed.',
  'he-uniform': 'Made for units that silence half of their sums; evenly spread.',
  'he-normal': 'Made for units that silence half of their sums; normally distributed.',
};

/** What a choice of initialisation means; undefined is the one that fits the activation. */
export function initialisationHint(activation: Activation, chosen: Initialisation | undefined): string {
  if (chosen !== undefined) return initialisationHints[chosen];
  return `Usual for ${activationNames[activation]}. ${initialisationHints[fittingInitialisation(activation)]}`;
}

/** "Usual: He, uniform" */
export function usualInitialisation(activation: Activation): string {
  return `Usual: ${initialisationNames[fittingInitialisation(activation)]}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
