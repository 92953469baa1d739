import type { Browser, CDPSession, Page, WebSocketRoute } from '@playwright/test';
import type { EventName, Events, MetricPoint } from '#core/contract/events.ts';
import { encodeFrame } from '#core/contract/messages.ts';
import type { RunSummary } from '#core/contract/run.ts';
import { Random } from '#core/tensor/random.ts';
import { Store } from '#main/store/store.ts';
import type { Figure } from './figures.ts';
import { lamina } from './lamina.ts';
import { pressAndPaint } from './watch.ts';
import { openTab, openWorkbench } from './workbench.ts';

const batches = 200_000;
const batchesOfEpoch = 1000;
/** As many as come from an engine in an hour, at 20 a second. */
const events = 72_000;
/** So many are sent before the page is asked whether it has taken them. */
const eventsAtOnce = 200;

/** How soon the charts of a run with 200,000 points a curve are drawn anew when another smoothing is chosen. */
export async function measureRedraw(browser: Browser, workspace: string, repetitions: number): Promise<Figure[]> {
  const run = shortRun(workspace);
  inStore(workspace, (store) =>
    store.transaction(() => {
      store.metrics.removeAfter(run.id, 0);
      store.metrics.add(run.id, [...madeUpPoints(0, batches)]);
    }),
  );
  const { page, close } = await openWorkbench(browser, workspace);
  try {
    await openTab(page, 'Curves');
    const smoothing = page.getByLabel(/^Smoothing/);
    await smoothing.focus();
    await page.waitForTimeout(2000);
    const keys = Array.from({ length: 4 * repetitions }, (_, index) => (index % 2 === 0 ? 'ArrowRight' : 'ArrowLeft'));
    const values = await pressAndPaint(page, keys);
    return [{ what: 'two charts of 200,000 points each are drawn anew', values, unit: 'ms', target: 50 }];
  } finally {
    await close();
  }
}

/**
 * How much the page's memory grows over the second half of an hour-long run. A short run is shown as going on, and the
 * page is sent what its engine would have sent in an hour, as fast as it takes it.
 */
export async function measureGrowth(browser: Browser, workspace: string): Promise<Figure[]> {
  const run = shortRun(workspace);
  let socket: WebSocketRoute | undefined;
  const { page, close } = await openWorkbench(browser, workspace, (page) =>
    page.routeWebSocket(/\/engine/, (route) => {
      socket = route;
      route.connectToServer();
    }),
  );
  try {
    await openTab(page, 'Curves');
    const devtools = await page.context().newCDPSession(page);
    const send: Send = (event, data) => socket!.send(Buffer.from(encodeFrame({ event, data })));
    send('run.changed', { ...run, status: 'running', endedAt: null });
    await page.getByTestId('run-status').filter({ hasText: 'Training' }).waitFor();
    await feed(page, send, run, { from: 0, to: events / 2 });
    const half = await memoryOf(devtools);
    await feed(page, send, run, { from: events / 2, to: events });
    const values = [((await memoryOf(devtools)) - half) / 1e6];
    return [{ what: 'memory grows in the second half of an hour', values, unit: 'MB', target: 30 }];
  } finally {
    await close();
  }
}

type Send = <Name extends EventName>(event: Name, data: Events[Name]) => void;

async function feed(
  page: Page,
  send: Send,
  { id: run }: RunSummary,
  part: { from: number; to: number },
): Promise<void> {
  const batchAt = (event: number) => Math.floor((event * batches) / events);
  for (let event = part.from; event < part.to; event++) {
    const [from, to] = [batchAt(event), batchAt(event + 1)];
    const progress = { step: to, steps: batches, stepsPerEpoch: batchesOfEpoch, secondsLeft: (batches - to) / 50 };
    send('run.progress', { run, ...progress, examplesPerSecond: 1000 });
    send('run.metrics', { run, points: [...madeUpPoints(from, to)] });
    if (event % eventsAtOnce === 0) await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** A falling, noisy loss and the accuracy that goes with it, for each batch and for each epoch's end. */
function* madeUpPoints(from: number, to: number): Generator<MetricPoint> {
  for (let batch = from; batch < to; batch++) {
    const step = 1000 + batch; // after all that the short run had
    const seconds = step / 50;
    const loss = 2 / (1 + step / 2000) + 0.2 * new Random(step, 'bench').uniform();
    yield { name: 'loss', split: 'batch', step, seconds, value: loss };
    yield { name: 'accuracy', split: 'batch', step, seconds, value: 1 - loss / 3 };
    if (step % batchesOfEpoch !== 0) continue;
    for (const split of ['train', 'test'] as const) {
      yield { name: 'loss', split, step, seconds, value: loss + 0.01 };
      yield { name: 'accuracy', split, step, seconds, value: 1 - loss / 3 };
    }
  }
}

/** The bytes that the page's scripts hold when all that can be cleared away has been. */
async function memoryOf(devtools: CDPSession): Promise<number> {
  for (let time = 0; time < 3; time++) await devtools.send('HeapProfiler.collectGarbage');
  const usage: Record<string, number | undefined> = await devtools.send('Runtime.getHeapUsage');
  // Lists of numbers of one kind lie outside the heap.
  return (usage['usedSize'] ?? 0) + (usage['embedderHeapUsedSize'] ?? 0) + (usage['backingStorageSize'] ?? 0);
}

/** A run of a moment, the newest in its workspace, and so the one that the Workbench shows. */
function shortRun(workspace: string): RunSummary {
  const words = ['train', '--dataset', 'spirals', '--hidden', '8', '--epochs', '3'];
  const { run } = lamina(workspace, words).at(-1) as { run: string };
  return inStore(workspace, (store) => store.runs.list().find(({ id }) => id === run)!);
}

function inStore<Result>(workspace: string, use: (store: Store) => Result): Result {
  const store = new Store(workspace, 'bench');
  try {
    return use(store);
  } finally {
    store.close();
  }
}
