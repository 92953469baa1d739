import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LaminaError } from '#core/contract/errors.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';

const texts = (notices: Notices) => notices.list.map(({ text }) => text);

describe('notices', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('go away by themselves, later when there is something to decide', () => {
    const notices = new Notices();
    notices.tell({ text: 'Saved.' });
    notices.tell({ text: 'Gone.', action: { label: 'Undo', run: () => undefined } });
    vi.advanceTimersByTime(6_000);
    expect(texts(notices)).toEqual(['Gone.']);
    vi.advanceTimersByTime(6_000);
    expect(texts(notices)).toEqual([]);
  });

  it('stay while the pointer or the focus is on them', () => {
    const notices = new Notices();
    notices.tell({ text: 'Saved.' });
    notices.hold(true);
    vi.advanceTimersByTime(60_000);
    expect(texts(notices)).toEqual(['Saved.']);
    notices.hold(false);
    vi.advanceTimersByTime(6_000);
    expect(texts(notices)).toEqual([]);
  });

  it('of errors stay until they are dismissed, and are not repeated', () => {
    const notices = new Notices();
    notices.tellError(new LaminaError('conflict', 'The run is being trained.', 'Stop it first.'));
    notices.tellError(new LaminaError('conflict', 'The run is being trained.', 'Stop it first.'));
    vi.advanceTimersByTime(60_000);
    expect(notices.list).toMatchObject([{ tone: 'error', hint: 'Stop it first.' }]);
    notices.dismiss(notices.list[0].id);
    expect(notices.list).toEqual([]);
  });

  it('are dismissed all at once', () => {
    const notices = new Notices();
    for (const text of ['One.', 'Two.']) notices.tellError(new LaminaError('conflict', text));
    notices.dismissAll();
    expect(notices.list).toEqual([]);
  });

  it('own up to a fault of the program', () => {
    const notices = new Notices();
    notices.tellError(new TypeError('x is undefined'));
    expect(texts(notices)).toEqual(['Something went wrong inside Lamina: x is undefined']);
  });

  it('act once', () => {
    const notices = new Notices();
    const undo = vi.fn();
    notices.tell({ text: 'Gone.', action: { label: 'Undo', run: undo } });
    notices.act(notices.list[0]);
    expect(undo).toHaveBeenCalledTimes(1);
    expect(notices.list).toEqual([]);
  });
});
