import { compareSettings, fairnessNotes, type SettingRow } from '#core/analysis/differences.ts';
import type { MetricSplit, RunSummary } from '#core/contract/run.ts';
import { ChartSettings } from '../../charts/chartSettings.svelte.ts';
import type { RunsState } from '../../state/runs.svelte.ts';

/** As many as one can tell apart, and as the engine gives curves of at once. */
export const mostRuns = 50;

/** The runs that are compared, and how. It outlives the view. */
export class Compare {
  readonly #runs: RunsState;
  readonly charts: ChartSettings;
  /** Which curves are drawn. */
  split: MetricSplit = $state('test');
  /** Whether settings that are the same in all runs are shown too. */
  showsAll = $state(false);
  /** Whether the list to choose runs from is open. */
  picking = $state(false);

  readonly #chosen: readonly RunSummary[] = $derived.by(() =>
    [...this.#runs.chosen].flatMap((id) => {
      const run = this.#runs.get(id);
      return run && run.trashedAt === null ? [run] : [];
    }),
  );
  readonly runs: readonly RunSummary[] = $derived.by(() => this.#chosen.slice(0, mostRuns));
  /** How many of the chosen ones are left out. */
  readonly left: number = $derived(this.#chosen.length - this.runs.length);
  /** What each run is called: by its name, and by its id too where another one has the same name. */
  readonly labels: readonly string[] = $derived.by(() =>
    this.runs.map(({ id, name }) =>
      this.runs.some((other) => other.id !== id && other.name === name) ? `${name} · ${id}` : name,
    ),
  );
  readonly settings: readonly SettingRow[] = $derived.by(() => compareSettings(this.runs));
  readonly notes: readonly string[] = $derived.by(() => fairnessNotes(this.runs));

  constructor(runs: RunsState, storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#runs = runs;
    const usual = { axis: 'epoch', smoothing: 0, logarithmic: false } as const;
    this.charts = new ChartSettings('lamina.charts.compare', usual, storage);
  }
}
