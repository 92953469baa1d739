import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js';
import { readChartColours } from './colours.ts';
import { FrameRequest } from './frame.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

export interface BarContent {
  labels: readonly string[];
  /** One for each label. */
  values: readonly number[];
  format(value: number): string;
}

/** A Chart.js chart with a bar for each label on a canvas, drawn at most once a frame. */
export class BarPlot {
  readonly #canvas: HTMLCanvasElement;
  readonly #chart: Chart<'bar', number[], string>;
  readonly #frame = new FrameRequest(() => this.#draw());
  #content: BarContent = { labels: [], values: [], format: String };

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#chart = new Chart(canvas, {
      type: 'bar',
      data: { labels: [], datasets: [] },
      options: { animation: false, responsive: true, maintainAspectRatio: false },
    });
  }

  show(content: BarContent): void {
    this.#content = content;
    this.#frame.ask();
  }

  destroy(): void {
    this.#frame.cancel();
    this.#chart.destroy();
  }

  #draw(): void {
    const { labels, values, format } = this.#content;
    const { text, grid, accent, font } = readChartColours(this.#canvas);
    const ticks = { color: text, font: { family: font, size: 12 }, maxRotation: 0, autoSkipPadding: 8 };
    this.#chart.data = {
      labels: [...labels],
      datasets: [{ data: [...values], backgroundColor: accent, borderRadius: 2, categoryPercentage: 0.9 }],
    };
    this.#chart.options.scales = {
      x: { type: 'category', grid: { display: false }, border: { color: grid }, ticks },
      y: {
        type: 'linear',
        beginAtZero: true,
        grid: { color: grid },
        border: { display: false },
        ticks: { ...ticks, precision: 0, maxTicksLimit: 5, callback: (value) => format(Number(value)) },
      },
    };
    this.#chart.options.plugins = {
      tooltip: { displayColors: false, callbacks: { label: ({ raw }) => format(Number(raw)) } },
    };
    this.#chart.update('none');
  }
}
