import { LaminaError } from '#core/contract/errors.ts';
import type { DesignContent, SavedDesign } from '#core/contract/savedDesign.ts';
import type { DesignStore } from '../store/designs.ts';
import type { Tell } from './dispatch.ts';
import { newId } from './ids.ts';

const longestName = 200;

/** The designs of a workspace, and what can be done with them. Each change is told to every page. */
export class Designs {
  readonly #store: DesignStore;
  readonly #tell: Tell;

  constructor(store: DesignStore, tell: Tell) {
    this.#store = store;
    this.#tell = tell;
  }

  list(): SavedDesign[] {
    return this.#store.list();
  }

  /** Keeps a new design, or another content under the name of one that is there. */
  save(id: string | undefined, name: string, content: DesignContent): SavedDesign {
    if (id !== undefined) return this.#change(id, () => this.#store.replace(id, name, content));
    const fresh = newId();
    this.#store.add(fresh, name, content);
    return this.#told(fresh);
  }

  rename(id: string, name: string): SavedDesign {
    return this.#change(id, () => this.#store.rename(id, name));
  }

  duplicate(id: string): SavedDesign {
    const { name, content } = this.#get(id);
    const ending = ' (copy)';
    return this.save(undefined, name.slice(0, longestName - ending.length) + ending, content);
  }

  trash(id: string, trashed: boolean): SavedDesign {
    return this.#change(id, () => this.#store.trash(id, trashed));
  }

  #get(id: string): SavedDesign {
    const design = this.#store.get(id);
    if (design) return design;
    throw new LaminaError('not-found', 'This design is not in this workspace.', 'Look for it in the list of designs.');
  }

  #change(id: string, change: () => void): SavedDesign {
    this.#get(id);
    change();
    return this.#told(id);
  }

  #told(id: string): SavedDesign {
    const design = this.#get(id);
    this.#tell('design.changed', design);
    return design;
  }
}
