import type { CheckpointSummary } from '#core/contract/run.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { checkWritable, writeOutputFile } from '../files.ts';
import { findRun } from '../findRun.ts';
import { bytes as sized, counted } from '../output/format.ts';

export const formats = ['json', 'safetensors'] as const;

export interface ExportOptions extends GlobalOptions {
  checkpoint?: number;
  format: (typeof formats)[number];
  out: string;
  force?: boolean;
}

export async function exportRun(
  { client }: EngineSession,
  { print }: Environment,
  { checkpoint: epoch, format, out, force = false, json }: ExportOptions,
  named: string,
): Promise<ExitCode> {
  await checkWritable(out, force);
  const run = await findRun(client, named);
  const input = { run, format, ...(epoch === undefined ? {} : { epoch }) };
  const { bytes, checkpoint } = await client.request('runs.export', input);
  await writeOutputFile(out, bytes, force);
  if (json) print(JSON.stringify({ run, file: out, format, bytes: bytes.length, checkpoint }));
  else {
    const { stepsPerEpoch } = await client.request('runs.get', { run });
    print(`Wrote the weights after ${position(checkpoint, stepsPerEpoch)} to ${out} (${sized(bytes.length)}).`);
  }
  return succeeded;
}

/** As in "4 epochs", or "4 epochs and 642 batches" for one taken within an epoch. */
function position({ epoch, step }: CheckpointSummary, stepsPerEpoch: number): string {
  const epochs = counted(epoch, 'epoch');
  const batches = step - epoch * stepsPerEpoch;
  return batches === 0 ? epochs : `${epochs} and ${counted(batches, 'batch', 'batches')}`;
}
