import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Download } from '#core/contract/download.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { describeError, type Notices } from './notices.svelte.ts';
import type { Session } from './session.svelte.ts';

interface DownloadProblem {
  text: string;
  /** What to do about it. */
  hint: string;
}

/** What can be downloaded, and the downloads that this page has asked for. They go on while no dialog shows them. */
export class DownloadsState {
  readonly #session: Session;
  readonly #notices: Notices;
  readonly #underWay = new SvelteSet<string>();
  readonly #problems = new SvelteMap<string, DownloadProblem>();
  #list: readonly Download[] = $state.raw([]);

  constructor(session: Session, notices: Notices) {
    this.#session = session;
    this.#notices = notices;
  }

  /** Empty until it has been loaded. */
  get list(): readonly Download[] {
    return this.#list;
  }

  /** Whether this page waits for it. */
  isUnderWay(name: string): boolean {
    return this.#underWay.has(name);
  }

  /** Why it did not come about the last time. */
  problem(name: string): DownloadProblem | undefined {
    return this.#problems.get(name);
  }

  async load(): Promise<void> {
    this.#list = (await this.#session.request('downloads.list', {})) ?? this.#list;
  }

  /** Goes on with what is here already. Resolves when it has ended, however it has. */
  async start(name: string): Promise<void> {
    if (this.#underWay.has(name)) return;
    this.#underWay.add(name);
    this.#problems.delete(name);
    try {
      const dataset = await this.#session.ask('downloads.start', { name });
      this.#notices.tell({ text: `${dataset.name} is here, and can be learned from.` });
    } catch (error) {
      const isStopped = error instanceof LaminaError && error.code === 'cancelled';
      if (!isStopped) this.#problems.set(name, describeError(error));
    } finally {
      this.#underWay.delete(name);
    }
    await this.load();
  }

  /** What has come stays. */
  async stop(name: string): Promise<void> {
    await this.#session.request('downloads.cancel', { name });
  }
}
