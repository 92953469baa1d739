import type { RunSummary } from '#core/contract/run.ts';
import { ChartSettings } from '../../charts/chartSettings.svelte.ts';
import type { RunsState } from '../../state/runs.svelte.ts';
import { searchRuns } from '../../components/searchRuns.ts';
import { orderRuns, type Column, type Order } from './tableRows.ts';

/** How many rows are added whenever the end of the table comes into view. */
const rowsAtOnce = 100;

/** What is shown in the table of runs, and how. It outlives the view. */
export class RunsTable {
  readonly #runs: RunsState;
  readonly charts: ChartSettings;
  #search = $state('');
  #order: Order = $state.raw({ column: 'createdAt', descending: true });
  #showsTrash = $state(false);
  #limit = $state(rowsAtOnce);
  /** The run whose details are open. */
  open: string | null = $state(null);
  /** The run whose name is being edited. */
  renaming: string | null = $state(null);

  readonly matching: readonly RunSummary[] = $derived.by(() => {
    const { kept, trashed } = this.#runs;
    return orderRuns(searchRuns(this.#showsTrash ? trashed : kept, this.#search), this.#order);
  });
  /** The rows that are drawn; more are added as one scrolls. */
  readonly rows: readonly RunSummary[] = $derived.by(() => this.matching.slice(0, this.#limit));

  constructor(runs: RunsState, storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#runs = runs;
    const usual = { axis: 'epoch', smoothing: 0.6, logarithmic: false } as const;
    this.charts = new ChartSettings('lamina.charts.runs', usual, storage);
  }

  get search(): string {
    return this.#search;
  }

  set search(search: string) {
    this.#search = search;
    this.#limit = rowsAtOnce;
  }

  get order(): Order {
    return this.#order;
  }

  get showsTrash(): boolean {
    return this.#showsTrash;
  }

  set showsTrash(showsTrash: boolean) {
    this.#showsTrash = showsTrash;
    this.#limit = rowsAtOnce;
    this.open = null;
    this.renaming = null;
  }

  /** Orders by a column; by the same one again, the other way round. */
  sortBy(column: Column, descendingFirst: boolean): void {
    const isSame = this.#order.column === column;
    this.#order = { column, descending: isSame ? !this.#order.descending : descendingFirst };
    this.#limit = rowsAtOnce;
  }

  showMore(): void {
    this.#limit += rowsAtOnce;
  }
}
