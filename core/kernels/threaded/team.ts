// A team is a thread that computes, its leader, and helpers that compute with it over one shared memory.
//
// Work comes in phases. A phase is one call of a kernel whose outputs are cut into parts, each of which is the same
// call with moved addresses and a smaller count. The leader takes parts from the first one on, helpers from the last
// one back, until they meet: so each thread mostly works on what is in its own caches already, and one that is late
// (asleep, or without a processor) is not waited for, because the others do its part. Which thread computes a part
// makes no difference to it.

/** A kernel as WebAssembly exports it. */
export type Kernel = (...values: number[]) => void;

/** One phase: a call, and how it is cut. */
export interface Phase {
  /** The kernel's place in the list that all threads of the team have. */
  kernel: number;
  values: readonly number[];
  /** By how much each value grows with every output that lies before a part. */
  moves: readonly number[];
  /** Which value is the number of outputs. */
  countAt: number;
  /** Which value is the address of scratch, that of the first thread; −1 for a kernel that needs none. */
  scratchAt: number;
  /** Parts begin at multiples of this. */
  grain: number;
  parts: number;
}

/** Words of the control block that threads wait for, each in a cache line of its own. */
const word = { ticket: 0, pending: 32, sleepers: 64, leaderSleeps: 96 };
const words = 128;
/** Numbers of the control block that tell of the phase. */
const number = { kernel: 0, total: 1, countAt: 2, scratchAt: 3, grain: 4, parts: 5, length: 6, values: 7, moves: 23 };
const numbers = 39;
const mostValues = number.moves - number.values;
export const mostParts = 0x7fff;

/** In the ticket of a team whose leader is done. */
const disbanded = -1;

/**
 * How often a thread looks for work, or for the end of the others' work, before it sleeps: about 50 µs, a few times
 * what lies between the phases of a step. A sleeping thread takes as long to wake up.
 */
const looks = 1000;

/** Tells the processor that the thread is only waiting. */
const pause = (Atomics as { pause?: () => void }).pause ?? (() => undefined);

/** The memory by which the threads of one team understand each other. */
export function createControl(): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * words + 8 * numbers);
}

/** Asks a team's helpers to leave. */
export function disband(control: SharedArrayBuffer): void {
  const state = new Int32Array(control, 0, words);
  Atomics.store(state, word.ticket, disbanded);
  Atomics.notify(state, word.ticket);
}

/** What the leader and the helpers have in common. */
class Member {
  protected readonly state: Int32Array;
  protected readonly phase: Float64Array;
  readonly #kernels: readonly Kernel[];
  readonly #scratch: number;
  readonly #call: number[] = [];

  /** `scratch` is by how many bytes this thread's scratch lies behind that of the first. */
  constructor(control: SharedArrayBuffer, kernels: readonly Kernel[], scratch: number) {
    this.state = new Int32Array(control, 0, words);
    this.phase = new Float64Array(control, 4 * words, numbers);
    this.#kernels = kernels;
    this.#scratch = scratch;
  }

  /**
   * Takes a part that nobody has taken, and computes it. False when there is none left.
   *
   * The ticket holds the part after the first thread's last one, and the one that helpers took last. Whoever has
   * changed it may read the phase: the leader sets up no other one while a part that was taken is not done.
   */
  protected work(fromFront: boolean): boolean {
    for (;;) {
      const ticket = Atomics.load(this.state, word.ticket);
      const front = ticket & mostParts;
      const back = ticket >> 16;
      if (front >= back) return false;
      const rest = fromFront ? ticket + 1 : ticket - 0x1_0000;
      if (Atomics.compareExchange(this.state, word.ticket, ticket, rest) !== ticket) continue;
      this.#compute(fromFront ? front : back - 1);
      return true;
    }
  }

  #compute(part: number): void {
    const { phase } = this;
    const first = edge(phase, part);
    const length = phase[number.length];
    const call = this.#call;
    call.length = length;
    for (let n = 0; n < length; n++) call[n] = phase[number.values + n] + first * phase[number.moves + n];
    call[phase[number.countAt]] = edge(phase, part + 1) - first;
    if (phase[number.scratchAt] >= 0) call[phase[number.scratchAt]] += this.#scratch;
    this.#kernels[phase[number.kernel]](...call);
  }
}

/** The output that a part begins with: parts are as equal as their grain allows. */
function edge(phase: Float64Array, part: number): number {
  const grains = Math.ceil(phase[number.total] / phase[number.grain]);
  const before = Math.floor((grains * part) / phase[number.parts]);
  return Math.min(before * phase[number.grain], phase[number.total]);
}

/** The leader's side of a team. */
export class Team extends Member {
  readonly threads: number;

  constructor(control: SharedArrayBuffer, kernels: readonly Kernel[], threads: number) {
    super(control, kernels, 0);
    this.threads = threads;
  }

  /** Carries out a phase together with the helpers. */
  share({ kernel, values, moves, countAt, scratchAt, grain, parts }: Phase): void {
    const { phase, state } = this;
    if (values.length > mostValues || parts > mostParts) throw new RangeError('The phase does not fit the team.');
    phase[number.kernel] = kernel;
    phase[number.total] = values[countAt];
    phase[number.countAt] = countAt;
    phase[number.scratchAt] = scratchAt;
    phase[number.grain] = grain;
    phase[number.parts] = parts;
    phase[number.length] = values.length;
    for (let n = 0; n < values.length; n++) {
      phase[number.values + n] = values[n];
      phase[number.moves + n] = moves[n];
    }
    Atomics.store(state, word.pending, parts);
    Atomics.store(state, word.ticket, parts << 16);
    if (Atomics.load(state, word.sleepers) > 0) Atomics.notify(state, word.ticket);
    while (this.work(true)) Atomics.sub(state, word.pending, 1);
    this.#awaitOthers();
  }

  #awaitOthers(): void {
    const { state } = this;
    for (let look = 0; look < looks; look++) {
      if (Atomics.load(state, word.pending) === 0) return;
      pause();
    }
    Atomics.store(state, word.leaderSleeps, 1);
    for (let pending; (pending = Atomics.load(state, word.pending)) > 0;) {
      Atomics.wait(state, word.pending, pending);
    }
    Atomics.store(state, word.leaderSleeps, 0);
  }
}

class Helper extends Member {
  /** Returns when the team is disbanded. */
  serve(): void {
    const { state } = this;
    for (let look = 0; ; look++) {
      if (this.work(false)) {
        look = 0;
        const done = Atomics.sub(state, word.pending, 1) === 1;
        if (done && Atomics.load(state, word.leaderSleeps) === 1) Atomics.notify(state, word.pending);
      } else if (look < looks) pause();
      else if (this.#sleep() === disbanded) return;
      else look = 0;
    }
  }

  /** Until the ticket changes; returns what it is then. A phase that begins meanwhile wakes the thread. */
  #sleep(): number {
    const { state } = this;
    const ticket = Atomics.load(state, word.ticket);
    const isOver = ticket === disbanded || (ticket & mostParts) < ticket >> 16;
    if (isOver) return ticket;
    Atomics.add(state, word.sleepers, 1);
    Atomics.wait(state, word.ticket, ticket);
    Atomics.sub(state, word.sleepers, 1);
    return Atomics.load(state, word.ticket);
  }
}

/** Helps a team until it is disbanded. `scratch` is by how many bytes this thread's scratch lies behind the first's. */
export function help(control: SharedArrayBuffer, kernels: readonly Kernel[], scratch: number): void {
  new Helper(control, kernels, scratch).serve();
}
