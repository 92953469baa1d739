import { getContext, setContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

/** The fields of a form that hold what cannot be read. A field is one for as long as it stands on the page. */
export class InvalidFields {
  readonly #problems = new SvelteMap<symbol, string>();

  /** What is wrong with the first field that went wrong; undefined when all can be read. */
  get problem(): string | undefined {
    return this.#problems.values().next().value;
  }

  /** Returns a function that takes the problem back. */
  add(problem: string): () => void {
    const key = Symbol(problem);
    this.#problems.set(key, problem);
    return () => void this.#problems.delete(key);
  }
}

const key = Symbol('invalid fields');

/** Collects, from the component that calls it downwards, the fields that cannot be read. */
export function provideInvalidFields(): InvalidFields {
  return setContext(key, new InvalidFields());
}

/** Undefined where nobody collects them. */
export function useInvalidFields(): InvalidFields | undefined {
  return getContext<InvalidFields | undefined>(key);
}
