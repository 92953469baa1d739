interface Round<Thing> {
  thing: Promise<Thing>;
  /** Whether it is here by now; who comes later waits for a fresh one. */
  isHere: boolean;
  users: number;
  over: PromiseWithResolvers<void>;
}

/**
 * Something that takes its time to come, is used by all who have asked for it until then, and must not be replaced by
 * the next one before all of them are done.
 */
export class Rounds<Thing> {
  readonly #rounds = new Map<string, Round<Thing>>();

  async use<Result>(
    key: string,
    fetch: () => Promise<Thing>,
    work: (thing: Thing) => Promise<Result>,
  ): Promise<Result> {
    let round = this.#rounds.get(key);
    while (round?.isHere) {
      await round.over.promise;
      round = this.#rounds.get(key);
    }
    round ??= this.#begin(key, fetch);
    round.users++;
    try {
      const thing = await round.thing;
      round.isHere = true;
      return await work(thing);
    } finally {
      round.users--;
      if (round.users === 0) this.#end(key, round);
    }
  }

  isUsed(key: string): boolean {
    return this.#rounds.has(key);
  }

  #begin(key: string, fetch: () => Promise<Thing>): Round<Thing> {
    const round = { thing: fetch(), isHere: false, users: 0, over: Promise.withResolvers<void>() };
    this.#rounds.set(key, round);
    return round;
  }

  #end(key: string, round: Round<Thing>): void {
    this.#rounds.delete(key);
    round.over.resolve();
  }
}
