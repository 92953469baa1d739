import type { Dataset } from '#core/contract/dataset.ts';
import type { DatasetsState } from '../../state/datasets.svelte.ts';
import type { Exporting } from './exporting.svelte.ts';

const chosenKey = 'lamina.dataset';

/** Which dataset is looked at, whether the trash is, and what is being exported. It outlives the view. */
export class DataPlace {
  readonly #datasets: DatasetsState;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly exporting: Exporting;
  #chosenId = $state('');
  /** Whether the trash is shown, and not the datasets that are kept. */
  showsTrash = $state(false);

  readonly listed: readonly Dataset[] = $derived.by(() =>
    this.showsTrash ? this.#datasets.trashed : this.#datasets.kept,
  );
  /** The one chosen, or the first where that is not in the list. */
  readonly chosen: Dataset | undefined = $derived.by(
    () => this.listed.find(({ id }) => id === this.#chosenId) ?? this.listed[0],
  );

  constructor(datasets: DatasetsState, exporting: Exporting, storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#datasets = datasets;
    this.exporting = exporting;
    this.#storage = storage;
    this.#chosenId = storage.getItem(chosenKey) ?? '';
  }

  choose(id: string): void {
    this.#chosenId = id;
    this.#storage.setItem(chosenKey, id);
  }
}
