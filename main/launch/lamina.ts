import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { outputFolder } from '#main/host/paths.ts';
import { ensureBuilt } from './ensureBuilt.ts';
import { endWithBuildFailure, reportToStandardError } from './failure.ts';

// The command line of a checkout: builds what is missing or stale, then goes on in this very process.
await ensureBuilt({ only: ['kernels', 'main'], report: reportToStandardError }).catch(endWithBuildFailure);
// npm runs its scripts in the package's folder; file names are meant where the user is.
if (process.env['INIT_CWD']) process.chdir(process.env['INIT_CWD']);
await import(pathToFileURL(join(outputFolder, 'main', 'cli.js')).href);
