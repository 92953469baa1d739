import type { Chart, Scale } from 'chart.js';
import type { ChartColours } from '../colours.ts';
import type { Point } from '../curve.ts';
import type { LineDataset } from '../lineDatasets.ts';
import type { FigureLine, FigureTick, PlotFigure } from './figure.ts';

/** What a chart of curves has drawn, read off its axes. It may reach so many px beyond them. */
export function figureOfChart(chart: Chart<'line', Point[]>, colours: ChartColours, beyond: number): PlotFigure {
  const { left, top, right, bottom } = chart.chartArea;
  const { x, y } = chart.scales;
  const lines = (chart.data.datasets as LineDataset[])
    .toSorted((one, other) => Number(other.order) - Number(one.order))
    .map((dataset) => lineOf(dataset, x, y));
  return {
    width: chart.width,
    height: chart.height,
    area: { left, top, right, bottom },
    across: { title: titleOf(x), ticks: ticksOf(x) },
    down: { ticks: ticksOf(y) },
    lines,
    beyond,
    colours: { ground: colours.ground, ink: colours.ink, text: colours.text, grid: colours.grid },
    font: colours.font,
  };
}

function lineOf(dataset: LineDataset, x: Scale, y: Scale): FigureLine {
  return {
    points: dataset.data.map((point) => ({ x: x.getPixelForValue(point.x), y: y.getPixelForValue(point.y) })),
    colour: dataset.borderColor as string,
    width: Number(dataset.borderWidth),
    dash: dataset.borderDash as number[],
    isJoined: Boolean(dataset.showLine),
    dots: Number(dataset.pointRadius),
    fill: dataset.pointBackgroundColor as string,
    outline: Number(dataset.pointBorderWidth),
  };
}

function titleOf(scale: Scale): string {
  const { title } = scale.options as { title?: { text?: unknown } };
  return typeof title?.text === 'string' ? title.text : '';
}

/** A logarithmic axis leaves some of its ticks without a label. */
function ticksOf(scale: Scale): FigureTick[] {
  return scale.ticks.map(({ value, label }) => ({
    at: scale.getPixelForValue(value),
    label: Array.isArray(label) ? label.join(' ') : (label ?? ''),
  }));
}
