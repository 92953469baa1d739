/**
 * Where a reader's examples go. A part is one long sequence of bytes: `inputs` a byte a pixel for pictures, or
 * little-endian float32 for tables; `labels` a byte an example; `targets` little-endian float32.
 */
export type Part = 'inputs' | 'labels' | 'targets';

export interface Sink {
  /** Takes the next bytes of a part. They are the sink's own from then on. */
  write(part: Part, bytes: Uint8Array): void | Promise<void>;
  progress: Progress;
  /** Aborted when the import is to stop; the reader then throws the signal's reason. */
  signal: AbortSignal;
}

/** Told what share of the work is done, 0 to 1. */
export type Progress = (done: number) => void;

/** Pictures as they were read. */
export interface ReadPictures {
  kind: 'pictures';
  /** All pictures, and how many of them, the last, are for testing only. */
  count: number;
  testCount: number;
  shape: [height: number, width: number];
  classes: string[];
  classCounts: number[];
}

const blockBytes = 2 ** 20;

/** Gathers small pieces of one part into blocks of a mebibyte. */
export class PartWriter {
  readonly #sink: Sink;
  readonly #part: Part;
  #block = new Uint8Array(blockBytes);
  #filled = 0;

  constructor(sink: Sink, part: Part) {
    this.#sink = sink;
    this.#part = part;
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length;) {
      const taken = Math.min(bytes.length - from, blockBytes - this.#filled);
      this.#block.set(bytes.subarray(from, from + taken), this.#filled);
      this.#filled += taken;
      from += taken;
      if (this.#filled === blockBytes) await this.end();
    }
  }

  /** Hands on what is left. */
  async end(): Promise<void> {
    if (this.#filled === 0) return;
    await this.#sink.write(this.#part, this.#block.subarray(0, this.#filled));
    this.#block = new Uint8Array(blockBytes);
    this.#filled = 0;
  }
}
