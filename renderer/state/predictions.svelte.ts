import { SvelteMap } from 'svelte/reactivity';
import { isRegression } from '#core/contract/dataset.ts';
import { bundledRun, type ClassPrediction, type Prediction, type RunSummary } from '#core/contract/run.ts';
import { describeError } from './notices.svelte.ts';
import type { RunsState } from './runs.svelte.ts';
import type { Session } from './session.svelte.ts';

const storageKey = 'lamina.draw.runs';
/** Pixels along each side of a drawing: only networks that were trained on such pictures can be asked about it. */
const drawingSide = 28;

/** What the runs chosen in Draw say of the picture there. */
export class Predictions {
  readonly #session: Session;
  readonly #runs: RunsState;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #byRun = new SvelteMap<string, ClassPrediction>();
  #wanted: readonly string[] = $state.raw([]);
  #problem: { text: string; hint: string } | null = $state.raw(null);
  #isAsking = false;
  /** What to ask next, when the answer under way has come. */
  #next: Uint8Array | null = null;
  #picture: Uint8Array | null = null;

  /** Runs that can be asked about a drawing. */
  readonly choices: readonly RunSummary[] = $derived.by(() => this.#runs.usable.filter(seesDrawings));
  /** The chosen ones that are there, in the order they were chosen; the first choice when there is none. */
  readonly chosen: readonly RunSummary[] = $derived.by(() => {
    const found = this.#wanted.flatMap((id) => this.choices.find((run) => run.id === id) ?? []);
    return found.length > 0 ? found : this.choices.slice(0, 1);
  });

  constructor(session: Session, runs: RunsState, storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#session = session;
    this.#runs = runs;
    this.#storage = storage;
    this.#wanted = readIds(storage.getItem(storageKey));
  }

  /** Why there is no answer. */
  get problem(): { text: string; hint: string } | null {
    return this.#problem;
  }

  of(run: string): ClassPrediction | undefined {
    return this.#byRun.get(run);
  }

  /** Chooses the runs to ask; they are remembered. */
  choose(ids: readonly string[]): void {
    this.#wanted = ids;
    this.#storage.setItem(storageKey, JSON.stringify(ids));
  }

  /** Asks about a picture; null, a blank pad, takes the answers away. One question is under way at a time. */
  ask(picture: Uint8Array | null): void {
    this.#picture = picture;
    this.#next = picture;
    if (picture === null) {
      this.#byRun.clear();
      this.#problem = null;
    } else if (!this.#isAsking) void this.#askNext();
  }

  async #askNext(): Promise<void> {
    this.#isAsking = true;
    while (this.#next && this.chosen.length > 0 && this.#session.status === 'ready') {
      const pixels = Uint8Array.from(this.#next);
      this.#next = null;
      try {
        this.#take(await this.#session.ask('runs.predict', { runs: this.chosen.map((run) => run.id), pixels }));
      } catch (error) {
        this.#problem = describeError(error);
      }
    }
    this.#isAsking = false;
  }

  #take(answers: readonly Prediction[]): void {
    if (this.#picture === null) return; // cleared meanwhile
    const asked = new Set(answers.map((answer) => answer.run));
    for (const run of this.#byRun.keys()) if (!asked.has(run)) this.#byRun.delete(run);
    for (const answer of answers) if ('label' in answer) this.#byRun.set(answer.run, answer);
    this.#problem = null;
  }
}

function seesDrawings({ dataset }: RunSummary): boolean {
  const [height, width] = dataset.shape;
  return dataset.kind === 'pictures' && height === drawingSide && width === drawingSide && !isRegression(dataset);
}

function readIds(stored: string | null): string[] {
  try {
    const ids: unknown = JSON.parse(stored ?? '');
    if (Array.isArray(ids)) return ids.filter((id) => typeof id === 'string');
  } catch {
    // Nothing stored, or not by this version: the bundled model it is.
  }
  return [bundledRun];
}
