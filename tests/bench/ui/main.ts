/**
 * `npm run bench:ui`: how immediate the Workbench is, measured in a headless Chromium on what was built.
 *
 * `--only training,designer,redraw,growth` measures some of it, `--repetitions N` more often, `--epochs N` makes the
 * runs that are compared longer, `--tabs Curves` trains with only that tab open. Nothing else should go on in the machine
 * meanwhile: its load stands in the first line.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from '@playwright/test';
import { ensureBuilt } from '#main/launch/ensureBuilt.ts';
import { measureDesigner } from './designer.ts';
import { figureLine, type Figure } from './figures.ts';
import { measureGrowth, measureRedraw } from './longRun.ts';
import { measureTraining } from './training.ts';
import { launchBrowser, openWorkbench } from './workbench.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    tabs: { type: 'string', default: '' },
    repetitions: { type: 'string', default: '5' },
    epochs: { type: 'string', default: '20' },
  },
});
const repetitions = Number(options.repetitions);

/** Each with a workspace of its own. */
const parts: Record<string, (browser: Browser, workspace: string) => Promise<Figure[]>> = {
  designer: async (browser, workspace) => {
    const { page, close } = await openWorkbench(browser, workspace);
    try {
      return await measureDesigner(page, repetitions);
    } finally {
      await close();
    }
  },
  redraw: (browser, workspace) => measureRedraw(browser, workspace, repetitions),
  growth: measureGrowth,
  training: (browser, workspace) =>
    measureTraining(browser, workspace, { repetitions, epochs: Number(options.epochs), tabs: named(options.tabs) }),
};

await ensureBuilt({ report: (line) => console.log(line) });
console.log(`${cpus()[0].model}, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}`);
console.log(
  'The middle of the repetitions, or the largest of them; in brackets how many there were, and their range.\n',
);
const wanted = named(options.only);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`);
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await print(measure);
}

async function print(measure: (browser: Browser, workspace: string) => Promise<Figure[]>): Promise<void> {
  const workspace = await mkdtemp(join(tmpdir(), 'lamina-bench-ui-'));
  const browser = await launchBrowser();
  try {
    for (const figure of await measure(browser, workspace)) console.log(figureLine(figure));
  } finally {
    await browser.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

function named(list: string): string[] {
  return list === '' ? [] : list.split(',');
}
