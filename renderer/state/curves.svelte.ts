import type { MetricPoint } from '#core/contract/events.ts';
import type { MetricName, MetricSeries, MetricSplit, RunCurves } from '#core/contract/run.ts';

/**
 * The curves of one run, growing while it trains. The lists are plain arrays that are added to in place; `version`
 * rises with every change, and reading anything here subscribes to it.
 */
export class Curves {
  readonly run: string;
  #state: 'loading' | 'ready' | 'failed' = $state('loading');
  #version = $state(0);
  #stepsPerEpoch = 1;
  #series: MetricSeries[] = [];

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

  get series(): readonly MetricSeries[] {
    void this.#version;
    return this.#series;
  }

  find(name: MetricName, split: MetricSplit): MetricSeries | undefined {
    return this.series.find((series) => series.name === name && series.split === split);
  }

  /** Takes the whole curves, as the engine has them stored. */
  load(curves: RunCurves): void {
    this.#stepsPerEpoch = curves.stepsPerEpoch;
    this.#series = curves.series;
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
    const series = this.#series.find((one) => one.name === point.name && one.split === point.split);
    if (!series) {
      const { name, split, step, seconds, value } = point;
      this.#series.push({ name, split, steps: [step], seconds: [seconds], values: [value] });
      return;
    }
    // A point that was loaded may come once more as an event.
    if (point.step <= series.steps[series.steps.length - 1]) return;
    series.steps.push(point.step);
    series.seconds.push(point.seconds);
    series.values.push(point.value);
  }
}
