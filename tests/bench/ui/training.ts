import type { Browser, Page } from '@playwright/test';
import { quantile, type Figure } from './figures.ts';
import { lamina } from './lamina.ts';
import { takeWatch } from './watch.ts';
import { openTab, openWorkbench } from './workbench.ts';

interface Live {
  /** Seconds that the run spent in training. */
  seconds: number;
  /** Milliseconds between frames while it went on: 95 of 100 are shorter. */
  frame: number;
  /** Milliseconds of the longest task meanwhile; 0 when none was over 50 ms. */
  task: number;
}

/**
 * How much slower a run is with the Workbench open and everything live than by `lamina train`, and how the page fares
 * meanwhile: for every tab of the Workbench, or those that are named. The two take turns, so that what else goes on in
 * the machine hits both alike, and each of them trains the same network on the same examples.
 */
export async function measureTraining(
  browser: Browser,
  workspace: string,
  { repetitions, epochs, tabs }: { repetitions: number; epochs: number; tabs: readonly string[] },
): Promise<Figure[]> {
  trainByCommand(workspace, 1); // the examples are made, and everything has been read from the disk once
  const { page, close } = await openWorkbench(browser, workspace);
  try {
    const names = tabs.length > 0 ? tabs : await page.getByRole('tab').allInnerTexts();
    const live = new Map<string, Live[]>(names.map((name) => [name, []]));
    const slower = new Map<string, number[]>(names.map((name) => [name, []]));
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const name of names) {
        const address = page.url();
        await page.goto('about:blank');
        const alone = trainByCommand(workspace, epochs);
        await page.goto(address);
        const watched = await trainOnPage(page, workspace, name, epochs);
        live.get(name)!.push(watched);
        slower.get(name)!.push(100 * (watched.seconds / alone - 1));
      }
    }
    return names.flatMap((name) => figuresOf(name, slower.get(name)!, live.get(name)!));
  } finally {
    await close();
  }
}

function figuresOf(name: string, slower: number[], live: readonly Live[]): Figure[] {
  return [
    { what: `training is slower with ${name} open`, values: slower, unit: '%', target: 5 },
    { what: `  95 of 100 frames meanwhile`, values: live.map(({ frame }) => frame), unit: 'ms', target: 20 },
    {
      what: `  the longest task meanwhile`,
      values: live.map(({ task }) => task),
      unit: 'ms',
      target: 100,
      of: 'largest',
    },
  ];
}

async function trainOnPage(page: Page, workspace: string, tab: string, epochs: number): Promise<Live> {
  const name = `Page ${Date.now()}`;
  await page.getByLabel('Name of the run').fill(name);
  await page.getByLabel('Epochs', { exact: true }).fill(String(epochs));
  await openTab(page, tab);
  await page.getByTestId('start').click();
  const status = page.getByTestId('run-status');
  await page.getByRole('region', { name: 'Run' }).getByRole('heading', { name }).waitFor();
  await status.filter({ hasText: 'Training' }).waitFor();
  await takeWatch(page);
  await status.filter({ hasText: 'Finished' }).waitFor({ timeout: 600_000 });
  const { frames, tasks } = await takeWatch(page);
  return { seconds: secondsOf(workspace, name), frame: quantile(frames, 0.95), task: Math.max(0, ...tasks) };
}

/** Seconds of a run with the settings that the Workbench begins with. */
function trainByCommand(workspace: string, epochs: number): number {
  const lines = lamina(workspace, ['train', '--epochs', String(epochs)]);
  const { seconds } = lines.at(-1) as { seconds: number };
  return seconds;
}

function secondsOf(workspace: string, name: string): number {
  return (lamina(workspace, ['show', name]).at(-1) as { seconds: number }).seconds;
}
