import { plainName, saveFile } from '../../components/saveFile.ts';
import type { Curve } from '../curve.ts';
import type { LinePlot } from '../linePlot.ts';
import { curvesCsv } from './curvesCsv.ts';
import type { LegendEntry } from './figure.ts';
import { figureSvg } from './figureSvg.ts';
import { rasterise } from './rasterise.ts';

export const chartFormats = { png: 'Picture (PNG)', svg: 'Drawing (SVG)', csv: 'Numbers (CSV)' } as const;
export type ChartFormat = keyof typeof chartFormats;

/** A chart that can be saved. */
export interface SavedChart {
  title: string;
  /** What it is of, such as the name of a run. */
  subject: string;
  curves: readonly Curve[];
  smoothing: number;
  /** What its rings mark; null where there are none. */
  ring: string | null;
}

/** On a screen of any kind a saved picture then is as sharp as its text. */
const pictureScale = 2;

/** Saves a chart as a file: as it is drawn now, or all its numbers. */
export async function saveChart(chart: SavedChart, format: ChartFormat, plot: LinePlot): Promise<void> {
  const name = chartFileName(chart, format);
  if (format === 'csv') {
    saveFile(new Blob(curvesCsv(chart.curves, chart.smoothing), { type: 'text/csv' }), name);
    return;
  }
  const svg = drawing(chart, plot);
  saveFile(format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await rasterise(svg, pictureScale), name);
}

/** As in "wide-try-loss.png". */
export function chartFileName({ title, subject }: Pick<SavedChart, 'title' | 'subject'>, format: ChartFormat): string {
  return `${plainName(`${subject} ${title}`) || 'chart'}.${format}`;
}

function drawing({ title, subject, curves, ring }: SavedChart, plot: LinePlot): string {
  const figure = plot.figure();
  const legend: LegendEntry[] = curves.map((curve) => ({
    label: curve.label,
    colour: plot.colourOf(curve),
    mark: { dash: curve.dash, dots: curve.dots },
  }));
  if (ring !== null) legend.push({ label: ring, colour: figure.colours.ink, mark: 'ring' });
  return figureSvg({ title: `${title} · ${subject}`, legend, plot: figure }, textMeasure(figure.font));
}

/** Measures text as the browser writes it. */
function textMeasure(font: string): (text: string, size: number, weight: number) => number {
  const context = document.createElement('canvas').getContext('2d');
  return (text, size, weight) => {
    if (!context) return 0.6 * size * text.length;
    context.font = `${weight} ${size}px ${font}`;
    return context.measureText(text).width;
  };
}
