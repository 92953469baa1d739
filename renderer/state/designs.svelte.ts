import { SvelteMap } from 'svelte/reactivity';
import type { DesignContent, SavedDesign } from '#core/contract/savedDesign.ts';
import type { Notices } from './notices.svelte.ts';
import type { Session } from './session.svelte.ts';

/** Every saved design, kept up to date by the engine's events. */
export class DesignsState {
  readonly #session: Session;
  readonly #notices: Notices;
  readonly #byId = new SvelteMap<string, SavedDesign>();

  /** The one that changed last in front. */
  readonly all: readonly SavedDesign[] = $derived(
    [...this.#byId.values()].sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1)),
  );
  readonly kept: readonly SavedDesign[] = $derived(this.all.filter(({ trashedAt }) => trashedAt === null));
  readonly trashed: readonly SavedDesign[] = $derived(this.all.filter(({ trashedAt }) => trashedAt !== null));

  constructor(session: Session, notices: Notices) {
    this.#session = session;
    this.#notices = notices;
    session.on('design.changed', (design) => this.#byId.set(design.id, design));
    session.onReady(() => void this.#loadAll());
  }

  get(id: string): SavedDesign | undefined {
    return this.#byId.get(id);
  }

  /** Keeps a new design; undefined when that failed, which a notice tells. */
  async add(name: string, content: DesignContent): Promise<SavedDesign | undefined> {
    return this.#keep(await this.#session.request('designs.save', { name, content }));
  }

  /** Keeps another content in place of what a design held. */
  async replace({ id, name }: SavedDesign, content: DesignContent): Promise<SavedDesign | undefined> {
    return this.#keep(await this.#session.request('designs.save', { design: id, name, content }));
  }

  async rename(id: string, name: string): Promise<void> {
    this.#keep(await this.#session.request('designs.rename', { design: id, name }));
  }

  async duplicate(id: string): Promise<SavedDesign | undefined> {
    return this.#keep(await this.#session.request('designs.duplicate', { design: id }));
  }

  /** Moves a design to the trash, and offers to undo it. */
  async trash(id: string): Promise<void> {
    const design = this.#keep(await this.#session.request('designs.trash', { design: id }));
    if (!design) return;
    this.#notices.tell({
      text: `“${design.name}” is in the trash.`,
      action: { label: 'Undo', run: () => void this.restore(id) },
    });
  }

  async restore(id: string): Promise<void> {
    this.#keep(await this.#session.request('designs.restore', { design: id }));
  }

  #keep(design: SavedDesign | undefined): SavedDesign | undefined {
    if (design) this.#byId.set(design.id, design);
    return design;
  }

  async #loadAll(): Promise<void> {
    const designs = await this.#session.request('designs.list', {});
    if (!designs) return;
    this.#byId.clear();
    for (const design of designs) this.#byId.set(design.id, design);
  }
}
