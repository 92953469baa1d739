import { Command } from 'commander';
import { ensureBuilt } from './ensureBuilt.ts';
import { endWithBuildFailure, reportToStandardError } from './failure.ts';

const command = new Command('build')
  .description('Builds what is missing or older than its sources.')
  .option('--force', 'build everything again')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();

try {
  const built = await ensureBuilt({
    force: command.opts<{ force?: boolean }>().force ?? false,
    report: reportToStandardError,
  });
  if (built.length === 0) reportToStandardError('Everything is up to date.');
} catch (error) {
  endWithBuildFailure(error);
}
