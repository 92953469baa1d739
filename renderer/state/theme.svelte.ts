export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const storageKey = 'lamina.theme';

/** The window, as far as themes are concerned. */
interface ThemeHost {
  readonly localStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly document: { documentElement: { dataset: DOMStringMap } };
  matchMedia(query: string): { matches: boolean; addEventListener(type: 'change', listener: () => void): void };
}

/** Light or dark: as the system has it, unless the user has chosen. */
export class Theme {
  readonly #host: ThemeHost;
  #choice: ThemeChoice = $state('system');
  #systemIsDark = $state(false);

  /** What is shown; charts read it to draw anew when it changes. */
  readonly shown: 'light' | 'dark' = $derived(
    this.#choice === 'system' ? (this.#systemIsDark ? 'dark' : 'light') : this.#choice,
  );

  constructor(host: ThemeHost) {
    this.#host = host;
    const stored = host.localStorage.getItem(storageKey);
    this.#choice = themeChoices.find((choice) => choice === stored) ?? 'system';
    const media = host.matchMedia('(prefers-color-scheme: dark)');
    this.#systemIsDark = media.matches;
    media.addEventListener('change', () => {
      this.#systemIsDark = media.matches;
      this.#apply();
    });
    this.#apply();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  set choice(choice: ThemeChoice) {
    this.#choice = choice;
    if (choice === 'system') this.#host.localStorage.removeItem(storageKey);
    else this.#host.localStorage.setItem(storageKey, choice);
    this.#apply();
  }

  /** Written to the root before the state's readers run, so that they find the new colours. */
  #apply(): void {
    this.#host.document.documentElement.dataset['theme'] = this.shown;
  }
}
