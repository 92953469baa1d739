import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runColour, type Ground } from '#renderer/components/runColour.ts';

const sheet = readFileSync(join(import.meta.dirname, '../../../renderer/styles/tokens.css'), 'utf8');
const themes: Record<Ground, Map<string, string>> = { light: tokensOf('light'), dark: tokensOf('dark') };

function tokensOf(theme: Ground): Map<string, string> {
  const block = sheet.split(`[data-theme='${theme}'] {`)[1].split('}')[0];
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
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

const runs = Array.from({ length: 200 }, (_, index) => `run${index}`);

describe('colours of runs', () => {
  it('are the same for the same run', () => {
    expect(runColour('g4nskz7j', 'light')).toBe(runColour('g4nskz7j', 'light'));
  });

  it('use the whole palette', () => {
    expect(new Set(runs.map((run) => runColour(run, 'light'))).size).toBe(8);
    expect(new Set(runs.map((run) => runColour(run, 'dark'))).size).toBe(8);
  });
});
