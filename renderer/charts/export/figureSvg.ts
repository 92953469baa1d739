import type { Point } from '../curve.ts';
import type { Figure, FigureLine, LegendEntry, PlotFigure } from './figure.ts';

/** Measures how wide a text is in px, in the figure's font, at a size and weight. */
export type MeasureText = (text: string, size: number, weight: number) => number;

const margin = 16;
const titleSize = 16;
const textSize = 12;
const titleHeight = 28;
const legendHeight = 20;
const markWidth = 28;
const gap = 6;
const betweenEntries = 20;

interface PlacedEntry extends LegendEntry {
  x: number;
  y: number;
}

/** A chart as an SVG file: title, legend and plot, on its own ground. Positions have two decimals. */
export function figureSvg({ title, legend, plot }: Figure, measure: MeasureText): string {
  const width = plot.width + 2 * margin;
  const entries = placeLegend(legend, plot.width, measure);
  const legendRows = entries.length === 0 ? 0 : 1 + entries[entries.length - 1].y / legendHeight;
  const plotTop = margin + titleHeight + legendRows * legendHeight;
  const height = plotTop + plot.height + margin;
  const { ground, ink } = plot.colours;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${written(width)}" height="${written(height)}" ` +
      `viewBox="0 0 ${written(width)} ${written(height)}" font-family="${escaped(plot.font)}" font-size="${textSize}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="${escaped(ground)}"/>`,
    textAt(margin, margin + titleSize, title, `font-size="${titleSize}" font-weight="600" fill="${escaped(ink)}"`),
    `<g transform="translate(${margin} ${margin + titleHeight})">`,
    ...entries.map((entry) => legendEntry(entry, plot)),
    '</g>',
    `<g transform="translate(${margin} ${written(plotTop)})">`,
    ...axes(plot),
    ...plotted(plot),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** One entry after another, in as many rows as they need. */
function placeLegend(legend: readonly LegendEntry[], width: number, measure: MeasureText): PlacedEntry[] {
  let x = 0;
  let y = 0;
  return legend.map((entry) => {
    const wide = markWidth + gap + measure(entry.label, textSize, 400);
    if (x > 0 && x + wide > width) {
      x = 0;
      y += legendHeight;
    }
    const placed = { ...entry, x, y };
    x += wide + betweenEntries;
    return placed;
  });
}

function legendEntry({ label, colour, mark, x, y }: PlacedEntry, { colours }: PlotFigure): string {
  const middle = y + legendHeight / 2;
  const stroke = `fill="none" stroke="${escaped(colour)}" stroke-width="2"`;
  const centre = x + markWidth / 2;
  const shapes =
    mark === 'ring'
      ? `<circle cx="${written(centre)}" cy="${written(middle)}" r="5" ${stroke}/>`
      : `<path d="M${written(x)} ${written(middle)}h${markWidth}" ${stroke}${dashes(mark.dash)}/>` +
        (mark.dots
          ? `<circle cx="${written(centre)}" cy="${written(middle)}" r="3.5" fill="${escaped(colour)}"/>`
          : '');
  return shapes + textAt(x + markWidth + gap, middle + 4, label, `fill="${escaped(colours.text)}"`);
}

function axes({ area, across, down, colours }: PlotFigure): string[] {
  const { left, right, top, bottom } = area;
  const fill = `fill="${escaped(colours.text)}"`;
  const line = (path: string) => `<path d="${path}" stroke="${escaped(colours.grid)}" fill="none"/>`;
  const isWithin = (at: number, low: number, high: number) => at >= low - 0.5 && at <= high + 0.5;
  return [
    ...down.ticks
      .filter(({ at }) => isWithin(at, top, bottom))
      .map(
        ({ at, label }) =>
          line(`M${written(left)} ${written(at)}H${written(right)}`) +
          textAt(left - 8, at + 4, label, `text-anchor="end" ${fill}`),
      ),
    line(`M${written(left)} ${written(bottom)}H${written(right)}`),
    ...across.ticks
      .filter(({ at }) => isWithin(at, left, right))
      .map(({ at, label }) => textAt(at, bottom + 18, label, `text-anchor="middle" ${fill}`)),
    textAt((left + right) / 2, bottom + 38, across.title, `text-anchor="middle" ${fill}`),
  ];
}

/** The lines and dots, cut off where the plot ends. */
function plotted({ area, lines, beyond }: PlotFigure): string[] {
  const width = area.right - area.left + 2 * beyond;
  const height = area.bottom - area.top + 2 * beyond;
  return [
    `<clipPath id="area"><rect x="${written(area.left - beyond)}" y="${written(area.top - beyond)}" ` +
      `width="${written(width)}" height="${written(height)}"/></clipPath>`,
    '<g clip-path="url(#area)">',
    ...lines.map(drawnLine),
    '</g>',
  ];
}

function drawnLine(line: FigureLine): string {
  const joined = line.isJoined
    ? `<path d="${pathOf(line.points)}" fill="none" stroke="${escaped(line.colour)}" stroke-width="${line.width}" ` +
      `stroke-linejoin="round"${dashes(line.dash)}/>`
    : '';
  const dots = line.dots > 0 ? line.points.filter(isThere).map((point) => dot(point, line)) : [];
  return joined + dots.join('');
}

function dot({ x, y }: Point, { dots, fill, colour, outline }: FigureLine): string {
  const around = outline > 0 ? ` stroke="${escaped(colour)}" stroke-width="${outline}"` : '';
  return `<circle cx="${written(x)}" cy="${written(y)}" r="${dots}" fill="${escaped(fill)}"${around}/>`;
}

/** A path through the points, broken off at gaps. */
function pathOf(points: readonly Point[]): string {
  let isDrawing = false;
  return points
    .map((point) => {
      if (!isThere(point)) {
        isDrawing = false;
        return '';
      }
      const command = isDrawing ? 'L' : 'M';
      isDrawing = true;
      return `${command}${written(point.x)} ${written(point.y)}`;
    })
    .join('');
}

function isThere({ x, y }: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

function dashes(dash: readonly number[]): string {
  return dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
}

function textAt(x: number, y: number, text: string, look: string): string {
  return text === '' ? '' : `<text x="${written(x)}" y="${written(y)}" ${look}>${escaped(text)}</text>`;
}

function written(pixels: number): string {
  return String(Number(pixels.toFixed(2)));
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Names are their users' own, and may hold anything; some signs have no place in XML. */
function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, ' ').replace(/[&<>"]/g, (sign) => entities[sign]);
}
