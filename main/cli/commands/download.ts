import { describeExamples } from '#core/analysis/words.ts';
import { downloadTask, type Download } from '#core/contract/download.ts';
import { LaminaError } from '#core/contract/errors.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { failed, succeeded, type ExitCode } from '../exitCodes.ts';
import { bytes } from '../output/format.ts';
import { printable, table } from '../output/table.ts';

export interface DownloadOptions extends GlobalOptions {
  mirror?: string;
}

/** Tells what can be downloaded, and under which licence. Nothing is asked of the network. */
export async function listDownloads(
  { client }: EngineSession,
  { print, style }: Environment,
  { json }: GlobalOptions,
): Promise<ExitCode> {
  const all = await client.request('downloads.list', {});
  if (json) {
    for (const download of all) print(JSON.stringify(download));
    return succeeded;
  }
  const [titles, ...rows] = table(
    [{ title: 'name' }, { title: 'dataset' }, { title: 'size', right: true }, { title: 'licence' }, { title: 'state' }],
    all.map((download) => [download.name, download.title, bytes(download.bytes), download.licence, stateOf(download)]),
  );
  print(style.strong(titles));
  rows.forEach(print);
  return succeeded;
}

/** Prints the id alone, so that a script can take it; what it is goes to standard error. Ctrl+C keeps what has come. */
export async function download(
  { client }: EngineSession,
  { print, tell, progress, onInterrupt }: Environment,
  { mirror, json }: DownloadOptions,
  name: string,
): Promise<ExitCode> {
  const listed = (await client.request('downloads.list', {})).find((each) => each.name === name);
  const wasHere = typeof listed?.dataset === 'string';
  const endings = [
    client.on('task', ({ task, label, done }) => {
      if (task === downloadTask(name)) progress.show(done, listed ? `${label}, ${bytes(listed.bytes)}` : label);
    }),
    onInterrupt(() => void client.request('downloads.cancel', { name }).catch(() => undefined)),
  ];
  try {
    const dataset = await client.request('downloads.start', { name, ...(mirror !== undefined && { mirror }) });
    progress.hide();
    if (json) print(JSON.stringify(dataset));
    else {
      const beginning = wasHere ? 'Here already is' : 'Downloaded';
      tell(`${beginning} "${printable(dataset.name)}": ${describeExamples(dataset)}. Licence: ${dataset.licence}.`);
      print(dataset.id);
    }
    return succeeded;
  } catch (error) {
    progress.hide();
    if (!(error instanceof LaminaError && error.code === 'cancelled')) throw error;
    tell('The download was stopped. What has come so far is kept.');
    tell(`Go on with: lamina download ${name}`);
    return failed;
  } finally {
    endings.forEach((end) => end());
  }
}

function stateOf({ dataset, bytes: all, bytesHere }: Download): string {
  if (dataset !== null) return `here, as ${dataset}`;
  return bytesHere === 0 ? '' : `${bytes(bytesHere)} of ${bytes(all)} are here`;
}
