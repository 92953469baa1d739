import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FrameRequest } from '#renderer/charts/frame.ts';

const frameMilliseconds = 16;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, frameMilliseconds));
  vi.stubGlobal('cancelAnimationFrame', (request: number) => clearTimeout(request));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Counts its drawings, each of which takes so long. */
function drawing(milliseconds: number) {
  const draw = vi.fn(() => vi.setSystemTime(Date.now() + milliseconds));
  vi.stubGlobal('performance', { now: () => Date.now() });
  return { draw, frame: new FrameRequest(draw) };
}

describe('a request for a frame', () => {
  it('is drawn once, however often it was asked for', () => {
    const { draw, frame } = drawing(10);
    for (let time = 0; time < 5; time++) frame.ask();
    vi.advanceTimersByTime(2 * frameMilliseconds);
    expect(draw).toHaveBeenCalledTimes(1);
  });

  it('waits, where it can, for so long that drawing takes a twentieth of the time', () => {
    const { draw, frame } = drawing(10);
    frame.askInTime();
    vi.advanceTimersByTime(frameMilliseconds);
    expect(draw).toHaveBeenCalledTimes(1);
    frame.askInTime();
    vi.advanceTimersByTime(180 + frameMilliseconds);
    expect(draw).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(10);
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it('does not wait when it is urgent, even if it was waiting', () => {
    const { draw, frame } = drawing(10);
    frame.ask();
    vi.advanceTimersByTime(frameMilliseconds);
    frame.askInTime();
    frame.ask();
    vi.advanceTimersByTime(frameMilliseconds);
    expect(draw).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1000);
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it('is not drawn once it was cancelled', () => {
    const { draw, frame } = drawing(10);
    frame.ask();
    vi.advanceTimersByTime(frameMilliseconds);
    frame.askInTime();
    frame.cancel();
    vi.advanceTimersByTime(1000);
    expect(draw).toHaveBeenCalledTimes(1);
  });
});
