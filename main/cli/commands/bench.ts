import type { BenchLine } from '#core/contract/requests.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { count } from '../output/format.ts';

export interface BenchOptions extends GlobalOptions {
  seconds: number;
}

/** Each line is printed as soon as it has been measured. */
export async function bench(
  { client }: EngineSession,
  { print, style }: Environment,
  options: BenchOptions,
): Promise<ExitCode> {
  const { kernelBuild } = await client.request('app.info', {});
  if (!options.json) {
    print(`Kernels: ${kernelBuild}`);
    print(style.strong(row('network', 'optimizer', 'batch', 'threads', 'examples/s', 'GFLOP/s')));
  }
  const end = client.on('bench', (line) => {
    print(options.json ? JSON.stringify({ ...line, kernelBuild }) : benchRow(line));
  });
  try {
    await client.request('bench.run', { secondsEach: options.seconds });
  } finally {
    end();
  }
  return succeeded;
}

function benchRow({ network, optimizer, batch, threads, examplesPerSecond, gigaflops }: BenchLine): string {
  return row(network, optimizer, count(batch), count(threads), count(examplesPerSecond), gigaflops.toFixed(1));
}

/** The widths are fixed, because a line is printed before the next one is known. */
function row(network: string, optimizer: string, ...numbers: readonly string[]): string {
  return [network.padEnd(16), optimizer.padEnd(9), ...numbers.map((text) => text.padStart(10))].join('  ');
}
