import { sameDesign, type Design } from '#core/contract/design.ts';
import type { Connections } from '#core/contract/inside.ts';
import { activeStatuses, type RunSummary } from '#core/contract/run.ts';
import type { RunsState } from '../../../state/runs.svelte.ts';
import type { Session } from '../../../state/session.svelte.ts';
import { Look, type Wish } from '../inside/look.svelte.ts';
import { drawnNeurons } from './drawing/picture.ts';

const storageKey = 'lamina.drawing.weights';

interface WeightsSources {
  session: Session;
  runs: RunsState;
}
interface Bench {
  readonly shown: RunSummary | undefined;
  readonly design: Design;
}

/** The weights that colour the drawing of a design: those of the run that is shown, when it has that design. */
export class TrainedWeights {
  readonly #sources: WeightsSources;
  readonly #bench: Bench;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #look: Look;
  #isOn = $state(true);

  /** The run whose weights fit the drawing; undefined when the one that is shown has another design, or no weights. */
  readonly run: RunSummary | undefined = $derived.by(() => {
    const { shown, design } = this.#bench;
    return shown && this.#hasWeights(shown) && sameDesign(shown.design, design) ? shown : undefined;
  });
  /** Of the drawn neurons; null while they are not known, or not asked for. */
  readonly connections: Connections | null = $derived.by(() => {
    const { seen } = this.#look;
    return this.#isOn && seen && seen.run === this.run?.id ? (seen.connections ?? null) : null;
  });

  constructor(sources: WeightsSources, bench: Bench, storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#sources = sources;
    this.#bench = bench;
    this.#storage = storage;
    this.#look = new Look((input) => sources.session.ask('runs.look', input));
    this.#isOn = storage.getItem(storageKey) !== 'off';
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Turns the colours on or off; it is remembered. */
  turn(on: boolean): void {
    this.#isOn = on;
    this.#storage.setItem(storageKey, on ? 'on' : 'off');
  }

  /** Batches after which the weights were as they are drawn. */
  get step(): number | undefined {
    return this.connections ? this.#look.seen?.step : undefined;
  }

  get problem(): { text: string; hint: string } | null {
    return this.#isOn && this.run ? this.#look.problem : null;
  }

  /** Looks for as long as somebody watches. */
  watch(isWatched: boolean): void {
    this.#look.want(isWatched ? this.#wish() : null);
  }

  #wish(): Wish | null {
    const { run } = this;
    if (!this.#isOn || !run || this.#sources.session.status !== 'ready') return null;
    const sizes = [run.design.inputs, ...run.design.layers.map((layer) => layer.units)];
    const stepByHand = run.status === 'paused' ? this.#sources.runs.progress(run.id)?.step : undefined;
    return {
      input: { run: run.id, parts: ['connections'], neurons: sizes.map(drawnNeurons) },
      mark: [run.status, run.weightsHash, stepByHand].join(' '),
      goesOn: run.status === 'running',
    };
  }

  #hasWeights(run: RunSummary): boolean {
    if (run.weightsHash !== null) return true;
    return activeStatuses.includes(run.status) && this.#sources.runs.progress(run.id) !== undefined;
  }
}
