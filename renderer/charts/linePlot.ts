import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, type Plugin } from 'chart.js';
import { faint, readChartColours, resolveColour, type ChartColours } from './colours.ts';
import { horizontalValue, nearestIndex, type Curve, type Point, type Range } from './curve.ts';
import { FrameRequest } from './frame.ts';
import { figureOfChart } from './export/figureOfChart.ts';
import type { PlotFigure } from './export/figure.ts';
import { lineDatasets, type LineDataset } from './lineDatasets.ts';
import type { PlotContent } from './plotContent.ts';
import { beyondEdge, lineScales, reachBeyond } from './lineScales.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

interface PlotListener {
  /** The pointer is at this horizontal value, or has left. */
  point(x: number | null): void;
  /** A range was dragged over, or everything is to be shown again. */
  zoom(range: Range | null): void;
}

/** A shorter drag is taken for an unsteady click. */
const shortestDrag = 6;

/** A Chart.js chart of curves on a canvas, drawn at most once a frame, that can be pointed at and zoomed. */
export class LinePlot {
  readonly #canvas: HTMLCanvasElement;
  readonly #listener: PlotListener;
  readonly #chart: Chart<'line', Point[]>;
  readonly #frame = new FrameRequest(() => this.#draw());
  readonly #listening = new AbortController();
  /** Smoothed curves are written here; see `smooth`. */
  #room = new Float64Array();
  #content: PlotContent | null = null;
  #contentIsNew = false;
  #colours: ChartColours;
  #pointedAt: number | null = null;
  #drag: { from: number; to: number } | null = null;

