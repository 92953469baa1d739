import { color } from 'chart.js/helpers';

/** What a chart takes from the page's styles. */
export interface ChartColours {
  ink: string;
  text: string;
  grid: string;
  accent: string;
  ground: string;
  font: string;
}

/** Reads them as they are now; they are other ones after a change of theme. */
export function readChartColours(canvas: HTMLCanvasElement): ChartColours {
  return {
    ink: resolveColour(canvas, 'var(--ink)'),
    text: resolveColour(canvas, 'var(--ink-soft)'),
    grid: resolveColour(canvas, 'var(--line)'),
    accent: resolveColour(canvas, 'var(--accent)'),
    ground: resolveColour(canvas, 'var(--surface)'),
    font: getComputedStyle(canvas).fontFamily,
  };
}

/** A canvas knows nothing of tokens: what one stands for here and now. */
export function resolveColour(canvas: HTMLCanvasElement, colour: string): string {
  const token = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
  return token === undefined ? colour : getComputedStyle(canvas).getPropertyValue(token).trim();
}

/** The same colour, for what stands in the background. */
export function faint(colour: string): string {
  return color(colour).alpha(0.3).rgbString();
}
