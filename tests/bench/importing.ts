/**
 * How fast a large table is imported, and in how much memory: `node tests/bench/importing.ts [MEGABYTES] [FOLDER]`.
 *
 * Makes a CSV file of that size (100 if not given) in the folder (the system's for temporary files), with quoted
 * categories in every tenth column, goes through it as an import does, and throws what was read away.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Random } from '#core/tensor/random.ts';
import { withFile } from '#main/engine/importing/source.ts';
import { inspectTable } from '#main/engine/importing/table/inspectTable.ts';
import { readTable } from '#main/engine/importing/table/readTable.ts';

const columns = 20;
const rowsAtOnce = 1000;

function* lines(bytes: number): Generator<string> {
  const random = new Random(1, 'table');
  yield `${Array.from({ length: columns }, (_, i) => `column ${i}`).join(',')},label\n`;
  for (let written = 0; written < bytes;) {
    const some = Array.from({ length: rowsAtOnce }, () => line(random)).join('');
    written += some.length;
    yield some;
  }
}

function line(random: Random): string {
  const cells = Array.from({ length: columns }, (_, i) =>
    i % 10 === 9 ? `"kind, ${random.below(12)}"` : random.between(-1000, 1000).toFixed(4),
  );
  return `${cells.join(',')},${random.below(10)}\n`;
}

async function measure(path: string): Promise<void> {
  const { signal } = new AbortController();
  const begun = performance.now();
  const inspection = await withFile(path, (source) => inspectTable(source, {}, () => undefined, signal));
  const inspected = performance.now();
  let bytes = 0;
  const sink = {
    write: (_: string, block: Uint8Array) => {
      bytes += block.length;
    },
    progress: () => undefined,
    signal,
  };
  const table = await withFile(path, (source) =>
    readTable(source, inspection, { label: 'label', missing: 'refuse' }, sink),
  );
  const read = performance.now();
  const rate = (from: number, to: number) => Math.round((1000 * table.count) / (to - from)).toLocaleString('en');
  console.log(
    `${table.count.toLocaleString('en')} rows of ${columns + 1} cells, ${Math.round(bytes / 1e6)} MB of examples`,
  );
  console.log(`inspected: ${rate(begun, inspected)} rows/s`);
  console.log(`read:      ${rate(inspected, read)} rows/s`);
  console.log(`both:      ${rate(begun, read)} rows/s, ${((read - begun) / 1000).toFixed(1)} s`);
  console.log(`peak memory of the process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
}

const megabytes = Number(process.argv[2] ?? 100);
const folder = await mkdtemp(join(process.argv[3] ?? tmpdir(), 'lamina-importing-'));
try {
  const path = join(folder, 'large.csv');
  await pipeline(Readable.from(lines(megabytes * 1e6)), createWriteStream(path));
  console.log(`${megabytes} MB`);
  await measure(path);
} finally {
  await rm(folder, { recursive: true });
}
