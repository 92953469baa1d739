import type { LayerHealth } from '#core/analysis/coach/diagnosis.ts';
import { activeStatuses, type RunSummary } from '#core/contract/run.ts';
import type { Session } from '../../../state/session.svelte.ts';

/** Looking takes time that training could have used: at most this share of it is taken, and never more often than this. */
const share = 0.005;
const leastPauseMilliseconds = 10_000;

/** How many units of each layer are dead, looked at now and then while a run goes on, and once more when it has ended. */
export class HealthWatch {
  readonly #session: Session;
  #layers: readonly LayerHealth[] = $state.raw([]);
  #run = '';
  #asked = '';
  #due = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Empty where that is not known. */
  get layers(): readonly LayerHealth[] {
    return this.#layers;
  }

  /** To be called whenever something of the run has changed. */
  follow(run: RunSummary | undefined): void {
    if (run?.id !== this.#run) {
      this.#run = run?.id ?? '';
      this.#layers = [];
      this.#due = 0;
    }
    if (!run || run.weightsHash === null || !mayHaveDeadUnits(run) || this.#session.status !== 'ready') return;
    const isActive = activeStatuses.includes(run.status);
    if (run.status === 'queued' || (isActive && performance.now() < this.#due)) return;
    const name = `${run.id} ${run.weightsHash} ${run.status}`;
    if (name === this.#asked) return;
    this.#asked = name;
    this.#due = Infinity;
    void this.#look(run.id);
  }

  async #look(run: string): Promise<void> {
    try {
      const { layers = [], milliseconds } = await this.#session.ask('runs.look', { run, parts: ['distributions'] });
      if (run !== this.#run) return;
      this.#layers = layers.map(({ units, dead }) => ({ units, dead }));
      this.#due = performance.now() + Math.max(leastPauseMilliseconds, milliseconds / share);
    } catch {
      // Without it the coach judges by the curves alone.
      this.#due = performance.now() + leastPauseMilliseconds;
    }
  }
}

/** Only a rectifier gives 0 over a whole half of its sums. */
function mayHaveDeadUnits({ design }: RunSummary): boolean {
  return design.layers.slice(0, -1).some(({ activation }) => activation === 'relu');
}
