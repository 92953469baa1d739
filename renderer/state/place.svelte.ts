import { placeNames, places, type PlaceName } from '#core/contract/places.ts';

/** The window, as far as addresses are concerned. */
interface AddressBar {
  readonly location: { hash: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
  addEventListener(type: 'hashchange', listener: () => void): void;
}

/** Which place is open and which runs are chosen; both stand in the address, as in `#/compare?runs=a,b`. */
export class Place {
  readonly #bar: AddressBar;
  #name: PlaceName = $state('draw');
  #runs: readonly string[] = $state.raw([]);

  constructor(bar: AddressBar) {
    this.#bar = bar;
    this.#read();
    bar.addEventListener('hashchange', () => this.#read());
  }

  get name(): PlaceName {
    return this.#name;
  }

  /** Ids of the runs chosen for comparing. */
  get runs(): readonly string[] {
    return this.#runs;
  }

  set runs(ids: readonly string[]) {
    this.#runs = ids;
    this.#bar.history.replaceState(null, '', this.address(this.#name));
  }

  /** Opens a place; the one before it stays in the history. */
  open(name: PlaceName): void {
    this.#name = name;
    this.#bar.location.hash = this.address(name);
  }

  /** The address of a place, for a link. */
  address(name: PlaceName): string {
    const query = this.#runs.length > 0 ? `?runs=${this.#runs.map(encodeURIComponent).join(',')}` : '';
    return `#/${name}${query}`;
  }

  #read(): void {
    const { name, runs } = readAddress(this.#bar.location.hash);
    this.#name = name;
    this.#runs = runs;
  }
}

/** Anything that is not an address of Lamina leads to Draw. */
export function readAddress(hash: string): { name: PlaceName; runs: string[] } {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const name = placeNames.find((one) => one === path) ?? 'draw';
  const runs = (new URLSearchParams(query).get('runs') ?? '').split(',').filter((id) => id !== '');
  return { name, runs: [...new Set(runs)] };
}

/** The place that a key opens, if it is one of the shortcuts. */
export function placeOfKey(
  event: Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'code'>,
): PlaceName | undefined {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return undefined;
  // By position, not by letter: on a Mac, Option and a digit types some other character.
  return placeNames.find((name) => event.code === `Digit${places[name].key}`);
}
