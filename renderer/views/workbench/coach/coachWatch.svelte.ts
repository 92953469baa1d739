import { untrack } from 'svelte';
import { coach, type Advice } from '#core/analysis/coach/coach.ts';
import { coachCurves } from '#core/analysis/coach/curves.ts';
import type { LayerHealth } from '#core/analysis/coach/diagnosis.ts';
import { activeStatuses, type RunSummary } from '#core/contract/run.ts';
import type { Curves } from '../../../state/curves.svelte.ts';

/** The least time between two judgements of a run that goes on: its epochs may be far shorter. */
const pauseMilliseconds = 500;

/** What the coach says of a run, told anew when an epoch has ended. Follow a run from inside an effect. */
export class CoachWatch {
  #advice: Advice | null = $state.raw(null);
  #judged = '';
  #judgedAt = -Infinity;

  get advice(): Advice | null {
    return this.#advice;
  }

  /** Returns what ends it, as an effect does. */
  follow(run: RunSummary | undefined, curves: Curves | undefined, layers: readonly LayerHealth[]): () => void {
    const nothing = () => undefined;
    if (!run || curves?.state !== 'ready') {
      if (run?.id !== this.#judged.split(' ')[0]) this.#forget();
      return nothing;
    }
    const epochs = curves.find('loss', 'train')?.values.length ?? 0;
    const dead = layers.map((layer) => layer.dead).join();
    const name = `${run.id} ${run.status} ${run.weightsHash === null} ${epochs} ${run.epochs} ${dead}`;
    if (name === untrack(() => this.#judged)) return nothing;
    const isSame = this.#judged.startsWith(`${run.id} ${run.status} `);
    const wait = isSame && activeStatuses.includes(run.status) ? this.#judgedAt + pauseMilliseconds - now() : 0;
    const judge = () => this.#judge(name, run, curves, layers);
    if (wait <= 0) {
      untrack(judge);
      return nothing;
    }
    const timer = setTimeout(judge, wait);
    return () => clearTimeout(timer);
  }

  #judge(name: string, run: RunSummary, curves: Curves, layers: readonly LayerHealth[]): void {
    this.#judged = name;
    this.#judgedAt = now();
    this.#advice = coach(run, coachCurves(curves.series, curves.stepsPerEpoch, run.dataset), layers);
  }

  #forget(): void {
    this.#judged = '';
    this.#advice = null;
  }
}

function now(): number {
  return performance.now();
}
