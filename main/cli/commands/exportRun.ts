import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { succeeded, type ExitCode } from '../exitCodes.ts';
import { checkWritable, writeOutputFile } from '../files.ts';
import { findRun } from '../findRun.ts';
import { bytes as sized, count } from '../output/format.ts';

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
  else print(`Wrote the weights of epoch ${count(checkpoint.epoch)} to ${out} (${sized(bytes.length)}).`);
  return succeeded;
}
