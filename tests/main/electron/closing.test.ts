import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Closing } from '#main/electron/closing.ts';
import { settle } from '../../renderer/state/fakeEngine.ts';

const background = 0;
const stop = 1;
const cancel = 2;

let closing: Closing;
let answer: (response: number, checkboxChecked?: boolean) => Promise<void>;
const ask = vi.fn();
const closeWindow = vi.fn();
const quit = vi.fn();

beforeEach(() => {
  vi.resetAllMocks();
  ask.mockImplementation(() => {
    const asked = Promise.withResolvers<{ response: number; checkboxChecked: boolean }>();
    answer = (response, checkboxChecked = false) => {
      asked.resolve({ response, checkboxChecked });
      return settle();
    };
    return asked.promise;
  });
  closing = new Closing({ ask, closeWindow, quit });
});

describe('with nothing being trained', () => {
  it('may be left at once', () => {
    expect(closing.mayLeave()).toBe(true);
    closing.trains(true);
    closing.trains(false);
    expect(closing.mayLeave()).toBe(true);
    expect(ask).not.toHaveBeenCalled();
    expect(quit).not.toHaveBeenCalled();
  });
});

describe('while a run is trained', () => {
  beforeEach(() => {
    closing.trains(true);
    expect(closing.mayLeave()).toBe(false);
  });

  it('asks one question at a time', async () => {
    expect(closing.mayLeave()).toBe(false);
    expect(ask).toHaveBeenCalledOnce();
    await answer(cancel);
    expect(closing.mayLeave()).toBe(false);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('stays as it is when the question is put away', async () => {
    await answer(cancel, true);
    expect([closeWindow, quit].flatMap((action) => action.mock.calls)).toEqual([]);
    expect(closing.staysWithoutWindow).toBe(false);
  });

  it('quits, and asks no more', async () => {
    await answer(stop);
    expect(quit).toHaveBeenCalledOnce();
    expect(closing.mayLeave()).toBe(true);
  });

  it('goes on without a window until it is told to quit', async () => {
    await answer(background, false);
    expect(closeWindow).toHaveBeenCalledOnce();
    expect(closing.staysWithoutWindow).toBe(true);
    closing.trains(false);
    expect(quit).not.toHaveBeenCalled();
  });

  it('goes on without a window until the training has ended', async () => {
    await answer(background, true);
    expect(quit).not.toHaveBeenCalled();
    closing.trains(false);
    expect(quit).toHaveBeenCalledOnce();
  });

  it('does not quit under a window that was opened again', async () => {
    await answer(background, true);
    closing.windowOpened();
    expect(closing.staysWithoutWindow).toBe(false);
    closing.trains(false);
    expect(quit).not.toHaveBeenCalled();
  });

  it('quits at once when the training has ended before the answer came', async () => {
    closing.trains(false);
    await answer(background, true);
    expect(quit).toHaveBeenCalledOnce();
    expect(closeWindow).not.toHaveBeenCalled();
  });
});
