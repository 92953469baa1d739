import { Column } from '#core/analysis/column.ts';
import type { MetricPoint } from '#core/contract/events.ts';
import type { MetricName, MetricSeries, MetricSplit, RunCurves } from '#core/contract/run.ts';

/** One curve as it is now; the three lists are of one length. What comes later is in the next one only. */
export interface SeriesView {
  name: MetricName;
  split: MetricSplit;
  steps: Float64Array;
  seconds: Float64Array;
  values: Float64Array;
}

/** One curve that grows. */
class GrowingSeries {
  readonly name: MetricName;
  readonly split: MetricSplit;
  readonly #steps: Column;
  readonly #seconds: Column;
  readonly #values: Column;

  constructor({ name, split, steps, seconds, values }: MetricSeries) {
    this.name = name;
    this.split = split;
    this.#steps = new Column(steps);
    this.#seconds = new Column(seconds);
    this.#values = new Column(values);
  }

  get view(): SeriesView {
    const { name, split } = this;
    return { name, split, steps: this.#steps.values, seconds: this.#seconds.values, values: this.#values.values };
  }

  /** A point that was loaded may come once more as an event; it is left out. */
  add({ step, seconds, value }: MetricPoint): void {
    if (this.#steps.last !== undefined && step <= this.#steps.last) return;
    this.#steps.add(step);
    this.#seconds.add(seconds);
    this.#values.add(value);
  }
}

/**
 * The curves of one run, growing while it trains. `version` rises with every change, and reading anything here
 * subscribes to it.
 */
export class Curves {
  readonly run: string;
  #state: 'loading' | 'ready' | 'failed' = $state('loading');
  #version = $state(0);
  #stepsPerEpoch = 1;
  #series: GrowingSeries[] = [];

  constructor(run: string) {
    this.run = run;
  }

  get state(): 'loading' | 'ready' | 'failed' {
    return this.#state;
  }

  get version(): number {
    return this.#version;
  }

  get stepsPerEpoch(): number {
    void this.#version;
    return this.#stepsPerEpoch;
  }

  get series(): readonly SeriesView[] {
    void this.#version;
    return this.#series.map((series) => series.view);
  }

  find(name: MetricName, split: MetricSplit): SeriesView | undefined {
    void this.#version;
    return this.#find(name, split)?.view;
  }

  /** Takes the whole curves, as the engine has them stored. */
  load(curves: RunCurves): void {
    this.#stepsPerEpoch = curves.stepsPerEpoch;
    this.#series = curves.series.map((series) => new GrowingSeries(series));
    this.#state = 'ready';
    this.#version++;
  }

  /** A run learns how long its epochs are only when it begins, which may be after its curves were loaded. */
  learnStepsPerEpoch(stepsPerEpoch: number): void {
    if (stepsPerEpoch === this.#stepsPerEpoch) return;
    this.#stepsPerEpoch = stepsPerEpoch;
    this.#version++;
  }

  fail(): void {
    if (this.#state === 'loading') this.#state = 'failed';
  }

  /** Adds new points. Before the curves are loaded they are left out: what is loaded later holds them. */
  append(points: readonly MetricPoint[]): void {
    if (this.#state !== 'ready') return;
    for (const point of points) this.#add(point);
    this.#version++;
  }

  #add(point: MetricPoint): void {
    const { name, split } = point;
    let series = this.#find(name, split);
    if (!series) {
      series = new GrowingSeries({ name, split, steps: [], seconds: [], values: [] });
      this.#series.push(series);
    }
    series.add(point);
  }

  #find(name: MetricName, split: MetricSplit): GrowingSeries | undefined {
    return this.#series.find((series) => series.name === name && series.split === split);
  }
}
