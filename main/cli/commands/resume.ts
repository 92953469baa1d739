import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import type { ExitCode } from '../exitCodes.ts';
import { findRun } from '../findRun.ts';
import { followToEnd } from './followToEnd.ts';

export interface ResumeOptions extends GlobalOptions {
  threads?: number;
}

export async function resume(
  session: EngineSession,
  environment: Environment,
  options: ResumeOptions,
  named: string,
): Promise<ExitCode> {
  const run = await findRun(session.client, named);
  const { threads } = options;
  const input = threads === undefined ? { run } : { run, threads };
  return followToEnd(session, environment, options, () => session.client.request('runs.resume', input));
}