  constructor(canvas: HTMLCanvasElement, listener: PlotListener) {
    this.#canvas = canvas;
    this.#listener = listener;
    this.#colours = readChartColours(canvas);
    this.#chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        responsive: true,
        maintainAspectRatio: false,
        layout: { padding: { top: beyondEdge, right: beyondEdge } },
        events: [], // pointing and zooming are listened to below
        scales: { x: { type: 'linear' }, y: { type: 'linear' } },
      },
      plugins: [this.#overlay()],
    });
    this.#listen();
  }

  /** What was chosen is shown in the next frame; curves that only grow leave the rest of the program its time. */
  show(content: PlotContent): void {
    const onlyGrows = this.#content !== null && isAlike(this.#content, content);
    this.#content = content;
    this.#contentIsNew = true;
    if (onlyGrows) this.#frame.askInTime();
    else this.#frame.ask();
  }

  /** Marks a horizontal value on every curve; null marks none. */
  pointAt(x: number | null): void {
    if (x === this.#pointedAt) return;
    this.#pointedAt = x;
    this.#frame.ask();
  }

  /** What is drawn, in px, for a picture of it. */
  figure(): PlotFigure {
    if (this.#contentIsNew) this.#draw();
    return figureOfChart(this.#chart, this.#colours, reachBeyond(this.#content?.range ?? null));
  }

  /** What a colour of a curve stands for here and now. */
  colourOf(curve: Pick<Curve, 'colour'>): string {
    return resolveColour(this.#canvas, curve.colour);
  }

  destroy(): void {
    this.#listening.abort();
    this.#frame.cancel();
    this.#chart.destroy();
  }

  #draw(): void {
    if (this.#contentIsNew && this.#content) {
      this.#contentIsNew = false;
      this.#colours = readChartColours(this.#canvas);
      this.#chart.data.datasets = this.#datasets(this.#content);
      this.#chart.options.scales = lineScales(this.#content, this.#colours);
      this.#chart.update('none');
    } else this.#chart.draw();
  }

  #datasets(content: PlotContent): LineDataset[] {
    const limit = Math.max(200, 2 * this.#chart.width);
    const longest = Math.max(0, ...content.curves.map(({ values }) => values.length));
    if (this.#room.length < longest) this.#room = new Float64Array(2 * longest);
    return content.curves.flatMap((curve) => {
      const look = { colour: this.colourOf(curve), ground: this.#colours.ground };
      return lineDatasets(curve, content, { ...look, limit, room: this.#room });
    });
  }

  /** The line and dots where something is pointed at, and the stretch that is being dragged over. */
  #overlay(): Plugin<'line'> {
    return {
      id: 'overlay',
      afterDatasetsDraw: (chart) => {
        const { ctx, chartArea } = chart;
        ctx.save();
        if (this.#drag) {
          ctx.fillStyle = faint(this.#colours.accent);
          ctx.fillRect(
            this.#drag.from,
            chartArea.top,
            this.#drag.to - this.#drag.from,
            chartArea.bottom - chartArea.top,
          );
        }
        if (this.#pointedAt !== null) this.#drawPointer(ctx, this.#pointedAt);
        ctx.restore();
      },
    };
  }

  #drawPointer(ctx: CanvasRenderingContext2D, pointedAt: number): void {
    const { x, y } = this.#chart.scales;
    const { top, bottom, left, right } = this.#chart.chartArea;
    const at = x.getPixelForValue(pointedAt);
    if (at < left || at > right || this.#content === null) return;
    ctx.strokeStyle = this.#colours.text;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(Math.round(at) + 0.5, top);
    ctx.lineTo(Math.round(at) + 0.5, bottom);
    ctx.stroke();
    for (const curve of this.#content.curves) {
      const index = nearestIndex(curve, this.#content.axis, pointedAt);
      if (index === null || !Number.isFinite(curve.values[index])) continue;
      const across = x.getPixelForValue(horizontalValue(curve, index, this.#content.axis));
      const down = y.getPixelForValue(curve.values[index]);
      if (across < left || across > right || down < top || down > bottom) continue;
      ctx.fillStyle = this.colourOf(curve);
      ctx.beginPath();
      ctx.arc(across, down, 4, 0, 2 * Math.PI);
      ctx.fill();
    }
  }

  #listen(): void {
    const options = { signal: this.#listening.signal };
    const canvas = this.#canvas;
    canvas.addEventListener('pointermove', (event) => this.#move(event.offsetX), options);
    canvas.addEventListener('pointerleave', () => this.#listener.point(null), options);
    canvas.addEventListener('pointerdown', (event) => this.#press(event), options);
    canvas.addEventListener('pointerup', () => this.#release(), options);
    canvas.addEventListener('pointercancel', () => this.#endDrag(), options);
    canvas.addEventListener('dblclick', () => this.#listener.zoom(null), options);
  }

  #move(offset: number): void {
    const at = this.#withinPlot(offset);
    if (this.#drag) {
      this.#drag.to = at;
      this.#frame.ask();
    }
    this.#listener.point(this.#chart.scales['x'].getValueForPixel(at) ?? null);
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const at = this.#withinPlot(event.offsetX);
    this.#drag = { from: at, to: at };
    this.#canvas.setPointerCapture(event.pointerId);
  }

  #release(): void {
    const drag = this.#drag;
    this.#endDrag();
    if (!drag || Math.abs(drag.to - drag.from) < shortestDrag) return;
    const scale = this.#chart.scales['x'];
    const from = scale.getValueForPixel(Math.min(drag.from, drag.to));
    const to = scale.getValueForPixel(Math.max(drag.from, drag.to));
    if (from !== undefined && to !== undefined && to > from) this.#listener.zoom([from, to]);
  }

  #endDrag(): void {
    this.#drag = null;
    this.#frame.ask();
  }

  #withinPlot(offset: number): number {
    const { left, right } = this.#chart.chartArea;
    return Math.min(right, Math.max(left, offset));
  }
}

/** Whether two contents differ at most in the points of their curves. */
function isAlike(one: PlotContent, other: PlotContent): boolean {
  const { curves, ...chosen } = one;
  const names = Object.keys(chosen) as (keyof typeof chosen)[];
  const ids = (content: PlotContent) => content.curves.map(({ id, colour }) => `${id} ${colour}`).join();
  return names.every((name) => one[name] === other[name]) && ids(one) === ids(other);
}
