import type { Page } from '@playwright/test';

interface Watch {
  /** Milliseconds from one frame to the next, since they were last asked for. */
  frames: number[];
  /** Milliseconds of every task over 50 ms, since they were last asked for. */
  tasks: number[];
  /** Milliseconds from the last change of an input or key to the end of the frame that showed it. */
  answered: number[];
}

/** Runs in the page before anything else: notes how its frames follow each other, its long tasks, and its answers. */
export function watchPage(): void {
  const watch: Watch = { frames: [], tasks: [], answered: [] };
  Object.assign(globalThis, { laminaWatch: watch });
  let last = performance.now();
  const count = (now: number) => {
    watch.frames.push(now - last);
    last = now;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watch.tasks.push(duration);
  }).observe({ type: 'longtask' });
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      // A message that is posted in a frame is met just after it has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => watch.answered.push(performance.now() - timeStamp);
      requestAnimationFrame(() => port2.postMessage(null));
    },
    { capture: true },
  );
}

/** What was noted since the last time. */
export async function takeWatch(page: Page): Promise<Watch> {
  return page.evaluate(() => {
    const watch = (globalThis as unknown as { laminaWatch: Watch }).laminaWatch;
    const taken = structuredClone(watch);
    for (const list of Object.values(watch) as number[][]) list.length = 0;
    return taken;
  });
}

/** Presses a key again and again, each time when the page is at rest: milliseconds until each was painted. */
export async function pressAndPaint(page: Page, keys: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const key of keys) {
    await page.waitForTimeout(150);
    await takeWatch(page);
    await page.keyboard.press(key);
    await page.waitForFunction(() => (globalThis as unknown as { laminaWatch: Watch }).laminaWatch.answered.length > 0);
    times.push(...(await takeWatch(page)).answered);
  }
  return times;
}
