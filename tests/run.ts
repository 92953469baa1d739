// `npm test`: every check and every test, or those parts that are named, as in `node tests/run.ts types lint`.
// Its last line counts them; a check such as the linter counts as one.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '#main/host/paths.ts';
import { findBrowser } from './findBrowser.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

interface Check {
  part: Part;
  name: string;
  /** The words after `node`. */
  words: string[];
  /** Where the tool leaves its counts, and how to read them; a check without counts as one. */
  counts?: { file: string; read(report: unknown): Count };
  environment?: Record<string, string>;
  /** Whether to show what the tool prints while it runs; else only when it fails. */
  live?: boolean;
}

const partNames = ['format', 'layers', 'types', 'lint', 'unit', 'build', 'e2e'] as const;
type Part = (typeof partNames)[number];

const tool = (path: string) => join('node_modules', path);
const tsc = (project: string): Check => ({
  part: 'types',
  name: `types of ${project}`,
  words: [tool('typescript/bin/tsc'), '-p', project],
});

/** Checks of one stage run two at a time, the longest first; a stage begins when the one before has ended. */
const stages: Check[][] = [
  [
    { part: 'build', name: 'build', words: ['main/launch/build.ts'] },
    {
      part: 'format',
      name: 'format',
      words: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    },
    {
      part: 'layers',
      name: 'layers',
      words: [
        tool('dependency-cruiser/bin/dependency-cruiser.mjs'),
        ...['--config', '.dependency-cruiser.mjs', 'core', 'main', 'renderer'],
      ],
    },
  ],
  [
    {
      part: 'unit',
      name: 'unit tests',
      words: [
        tool('vitest/vitest.mjs'),
        ...['run', '--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json'],
      ],
      counts: { file: 'test-results/unit.json', read: readVitest },
    },
    { part: 'lint', name: 'lint', words: [tool('eslint/bin/eslint.js'), '--max-warnings', '0', '.'] },
    {
      part: 'types',
      name: 'types of renderer',
      words: [
        tool('svelte-check/bin/svelte-check'),
        ...['--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human'],
      ],
    },
    ...['core', 'main', 'main/preload', 'tests'].map(tsc),
  ],
  [
    {
      part: 'e2e',
      name: 'end-to-end tests',
      words: [tool('@playwright/test/cli.js'), 'test'],
      counts: { file: 'test-results/e2e.json', read: readPlaywright },
      live: true,
    },
  ],
];

const wanted = wantedParts(process.argv.slice(2));
rmSync(join(packageRoot, 'test-results'), { recursive: true, force: true });
mkdirSync(join(packageRoot, 'test-results'), { recursive: true });
const total: Count = { passed: 0, failed: 0, skipped: 0 };
for (const stage of stages) {
  const due = stage.filter((check) => wanted.has(check.part));
  await Promise.all([worker(due), worker(due)]);
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function worker(due: Check[]): Promise<void> {
  for (let check = due.shift(); check; check = due.shift()) {
    const count = check.part === 'e2e' ? await runEndToEnd(check) : await runCheck(check);
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
  }
}

async function runEndToEnd(check: Check): Promise<Count> {
  const browser = findBrowser((line) => console.log(line));
  if ('path' in browser) return runCheck({ ...check, environment: { LAMINA_CHROMIUM: browser.path } });
  const isFailure = Boolean(process.env['CI']);
  console.log(`${isFailure ? 'FAILED' : 'skipped'}  ${check.name}: ${browser.problem}`);
  return { passed: 0, failed: isFailure ? 1 : 0, skipped: isFailure ? 0 : 1 };
}

async function runCheck(check: Check): Promise<Count> {
  const started = performance.now();
  const { code, output } = await runTool(check);
  const count = countOf(check, code);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (code !== 0) console.log(output);
  const counted = check.counts ? ` (${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped)` : '';
  console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${check.name}${counted} in ${seconds} s`);
  return count;
}

function runTool(check: Check): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, check.words, {
      cwd: packageRoot,
      env: { ...process.env, ...check.environment },
      stdio: check.live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A tool that fails without a failed test, because it could not even begin, counts as one failure. */
function countOf(check: Check, code: number): Count {
  const alone = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  if (!check.counts) return alone;
  try {
    const count = check.counts.read(JSON.parse(readFileSync(join(packageRoot, check.counts.file), 'utf8')));
    return code === 0 || count.failed > 0 ? count : { ...count, failed: 1 };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function readVitest(report: unknown): Count {
  const tests = report as Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests', number>;
  const skipped = tests.numPendingTests + tests.numTodoTests;
  return { passed: tests.numPassedTests, failed: tests.numFailedTests, skipped };
}

function readPlaywright(report: unknown): Count {
  const { stats } = report as { stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

function wantedParts(words: readonly string[]): Set<Part> {
  const unknown = words.filter((word) => !partNames.includes(word as Part));
  if (unknown.length > 0) {
    console.error(`There is no part “${unknown.join('”, “')}”. The parts are: ${partNames.join(', ')}.`);
    process.exit(2);
  }
  if (words.length === 0) return new Set(partNames);
  const parts = new Set(words as Part[]);
  if (parts.has('e2e')) parts.add('build'); // it tests what was built
  return parts;
}
