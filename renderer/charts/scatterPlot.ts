import { Chart, LinearScale, PointElement, ScatterController, type ChartDataset } from 'chart.js';
import type { RunShape } from '../components/runColour.ts';
import { readChartColours, resolveColour } from './colours.ts';
import { FrameRequest } from './frame.ts';
import { mixedColour } from './mixedColour.ts';

Chart.register(ScatterController, PointElement, LinearScale);

/** Points that belong together. */
export interface ScatterGroup {
  label: string;
  colour: string;
  shape: RunShape;
  points: readonly { x: number; y: number }[];
  /** A number for each point that gives it its colour: orange below zero, blue above; null for the group's own colour. */
  values: readonly number[] | null;
}

export interface ScatterContent {
  groups: readonly ScatterGroup[];
  axes: { x: string; y: string };
  format(value: number): string;
}

const pointStyles: Record<RunShape, 'circle' | 'rect' | 'triangle' | 'rectRot'> = {
  circle: 'circle',
  square: 'rect',
  triangle: 'triangle',
  diamond: 'rectRot',
};
/** With more points than this they are drawn smaller. */
const manyPoints = 600;

/** A Chart.js scatter chart on a canvas, drawn at most once a frame. */
export class ScatterPlot {
  readonly #canvas: HTMLCanvasElement;
  readonly #chart: Chart<'scatter'>;
  readonly #frame = new FrameRequest(() => this.#draw());
  #content: ScatterContent = { groups: [], axes: { x: '', y: '' }, format: String };

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#chart = new Chart(canvas, {
      type: 'scatter',
      data: { datasets: [] },
      options: { animation: false, responsive: true, maintainAspectRatio: false, events: [] },
    });
  }

  show(content: ScatterContent): void {
    this.#content = content;
    this.#frame.ask();
  }

  destroy(): void {
    this.#frame.cancel();
    this.#chart.destroy();
  }

  #draw(): void {
    const { groups, axes, format } = this.#content;
    const count = groups.reduce((sum, { points }) => sum + points.length, 0);
    this.#chart.data.datasets = groups.map((group) => this.#datasetOf(group, count > manyPoints ? 2 : 3));
    const { text, grid, font } = readChartColours(this.#canvas);
    const scale = (name: string) => ({
      type: 'linear' as const,
      title: { display: true, text: name, color: text, font: { family: font, size: 12 } },
      grid: { color: grid },
      border: { display: false },
      ticks: {
        color: text,
        font: { family: font, size: 12 },
        maxTicksLimit: 6,
        maxRotation: 0,
        callback: (value: number | string) => format(Number(value)),
      },
    });
    this.#chart.options.scales = { x: scale(axes.x), y: scale(axes.y) };
    this.#chart.update('none');
  }

  #datasetOf({ label, colour, shape, points, values }: ScatterGroup, radius: number): ChartDataset<'scatter'> {
    const fill = values ? this.#coloursOf(values) : resolveColour(this.#canvas, colour);
    return {
      label,
      data: [...points],
      pointStyle: pointStyles[shape],
      pointRadius: radius,
      pointBackgroundColor: fill,
      pointBorderWidth: 0,
    };
  }

  #coloursOf(values: readonly number[]): string[] {
    const [negative, zero, positive] = ['--negative', '--zero', '--positive'].map((token) =>
      resolveColour(this.#canvas, `var(${token})`),
    );
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    return values.map((value) => mixedColour(zero, value < 0 ? negative : positive, Math.abs(value) / largest));
  }
}
