import { bundledRun } from '#core/contract/run.ts';

/**
 * Colours of runs: eight hues, darker on light ground and lighter on dark, each with a contrast of at least 3:1 to its
 * ground. They were spread as far apart as they go to the usual eye and in the three kinds of colour blindness, as
 * Machado et al. (2009) model them; tests/renderer/components/colours.test.ts measures how far that is.
 */
const palette = {
  light: ['#183a88', '#794a0c', '#057969', '#ca51ae', '#968501', '#4a82f3', '#7417c8', '#7d0348'],
  dark: ['#2371f6', '#f31c0d', '#5dfe9f', '#a7608a', '#dcc116', '#94d1e4', '#b191f8', '#f58f8f'],
} as const;

/** The bundled model's own: no other run has it. */
const bundledColour = { light: '#101215', dark: '#fcfdfd' } as const;

/** The palette in another order for classes: the first few, which nearly all data have, are the most unlike. */
const classOrder = [5, 1, 2, 3, 4, 6, 0, 7] as const;

const shapes = ['circle', 'square', 'triangle', 'diamond'] as const;

export type Ground = keyof typeof palette;
export type RunShape = (typeof shapes)[number];

/** The colour of a run: the same for the same id, everywhere and always. */
export function runColour(run: string, ground: Ground): string {
  if (run === bundledRun) return bundledColour[ground];
  const colours = palette[ground];
  return colours[hash(run) % colours.length];
}

/** The shape of a run's dot, by its id like the colour: it tells most runs of one colour apart. */
export function runShape(run: string): RunShape {
  if (run === bundledRun) return 'circle';
  return shapes[Math.floor(hash(run) / palette.light.length) % shapes.length];
}

/** The colour of a class, by its label: its neighbours have others. */
export function classColour(label: number, ground: Ground): string {
  return palette[ground][classOrder[label % classOrder.length]];
}

/** The mark of a class in a chart: it tells classes apart that have one colour, and those next to each other. */
export function classShape(label: number): RunShape {
  return shapes[(label + Math.floor(label / palette.light.length)) % shapes.length];
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
