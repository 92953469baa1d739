import type { EstimateBasis, RequestInput, TrainingEstimate } from '#core/contract/requests.ts';
import { formatDuration } from '../../components/format.ts';
import type { Session } from '../../state/session.svelte.ts';

type Setup = RequestInput<'training.estimate'>;

/** Whoever types or drags is not done yet; a little rest means that the design is worth a trial. */
const restMilliseconds = 400;

/** How long an epoch of the draft would take. It is asked for when the draft has rested for a moment. */
export class Estimate {
  readonly #session: Pick<Session, 'ask'>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was asked for last, whether it could be tried out then, and whether it was. */
  #wanted = '';
  #mayBeTried = false;
  #isMeasured = false;
  #value: TrainingEstimate | null = $state.raw(null);
  #isAsked = $state(false);

  constructor(session: Pick<Session, 'ask'>) {
    this.#session = session;
  }

  /** Whether the answer for the draft as it is now is still to come. */
  get isAsked(): boolean {
    return this.#isAsked;
  }

  /** Of the draft as it is now; null when there is none, or none yet. */
  get value(): TrainingEstimate | null {
    return this.#value;
  }

  /** Asks for another setup. One that is known already is asked for again only where trying it out could tell more. */
  want(setup: Setup, mayBeTried: boolean): void {
    const wanted = JSON.stringify(setup);
    const isSame = wanted === this.#wanted;
    if (isSame && (this.#isMeasured || this.#mayBeTried || !mayBeTried)) return;
    clearTimeout(this.#timer);
    // What is known of another network would be taken for this one's.
    if (!isSame) this.#value = null;
    this.#isAsked = true;
    this.#wanted = wanted;
    this.#mayBeTried = mayBeTried;
    this.#isMeasured = false;
    this.#timer = setTimeout(() => void this.#ask(setup, wanted), restMilliseconds);
  }

  /** What stands there cannot be trained. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#wanted = '';
    this.#isAsked = false;
    this.#value = null;
  }

  async #ask(setup: Setup, wanted: string): Promise<void> {
    const value = await this.#session.ask('training.estimate', setup).catch(() => null);
    if (wanted !== this.#wanted) return;
    this.#isMeasured = value?.basis === 'measured';
    this.#isAsked = false;
    this.#value = value;
  }
}

/** As in "about 0.4 s" or "about 3 min"; what was not tried out itself is said to be rough. */
export function describeEstimate(estimate: TrainingEstimate | null): string {
  if (!estimate || estimate.secondsPerEpoch === null) return '–';
  const { secondsPerEpoch, basis } = estimate;
  const word = basis === 'measured' ? 'about' : 'roughly';
  if (secondsPerEpoch < 0.05) return 'under 0.1 s';
  const seconds = secondsPerEpoch < 60 ? secondsPerEpoch : 60 * Math.round(secondsPerEpoch / 60);
  return `${word} ${formatDuration(seconds)}`;
}

/** Where an estimate comes from, in a sentence. */
export const estimateExplained: Record<EstimateBasis, string> = {
  measured: 'From a few steps of this network that were made on this machine just now.',
  scaled: 'From the speed of another network, as this one cannot be tried out: it is large, or a run is being trained.',
  unknown: 'Nothing has been trained on this machine yet from which it could be told.',
};
