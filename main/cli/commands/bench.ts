import type { BenchLine, KernelBenchLine } from '#core/contract/requests.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { count } from '../output/format.ts';

export interface BenchOptions extends GlobalOptions {
  seconds: number;
  threads?: number;
  kernels?: boolean;
}

export async function bench(
  session: EngineSession,
  environment: Environment,
  options: BenchOptions,
): Promise<ExitCode> {
  if (options.kernels) await benchKernels(session, environment, options);
  else await benchTraining(session, environment, options);
  return succeeded;
}

/** Each line is printed as soon as it has been measured. */
async function benchTraining(
  { client }: EngineSession,
  { print, style }: Environment,
  { json, seconds, threads }: BenchOptions,
): Promise<void> {
  const { kernelBuild } = await client.request('app.info', {});
  if (!json) {
    print(`Kernels: ${kernelBuild}`);
    print(style.strong(row('network', 'optimizer', 'batch', 'threads', 'examples/s', 'GFLOP/s')));
  }
  const end = client.on('bench', (line) => {
    print(json ? JSON.stringify({ ...line, kernelBuild }) : benchRow(line));
  });
  const input = threads === undefined ? {} : { threads };
  try {
    await client.request('bench.run', { secondsEach: seconds, ...input });
  } finally {
    end();
  }
  if (!json) print('GFLOP/s count all products; those by a zero, as ReLU gives, are left out and take no time.');
}

function benchRow({ network, optimizer, batch, threads, examplesPerSecond, gigaflops }: BenchLine): string {
  return row(network, optimizer, count(batch), count(threads), count(examplesPerSecond), gigaflops.toFixed(1));
}

/** The widths are fixed, because a line is printed before the next one is known. */
function row(network: string, optimizer: string, ...numbers: readonly string[]): string {
  return [network.padEnd(16), optimizer.padEnd(9), ...numbers.map((text) => text.padStart(10))].join('  ');
}

async function benchKernels(
  { client }: EngineSession,
  { print, style }: Environment,
  { json, seconds }: BenchOptions,
): Promise<void> {
  const { kernelBuild, limit, lines } = await client.request('bench.kernels', { secondsEach: seconds });
  if (json) {
    for (const line of lines) print(JSON.stringify({ ...line, limit, kernelBuild }));
    return;
  }
  print(`Kernels: ${kernelBuild}`);
  print(`Limit of one thread: ${limit.toFixed(1)} GFLOP/s`);
  print(style.strong(kernelRow('rows × inputs × units', 'forward', 'weight gradient', 'input gradient')));
  for (const line of lines) print(kernelBenchRow(line, limit));
}

function kernelBenchRow(line: KernelBenchLine, limit: number): string {
  const cell = (speed: number) => `${speed.toFixed(1)} (${((100 * speed) / limit).toFixed(0)}%)`;
  const shape = `${line.rows} × ${line.inputs} × ${line.units}`;
  return kernelRow(shape, cell(line.forward), cell(line.weightGradient), cell(line.inputGradient));
}

function kernelRow(shape: string, ...speeds: readonly string[]): string {
  return [shape.padEnd(22), ...speeds.map((text) => text.padStart(16))].join('  ');
}
