import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledRun } from '#core/contract/run.ts';
import { runColour, runShape, type Ground } from '#renderer/components/runColour.ts';

const sheet = readFileSync(join(import.meta.dirname, '../../../renderer/styles/tokens.css'), 'utf8');
const themes: Record<Ground, Map<string, string>> = { light: tokensOf('light'), dark: tokensOf('dark') };

function tokensOf(theme: Ground): Map<string, string> {
  const block = sheet.split(`[data-theme='${theme}'] {`)[1].split('}')[0];
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

function linear(colour: string): number[] {
  return [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['ground', 'surface', 'surface-sunken', 'surface-raised'];

describe.each(['light', 'dark'] as const)('the %s colours', (theme) => {
  const colour = (name: string) => themes[theme].get(name) ?? `no --${name}`;

  it.each(['ink', 'ink-soft', 'accent', 'good', 'warn', 'bad'])('%s can be read on every ground', (name) => {
    for (const ground of grounds) expect(contrast(colour(name), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['on-accent', 'accent'],
    ['on-accent', 'accent-strong'],
    ['accent-strong', 'accent-soft'],
    ['ink', 'accent-soft'],
    ['good', 'good-soft'],
    ['warn', 'warn-soft'],
    ['bad', 'bad-soft'],
  ])('%s can be read on %s', (name, ground) => {
    expect(contrast(colour(name), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it('the lines of controls can be seen on every ground', () => {
    for (const ground of grounds) expect(contrast(colour('line-strong'), colour(ground))).toBeGreaterThanOrEqual(3);
  });

  it('runs can be seen on every ground', () => {
    for (const run of runs) {
      for (const ground of grounds) expect(contrast(runColour(run, theme), colour(ground))).toBeGreaterThanOrEqual(3);
    }
  });
});

const runs = [bundledRun, ...Array.from({ length: 200 }, (_, index) => `run${index}`)];

describe('colours of runs', () => {
  it('are the same for the same run', () => {
    expect(runColour('g4nskz7j', 'light')).toBe(runColour('g4nskz7j', 'light'));
  });

  it('use the whole palette, and keep one colour for the bundled model', () => {
    for (const theme of ['light', 'dark'] as const) {
      const others = new Set(runs.slice(1).map((run) => runColour(run, theme)));
      expect(others.size).toBe(8);
      expect(others).not.toContain(runColour(bundledRun, theme));
    }
  });

  it('come in every shape', () => {
    const looks = runs.slice(1).map((run) => `${runColour(run, 'light')} ${runShape(run)}`);
    expect(new Set(looks).size).toBe(32);
  });

  it.each(['light', 'dark'] as const)('stay apart in the %s theme, to the colour-blind too', (theme) => {
    const colours = [...new Set(runs.map((run) => runColour(run, theme)))];
    for (const [sight, matrix] of Object.entries(sights)) {
      const seen = colours.map((colour) => oklab(seenAs(colour, matrix)));
      const distances = seen.flatMap((one, index) =>
        seen.slice(0, index).map((other) => Math.hypot(...one.map((part, axis) => part - other[axis]))),
      );
      expect(Math.min(...distances), sight).toBeGreaterThan(0.08);
    }
  });
});

/** What becomes of linear red, green and blue: Machado, Oliveira and Fernandes (2009), severity 1. */
const sights: Record<string, readonly (readonly number[])[]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seenAs(colour: string, matrix: readonly (readonly number[])[]): number[] {
  const light = linear(colour);
  return matrix.map((row) =>
    Math.max(
      0,
      row.reduce((sum, weight, at) => sum + weight * light[at], 0),
    ),
  );
}

/** Ottosson's Oklab (2020), in which distances are about as large as they look. */
function oklab([red, green, blue]: readonly number[]): number[] {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ];
}
