import { estimateSeconds, type TimedRun } from '#core/analysis/runTime.ts';
import { mostRunsAtOnce } from '#core/contract/requests.ts';
import type { SetupDataset } from '#core/contract/setup.ts';
import { formatCount } from '../../../components/format.ts';
import type { Draft } from '../draft.ts';
import { axesOf, type Axis } from './axes.ts';
import { combine, countOf, firstProblem, readVaried, setupsOf, type ReadVaried, type Varied } from './grid.ts';

/** One setting as the form shows it. */
export interface Row {
  axis: Axis;
  varied: Varied;
  read: ReadVaried;
}

/** What the form for several runs holds: the settings that are to differ, with their values, and the runs of them. */
export class Several {
  readonly #draft: () => Draft;
  readonly #dataset: () => (SetupDataset & { id: string }) | undefined;
  #varied: readonly Varied[] = $state.raw([]);

  readonly #axes: readonly Axis[] = $derived.by(() => axesOf(this.#draft()));
  /** A setting that the draft no longer has, such as one of a layer, is left out. */
  readonly rows: readonly Row[] = $derived.by(() =>
    this.#varied.flatMap((varied) => {
      const axis = this.#axes.find(({ key }) => key === varied.key);
      return axis ? [{ axis, varied, read: readVaried(axis, varied) }] : [];
    }),
  );
  /** The settings that are not varied yet. */
  readonly free: readonly Axis[] = $derived(
    this.#axes.filter(({ key }) => !this.#varied.some((varied) => varied.key === key)),
  );
  readonly #choices = $derived(this.rows.flatMap(({ read }) => ('choices' in read ? [read.choices] : [])));
  readonly isReadable: boolean = $derived(this.#choices.length === this.rows.length && this.rows.length > 0);
  readonly count: number = $derived(this.isReadable ? countOf(this.#choices) : 0);
  readonly setups = $derived.by(() => {
    const dataset = this.#dataset();
    if (this.count === 0 || this.count > mostRunsAtOnce || !dataset) return [];
    return setupsOf(combine(this.#draft(), this.#choices), dataset);
  });
  /** Why they cannot be started, beside what the fields say. */
  readonly problem: string | undefined = $derived.by(() => {
    const dataset = this.#dataset();
    if (this.count > mostRunsAtOnce) return tooMany(this.count);
    return dataset && firstProblem(this.setups, dataset);
  });

  constructor(draft: () => Draft, dataset: () => (SetupDataset & { id: string }) | undefined) {
    this.#draft = draft;
    this.#dataset = dataset;
    this.#varied = [{ key: 'seed', text: '1-5', chosen: [] }];
  }

  /** About how long all of them will take, going by earlier runs; null when there is none to go by. */
  secondsGoingBy(timed: readonly TimedRun[]): number | null {
    return this.setups.reduce<number | null>((sum, setup) => {
      const seconds = estimateSeconds(setup, timed);
      return sum === null || seconds === null ? null : sum + seconds;
    }, 0);
  }

  /** Varies one setting more, beginning with the value that the draft has. */
  add(key: string): void {
    const axis = this.free.find((one) => one.key === key);
    if (axis) this.#varied = [...this.#varied, beginning(axis)];
  }

  /** Varies another setting in the place of one. */
  replace(key: string, by: string): void {
    const axis = this.free.find((one) => one.key === by);
    if (axis) this.#change(key, () => beginning(axis));
  }

  remove(key: string): void {
    this.#varied = this.#varied.filter((one) => one.key !== key);
  }

  type(key: string, text: string): void {
    this.#change(key, (varied) => ({ ...varied, text }));
  }

  choose(key: string, value: string, isChosen: boolean): void {
    this.#change(key, ({ chosen, ...others }) => {
      const without = chosen.filter((one) => one !== value);
      return { ...others, chosen: isChosen ? [...without, value] : without };
    });
  }

  #change(key: string, change: (varied: Varied) => Varied): void {
    this.#varied = this.#varied.map((varied) => (varied.key === key ? change(varied) : varied));
  }
}

function beginning({ key, value }: Axis): Varied {
  return { key, text: String(value), chosen: [String(value)] };
}

function tooMany(count: number): string {
  return `These would be ${formatCount(count)} runs; at most ${formatCount(mostRunsAtOnce)} can be started at once. Give fewer values.`;
}
