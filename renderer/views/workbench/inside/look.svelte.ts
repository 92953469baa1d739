import type { Inside } from '#core/contract/inside.ts';
import type { RequestInput } from '#core/contract/requests.ts';
import { describeError } from '../../../state/notices.svelte.ts';

/** No two looks begin closer to each other, in milliseconds, unless something else is to be looked at. */
const shortestWait = 500;
/** The next look waits so many times as long as the last one took: of the training's time looking takes a thirtieth at most. */
const waitsForEach = 30;
/** After a look that failed, in milliseconds. */
const waitAfterFailure = 5_000;

/** What is to be looked at now. */
export interface Wish {
  input: RequestInput<'runs.look'>;
  /** Another one when the weights have changed by what is told of the run: a checkpoint, a step by hand, its end. */
  mark: string;
  /** Whether the weights go on changing meanwhile, without a word. */
  goesOn: boolean;
}

/**
 * Looks inside a network again and again for as long as somebody watches: one question at a time, at a distance that
 * leaves the training its time, and no more once the run is at rest. What was seen last stays until the next is there.
 */
export class Look {
  readonly #ask: (input: RequestInput<'runs.look'>) => Promise<Inside>;
  #wish: Wish | null = null;
  #run: string | null = null;
  /** The wish that was answered last, or refused. */
  #answered: { input: string; mark: string; mayChange: boolean } | null = null;
  #isAsking = false;
  /** When the next look may begin. */
  #earliest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #seen: Inside | null = $state.raw(null);
  #problem: { text: string; hint: string } | null = $state.raw(null);

  constructor(ask: (input: RequestInput<'runs.look'>) => Promise<Inside>) {
    this.#ask = ask;
  }

  /** What was seen last of the run that is wished for. */
  get seen(): Inside | null {
    return this.#seen;
  }

  /** Why the last look has failed. */
  get problem(): { text: string; hint: string } | null {
    return this.#problem;
  }

  /** Says what to look at from now on; null while nobody watches, and what was seen is then kept. */
  want(wish: Wish | null): void {
    if (wish && wish.input.run !== this.#run) this.#begin(wish.input.run);
    this.#wish = wish;
    this.#plan();
  }

  /** Forgets what was seen, as it is of another run. */
  #begin(run: string): void {
    this.#run = run;
    this.#seen = null;
    this.#problem = null;
    this.#answered = null;
  }

  #plan(): void {
    clearTimeout(this.#timer);
    const wish = this.#wish;
    if (!wish || this.#isAsking) return;
    const answered = this.#answered;
    if (answered?.input !== JSON.stringify(wish.input)) void this.#look(wish);
    else if (answered.mark !== wish.mark || (wish.goesOn && answered.mayChange)) {
      // A run at rest has no time to lose.
      const wait = wish.goesOn ? Math.max(0, this.#earliest - performance.now()) : 0;
      this.#timer = setTimeout(() => void this.#look(wish), wait);
    }
  }

  async #look({ input, mark }: Wish): Promise<void> {
    this.#isAsking = true;
    const answered = { input: JSON.stringify(input), mark, mayChange: true };
    let wait = waitAfterFailure;
    try {
      const seen = await this.#ask(input);
      wait = Math.max(shortestWait, waitsForEach * seen.milliseconds);
      answered.mayChange = seen.live;
      if (input.run === this.#run) {
        this.#seen = seen;
        this.#problem = null;
      }
    } catch (error) {
      if (input.run === this.#run) this.#problem = describeError(error);
    }
    this.#isAsking = false;
    if (input.run === this.#run) this.#answered = answered;
    this.#earliest = performance.now() + wait;
    this.#plan();
  }
}
