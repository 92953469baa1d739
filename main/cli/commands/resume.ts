import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import type { ExitCode } from '../exitCodes.ts';
import { findRun } from '../findRun.ts';
import { followToEnd } from './followToEnd.ts';

export async function resume(
  session: EngineSession,
  environment: Environment,
  options: GlobalOptions,
  named: string,
): Promise<ExitCode> {
  const run = await findRun(session.client, named);
  return followToEnd(session, environment, options, () => session.client.request('runs.resume', { run }));
}
