import type { TrainingConfig } from '#core/contract/config.ts';
import type { Notices } from '../../../state/notices.svelte.ts';
import { builtInPresets, longestPresetName, ownPresetSchema, settingsOf, type OwnPreset } from './preset.ts';

const storageKey = 'lamina.presets';
const mostPresets = 200;

/** The presets that the user has made, kept in the page's storage. */
export class Presets {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #notices: Notices;
  #own: readonly OwnPreset[] = $state.raw([]);

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, notices: Notices) {
    this.#storage = storage;
    this.#notices = notices;
    this.#own = readPresets(storage.getItem(storageKey));
  }

  get own(): readonly OwnPreset[] {
    return this.#own;
  }

  /** Why a preset cannot be called so; undefined when it can. `except` is the name that it has now. */
  nameProblem(name: string, except?: string): string | undefined {
    const wanted = name.trim();
    if (wanted === '') return 'Give it a name.';
    if (wanted.length > longestPresetName) return `At most ${longestPresetName} characters.`;
    const taken = [...builtInPresets, ...this.#own].some((one) => one.name === wanted && one.name !== except);
    if (taken) return `There is a preset “${wanted}” already.`;
    return except === undefined && this.#own.length >= mostPresets ? `There are ${mostPresets} already.` : undefined;
  }

  save(name: string, config: TrainingConfig): void {
    if (this.nameProblem(name) === undefined)
      this.#take([...this.#own, { name: name.trim(), settings: settingsOf(config) }]);
  }

  rename(from: string, to: string): void {
    if (this.nameProblem(to, from) !== undefined) return;
    this.#take(this.#own.map((one) => (one.name === from ? { ...one, name: to.trim() } : one)));
  }

  /** Deletes a preset, and offers to undo it. */
  remove(name: string): void {
    const place = this.#own.findIndex((one) => one.name === name);
    if (place < 0) return;
    const removed = this.#own[place];
    this.#take(this.#own.toSpliced(place, 1));
    this.#notices.tell({
      text: `The preset “${name}” is deleted.`,
      action: {
        label: 'Undo',
        run: () => {
          if (this.nameProblem(name) === undefined) this.#take(this.#own.toSpliced(place, 0, removed));
        },
      },
    });
  }

  #take(own: readonly OwnPreset[]): void {
    this.#own = own;
    this.#storage.setItem(storageKey, JSON.stringify(own));
  }
}

/** Presets as they were kept. One that is damaged, or that this version does not understand, is left out. */
function readPresets(text: string | null): OwnPreset[] {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  if (!Array.isArray(kept)) return [];
  const read = kept.flatMap((one) => {
    const parsed = ownPresetSchema.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
  return [...new Map(read.map((one) => [one.name, one])).values()].slice(0, mostPresets);
}
