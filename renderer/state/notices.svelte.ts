import { LaminaError } from '#core/contract/errors.ts';

interface NoticeAction {
  label: string;
  run(): void;
}

interface NoticeText {
  text: string;
  /** What to do about it. */
  hint?: string;
  action?: NoticeAction;
  /** It stays until it is dismissed, as errors do. */
  stays?: boolean;
}

interface Notice extends NoticeText {
  id: number;
  tone: 'info' | 'error';
}

/** How long a notice stays by itself: longer when there is something to decide. Errors stay until they are dismissed. */
const plainMilliseconds = 6_000;
const actionMilliseconds = 12_000;

/** Short messages at the edge of the window. */
export class Notices {
  #list: readonly Notice[] = $state.raw([]);
  #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #nextId = 0;
  #held = false;

  get list(): readonly Notice[] {
    return this.#list;
  }

  /** Says that something was done, with a way to undo it where there is one. Returns by what it can be dismissed. */
  tell(notice: NoticeText): number {
    const id = this.#nextId++;
    this.#add({ ...notice, id, tone: 'info' });
    return id;
  }

  /** Says what went wrong. The same words are not shown twice. */
  tellError(error: unknown): void {
    const { text, hint } = describeError(error);
    if (this.#list.some((notice) => notice.tone === 'error' && notice.text === text)) return;
    this.#add({ text, hint, id: this.#nextId++, tone: 'error' });
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#list = this.#list.filter((notice) => notice.id !== id);
  }

  dismissAll(): void {
    for (const { id } of this.#list) this.dismiss(id);
  }

  act(notice: Notice): void {
    this.dismiss(notice.id);
    notice.action?.run();
  }

  /** While the pointer or the focus is on the notices none goes away by itself. */
  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    for (const notice of this.#list) this.#time(notice);
  }

  #add(notice: Notice): void {
    this.#list = [...this.#list, notice];
    this.#time(notice);
  }

  #time(notice: Notice): void {
    clearTimeout(this.#timers.get(notice.id));
    if (this.#held || notice.tone === 'error' || notice.stays) return;
    const wait = notice.action ? actionMilliseconds : plainMilliseconds;
    this.#timers.set(
      notice.id,
      setTimeout(() => this.dismiss(notice.id), wait),
    );
  }
}

/** What to say of an error: a `LaminaError`'s own words, or that the program is at fault. */
export function describeError(error: unknown): { text: string; hint: string } {
  if (error instanceof LaminaError) return { text: error.message, hint: error.hint };
  const detail = error instanceof Error ? error.message : String(error);
  return {
    text: `Something went wrong inside Lamina: ${detail}`,
    hint: 'Try again; if it happens again, please report it.',
  };
}
