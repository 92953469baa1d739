/** The numbers of a tensor: float32 in the kernels' memory, or float64 where the maths itself is checked. */
export type Floats = Float32Array | Float64Array;

/** Where tensors live. Nothing is ever given back: an arena lives and dies with the network it serves. */
export interface Arena {
  /** `length` floats, all zero, aligned to 64 bytes. */
  floats(length: number): Floats;
  /** `length` bytes, all zero, aligned to 64 bytes. */
  bytes(length: number): Uint8Array<ArrayBufferLike>;
  /** `length` unsigned 32-bit whole numbers, all zero, aligned to 64 bytes. */
  words(length: number): Uint32Array<ArrayBufferLike>;
  /** Bytes handed out so far, with what alignment took. */
  readonly used: number;
}

const pageBytes = 65_536;
const alignment = 64;
/** WebAssembly's 32-bit address space. */
export const largestArenaBytes = 65_536 * pageBytes;

/** A memory for an arena, made beforehand where other threads must have it, too. */
export function createMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
}

/**
 * An arena inside one shared WebAssembly memory, which the SIMD kernels and all their threads see.
 * It grows as it is asked; views taken earlier stay valid, because a shared memory never moves.
 */
export class WasmArena implements Arena {
  readonly memory: WebAssembly.Memory;
  #used = alignment; // address 0 is never handed out

  /** A memory that is passed in belongs to this arena alone from then on. */
  constructor(memory = createMemory()) {
    this.memory = memory;
  }

  get used(): number {
    return this.#used;
  }

  floats(length: number): Float32Array<ArrayBufferLike> {
    const start = this.#take(length * 4);
    return new Float32Array(this.memory.buffer, start, length);
  }

  bytes(length: number): Uint8Array<ArrayBufferLike> {
    const start = this.#take(length);
    return new Uint8Array(this.memory.buffer, start, length);
  }

  words(length: number): Uint32Array<ArrayBufferLike> {
    const start = this.#take(length * 4);
    return new Uint32Array(this.memory.buffer, start, length);
  }

  /** Where the next `bytes` begin. The memory's buffer is another one after this. */
  #take(bytes: number): number {
    const start = this.#used;
    const end = start + Math.ceil(bytes / alignment) * alignment;
    if (end > largestArenaBytes) throw new RangeError(tooLarge(end));
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / pageBytes));
      } catch {
        throw new RangeError(tooLarge(end));
      }
    }
    this.#used = end;
    return start;
  }
}

function tooLarge(bytes: number): string {
  const megabytes = Math.ceil(bytes / 2 ** 20).toLocaleString('en');
  return `This needs ${megabytes} MB in one block of memory; at most 4,096 MB can be had, and less when the machine is short of it.`;
}

/** An arena of separate blocks, in either precision, for the reference kernels. */
export class PlainArena implements Arena {
  readonly #precision: 32 | 64;
  #used = 0;

  constructor(precision: 32 | 64) {
    this.#precision = precision;
  }

  get used(): number {
    return this.#used;
  }

  floats(length: number): Floats {
    this.#used += (length * this.#precision) / 8;
    return this.#precision === 32 ? new Float32Array(length) : new Float64Array(length);
  }

  bytes(length: number): Uint8Array {
    this.#used += length;
    return new Uint8Array(length);
  }

  words(length: number): Uint32Array {
    this.#used += length * 4;
    return new Uint32Array(length);
  }
}
