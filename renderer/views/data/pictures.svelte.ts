import type { DatasetSample } from '#core/contract/dataset.ts';
import { describeError } from '../../state/notices.svelte.ts';

/** So many bytes of pictures are kept for coming back to. */
const mostBytes = 2 ** 26;
/** So many are asked for at a time, at most, and no more than the engine gives. */
const bytesAtOnce = 2 ** 22;
const mostAtOnce = 500;

export interface Picture {
  index: number;
  label: number;
  /** `[height × width]`, a byte a pixel, 255 = ink. */
  pixels: Uint8Array;
}

/** The pictures of one dataset: those that are wanted are asked for, one request at a time, and the latest wish counts. */
export class Pictures {
  readonly #ask: (indices: readonly number[]) => Promise<DatasetSample>;
  readonly #atOnce: number;
  readonly #most: number;
  readonly #held = new Map<number, Picture>();
  #wanted: readonly number[] = [];
  #isAsking = false;
  /** Goes up whenever pictures have come. */
  version = $state(0);
  problem: string | null = $state(null);

  /** `pixels` is how many each picture has. */
  constructor(pixels: number, ask: (indices: readonly number[]) => Promise<DatasetSample>) {
    this.#ask = ask;
    this.#atOnce = Math.max(1, Math.min(mostAtOnce, Math.floor(bytesAtOnce / pixels)));
    this.#most = Math.max(2 * this.#atOnce, Math.floor(mostBytes / pixels));
  }

  get(index: number): Picture | undefined {
    return this.#held.get(index);
  }

  /** What is seen now, the most important first. */
  want(indices: readonly number[]): void {
    this.#wanted = indices;
    if (!this.#isAsking) void this.#fetch();
  }

  async #fetch(): Promise<void> {
    this.#isAsking = true;
    for (;;) {
      const missing = this.#wanted.filter((index) => !this.#held.has(index)).slice(0, this.#atOnce);
      if (missing.length === 0) break;
      try {
        this.#take(await this.#ask(missing));
        this.problem = null;
      } catch (error) {
        this.problem = describeError(error).text;
        break;
      }
      this.version++;
    }
    this.#isAsking = false;
  }

  #take({ indices, labels, pixels }: DatasetSample): void {
    const size = pixels.length / indices.length;
    indices.forEach((index, i) => {
      this.#held.set(index, { index, label: labels[i], pixels: pixels.slice(i * size, (i + 1) * size) });
    });
    for (const index of this.#held.keys()) {
      if (this.#held.size <= this.#most) break;
      if (!this.#wanted.includes(index)) this.#held.delete(index);
    }
  }
}
