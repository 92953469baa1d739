import type { Dataset } from '#core/contract/dataset.ts';
import { designFileEnding, designFileText, type SavedDesign } from '#core/contract/savedDesign.ts';
import { plainName, saveFile } from '../../../components/saveFile.ts';
import type { DatasetsState } from '../../../state/datasets.svelte.ts';
import type { DesignsState } from '../../../state/designs.svelte.ts';
import type { Notices } from '../../../state/notices.svelte.ts';
import type { Draft } from '../draft.ts';
import type { Workbench } from '../workbench.svelte.ts';
import {
  contentOf,
  datasetInFile,
  datasetOfFile,
  isSameContent,
  openContent,
  openRecipe,
  openTemplate,
  readDesignFile,
} from './contents.ts';
import type { Template } from './templates.ts';

interface DesignApplication {
  datasets: DatasetsState;
  designs: DesignsState;
  notices: Notices;
  workbench: Workbench;
}

/** What is on the Workbench as a design that can be saved, opened and exchanged. Opening one is an edit like any other. */
export class DesignBench {
  readonly #application: DesignApplication;
  /** What was opened last is called so; the name that a new design is offered. */
  #openedName = $state('');

  /** The saved design that is on the Workbench, changed or not. */
  readonly saved: SavedDesign | undefined = $derived.by(() => {
    const { designs, workbench } = this.#application;
    const id = workbench.draft.saved;
    const design = id === undefined ? undefined : designs.get(id);
    return design?.trashedAt === null ? design : undefined;
  });

  /** Whether what is on the Workbench differs from what was saved. */
  readonly isEdited: boolean = $derived.by(() => {
    const { workbench } = this.#application;
    return this.saved !== undefined && !isSameContent(this.saved.content, contentOf(workbench.draft, workbench.design));
  });

  constructor(application: DesignApplication) {
    this.#application = application;
  }

  /** A name for what is on the Workbench; empty where nothing was opened. */
  get openedName(): string {
    return this.#openedName;
  }

  /** Keeps what is on the Workbench in place of the saved design that it is a change of. */
  async save(): Promise<void> {
    const { designs, notices } = this.#application;
    const { saved } = this;
    if (!saved) return;
    const before = saved.content;
    const kept = await designs.replace(saved, this.#content());
    if (!kept) return;
    notices.tell({
      text: `“${kept.name}” is saved.`,
      action: { label: 'Undo', run: () => void designs.replace(kept, before) },
    });
  }

  /** Keeps what is on the Workbench as a new design. */
  async saveAs(name: string): Promise<boolean> {
    const { designs, notices, workbench } = this.#application;
    const kept = await designs.add(name, this.#content());
    if (!kept) return false;
    workbench.markSaved(kept.id);
    notices.tell({ text: `“${kept.name}” is saved.` });
    return true;
  }

  open(design: SavedDesign): void {
    const { datasets, workbench } = this.#application;
    const dataset = this.#dataset(datasets.get(design.content.dataset), 'The dataset that it was made for');
    if (!dataset) return;
    this.#put({ ...openContent(workbench.draft, design.content, dataset), saved: design.id }, design.name);
  }

  take(template: Template): void {
    const { datasets, workbench } = this.#application;
    const dataset = datasets.get(template.dataset);
    if (!dataset) return;
    this.#put(openTemplate(workbench.draft, template, dataset), template.title);
  }

  /** Opens a design's file; what is wrong with it is told. */
  async openFile(file: File): Promise<boolean> {
    const { datasets, notices, workbench } = this.#application;
    try {
      const recipe = await readDesignFile(file);
      const named = recipe.dataset;
      const found = named === undefined ? workbench.dataset : datasetOfFile(datasets.kept, named);
      const dataset = this.#dataset(found, named === undefined ? 'The chosen dataset' : `The dataset “${named}”`);
      if (!dataset) return false;
      this.#put(openRecipe(workbench.draft, recipe, dataset), recipe.name ?? withoutEnding(file.name));
      return true;
    } catch (error) {
      notices.tellError(error);
      return false;
    }
  }

  /** Writes a saved design, or what is on the Workbench, as a file. */
  export(design?: SavedDesign): void {
    const { datasets } = this.#application;
    const name = design?.name ?? this.saved?.name ?? 'Network';
    const content = design?.content ?? this.#content();
    const dataset = datasets.get(content.dataset);
    const text = designFileText(name, dataset ? datasetInFile(dataset) : content.dataset, content);
    saveFile(new Blob([text], { type: 'application/json' }), `${plainName(name) || 'network'}${designFileEnding}`);
  }

  #content() {
    const { workbench } = this.#application;
    return contentOf(workbench.draft, workbench.design);
  }

  /** The dataset that is `meant`, or the one on the Workbench where that is not here, which is told. */
  #dataset(meant: Dataset | undefined, what: string): Dataset | undefined {
    const { notices, workbench } = this.#application;
    if (meant?.trashedAt === null) return meant;
    const chosen = workbench.dataset;
    if (chosen) notices.tell({ text: `${what} is not here. “${chosen.name}” stays chosen.` });
    else notices.tell({ text: `${what} is not here.`, hint: 'Choose a dataset first, and open the design then.' });
    return chosen;
  }

  /** Puts a draft on the Workbench, with a way back to what was there, however much is changed in between. */
  #put(draft: Draft, name: string): void {
    const { notices, workbench } = this.#application;
    const before = workbench.draft;
    workbench.edit(draft);
    this.#openedName = name;
    notices.tell({
      text: `“${name}” is on the Workbench.`,
      action: { label: 'Undo', run: () => workbench.edit(before) },
    });
  }
}

function withoutEnding(name: string): string {
  return name.replace(/(\.design)?\.json$/i, '');
}
