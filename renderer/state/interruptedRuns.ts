import { activeStatuses, type RunSummary } from '#core/contract/run.ts';
import type { Notices } from './notices.svelte.ts';

interface Runs {
  get(id: string): RunSummary | undefined;
  resume(id: string): Promise<void>;
}

/** Runs that went on when the engine was lost: says which of them were interrupted, and offers to go on with them. */
export class InterruptedRuns {
  readonly #runs: Runs;
  readonly #notices: Pick<Notices, 'tell' | 'dismiss'>;
  /** In the order they were in; it is not yet known what became of them. */
  #missed: readonly string[] = [];
  #offered: { notice: number; runs: readonly string[] } | null = null;

  constructor(runs: Runs, notices: Pick<Notices, 'tell' | 'dismiss'>) {
    this.#runs = runs;
    this.#notices = notices;
  }

  /** The engine is lost while these go on. */
  miss(active: readonly RunSummary[]): void {
    this.#missed = active.map(({ id }) => id);
  }

  /** What became of the runs may be known now. An offer that nobody needs any more goes away. */
  offer(): void {
    if (this.#offered && !this.#offered.runs.some((id) => this.#isInterrupted(id))) {
      this.#notices.dismiss(this.#offered.notice);
      this.#offered = null;
    }
    const interrupted = this.#missed.filter((id) => this.#isInterrupted(id));
    this.#missed = this.#missed.filter((id) => activeStatuses.some((status) => status === this.#runs.get(id)?.status));
    if (interrupted.length > 0) this.#tell(interrupted);
  }

  #tell(interrupted: readonly string[]): void {
    const many = interrupted.length > 1;
    const notice = this.#notices.tell({
      text: many
        ? `${interrupted.length} runs were interrupted.`
        : `“${this.#runs.get(interrupted[0])!.name}” was interrupted.`,
      hint: many ? 'They can go on from their last checkpoints.' : 'It can go on from its last checkpoint.',
      action: { label: 'Resume', run: () => void this.#resume(interrupted) },
      stays: true,
    });
    this.#offered = { notice, runs: interrupted };
  }

  /** One after another, so that they wait for their turns in the same order. */
  async #resume(ids: readonly string[]): Promise<void> {
    for (const id of ids) if (this.#isInterrupted(id)) await this.#runs.resume(id);
  }

  #isInterrupted(id: string): boolean {
    return this.#runs.get(id)?.status === 'interrupted';
  }
}
