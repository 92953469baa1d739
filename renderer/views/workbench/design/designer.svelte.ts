import { formatCounted } from '../../../components/format.ts';
import {
  addLayer,
  changeLayer,
  changeOutput,
  duplicateLayer,
  mostHiddenLayers,
  moveLayer,
  removeLayer,
  type Draft,
} from '../draft.ts';

/** What the designer needs of the Workbench. */
interface DraftHolder {
  readonly draft: Draft;
  edit(draft: Draft, field?: string | null): void;
  settle(): void;
}

export const mostUnits = 65_536;

/**
 * Editing the network layer by layer, in the drawing as in the list: which layer is selected, and what can be done with
 * one. Layers are named by their columns: 0 is the input, then come the hidden layers, and the output is the last.
 */
export class Designer {
  readonly #holder: DraftHolder;
  /** A hidden layer by its key, which it keeps when it is moved. */
  #selected: 'input' | 'output' | number = $state(0);
  #said = $state('');
  #timesOpened = $state(0);

  readonly #hidden = $derived.by(() => this.#holder.draft.hidden);
  readonly outputColumn: number = $derived(this.#hidden.length + 1);
  /** The selected column; the output's when the layer that was selected is no longer there. */
  readonly column: number = $derived.by(() => {
    if (this.#selected === 'input') return 0;
    const index = this.#hidden.findIndex((layer) => layer.key === this.#selected);
    return index < 0 ? this.outputColumn : index + 1;
  });

  constructor(holder: DraftHolder) {
    this.#holder = holder;
    this.#selected = holder.draft.hidden[0]?.key ?? 'output';
  }

  /** What the last act has led to, for those who hear the page. */
  get said(): string {
    return this.#said;
  }

  /** How often the selected layer's settings were asked to have the focus. */
  get timesOpened(): number {
    return this.#timesOpened;
  }

  openSettings(): void {
    this.#timesOpened++;
  }

  get canAdd(): boolean {
    return this.#hidden.length < mostHiddenLayers;
  }

  isHidden(column: number): boolean {
    return column > 0 && column < this.outputColumn;
  }

  /** As in the middle of a sentence: "hidden layer 2". */
  nameOf(column: number): string {
    if (column === 0) return 'the input';
    return column === this.outputColumn ? 'the output' : `hidden layer ${column}`;
  }

  select(column: number): void {
    const within = Math.max(0, Math.min(this.outputColumn, column));
    const selected = within === 0 ? 'input' : within === this.outputColumn ? 'output' : this.#hidden[within - 1].key;
    if (selected === this.#selected) return;
    this.#selected = selected;
    this.#holder.settle();
  }

  /** Adds a layer behind a column, and selects it. */
  addBehind(column: number): void {
    if (!this.canAdd || column >= this.outputColumn) return;
    this.#holder.edit(addLayer(this.#holder.draft, column));
    this.select(column + 1);
    this.#say(`Added ${this.nameOf(column + 1)}.`);
  }

  duplicate(column: number): void {
    if (!this.canAdd || !this.isHidden(column)) return;
    this.#holder.edit(duplicateLayer(this.#holder.draft, column - 1));
    this.select(column + 1);
    this.#say(`Duplicated ${this.nameOf(column)}.`);
  }

  /** The layer that takes its place is selected, or the one before it when it was the last hidden one. */
  remove(column: number): void {
    if (!this.isHidden(column)) return;
    const name = this.nameOf(column);
    this.#holder.edit(removeLayer(this.#holder.draft, column - 1));
    this.select(this.isHidden(column) || this.#hidden.length === 0 ? column : column - 1);
    this.#say(`Removed ${name}.`);
  }

  /** Moves a hidden layer to another hidden layer's column. */
  move(column: number, to: number): void {
    if (!this.isHidden(column) || !this.isHidden(to) || column === to) return;
    this.#holder.edit(moveLayer(this.#holder.draft, column - 1, to - 1));
    this.select(to);
    this.#say(`It is now ${this.nameOf(to)}.`);
  }

  /** Gives a hidden layer so many units, or as many as are allowed. Until it settles it is one step of the history. */
  resize(column: number, units: number): void {
    if (!this.isHidden(column)) return;
    const within = Math.max(1, Math.min(mostUnits, Math.round(units)));
    const layer = this.#hidden[column - 1];
    if (layer.units === within) return;
    this.#holder.edit(changeLayer(this.#holder.draft, column - 1, { units: within }), `units ${layer.key}`);
    this.#say(formatCounted(within, 'unit'));
  }

  /** Units of the output layer; undefined lets them follow from the data. */
  resizeOutput(units: number | undefined): void {
    const { units: before, ...output } = this.#holder.draft.output;
    const changed = changeOutput({ ...this.#holder.draft, output }, units === undefined ? {} : { units });
    this.#holder.edit(changed, 'units of output');
  }

  settle(): void {
    this.#holder.settle();
  }

  #say(text: string): void {
    this.#said = text;
  }
}
