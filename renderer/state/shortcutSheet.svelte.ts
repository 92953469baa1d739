const lettersKey = 'lamina.letterKeys';

/** Whether the sheet of shortcuts is open, and whether a letter or a sign alone is a shortcut at all. */
export class ShortcutSheet {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  open: boolean = $state(false);
  #letters: boolean = $state(true);

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage;
    this.#letters = storage.getItem(lettersKey) !== 'off';
  }

  /** Who speaks to the computer, or slips on the keys, may not want them. */
  get letters(): boolean {
    return this.#letters;
  }

  set letters(on: boolean) {
    this.#letters = on;
    this.#storage.setItem(lettersKey, on ? 'on' : 'off');
  }
}
