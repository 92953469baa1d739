import type { RunDetail, RunSummary } from '#core/contract/run.ts';
import type { EngineSession, Environment, GlobalOptions } from '../environment.ts';
import { failed, succeeded, type ExitCode } from '../exitCodes.ts';
import { followRun } from '../followRun.ts';
import { count } from '../output/format.ts';
import { jsonReport, plainReport } from '../output/runReport.ts';

/** Begins a run, tells of it until it has ended, and says how that went. */
export async function followToEnd(
  session: EngineSession,
  environment: Environment,
  options: GlobalOptions,
  begin: () => Promise<RunSummary>,
): Promise<ExitCode> {
  const report = options.json ? jsonReport(environment) : plainReport(environment);
  try {
    const run = await followRun(session, environment, begin, report);
    report.ended(run);
    return outcome(run, environment);
  } finally {
    environment.progress.hide();
  }
}

function outcome(run: RunDetail, { tell }: Environment): ExitCode {
  switch (run.status) {
    case 'finished':
      return succeeded;
    case 'diverged':
      tell(`The run ${run.id} diverged. ${run.problem ?? ''}`.trimEnd());
      return failed;
    case 'failed':
      tell(`The run ${run.id} failed. ${run.problem ?? ''}`.trimEnd());
      return failed;
    default:
      tell(`The run ${run.id} is ${run.status}, with ${count(run.epochs)} of ${count(run.config.epochs)} epochs done.`);
      tell(`Go on with: lamina resume ${run.id}`);
      return failed;
  }
}
