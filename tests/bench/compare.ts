/**
 * `npm run bench`: what `lamina bench` says, and then Lamina beside PyTorch and TensorFlow.js on the same networks.
 *
 * PyTorch takes part where a Python has it. TensorFlow.js is installed beside its script by `npm run bench --
 * --install-tensorflow`. Everyone's rounds take turns, and the best of each counts, so that what else goes on in the
 * machine hits all alike. `--rounds N` and `--seconds S` (of a round) measure for longer; `--noise` trains on pictures
 * without a blank pixel instead of digits.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '#main/host/paths.ts';
import { ensureBuilt } from '#main/launch/ensureBuilt.ts';
import { cases, tensorflowTarget, type Case } from './cases.ts';
import { inProgram, Program, type Contestant } from './contestant.ts';
import { makeExamples, writeExamples } from './examples.ts';
import { lamina } from './lamina.ts';

const { values: options } = parseArgs({
  options: {
    'install-tensorflow': { type: 'boolean', default: false },
    'only-compare': { type: 'boolean', default: false },
    noise: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '12' },
    seconds: { type: 'string', default: '0.25' },
  },
});
const tensorflowFolder = join(packageRoot, 'tests', 'bench', 'tensorflow');

interface Entrants {
  lamina: Contestant[];
  pytorch: Contestant[];
  tensorflow: Contestant[];
}

await ensureBuilt({ only: ['kernels', 'main'], report: (line) => console.log(line) });
console.log(`${cpus()[0].model}, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}`);
if (!options['only-compare']) await runLaminaBench();
const kind = options.noise ? 'noise' : 'digits';
const examples = makeExamples(kind);
const shared = { examples: writeExamples(examples) };
const entrants = await enter();
console.log(`\nExamples (${kind}) a second, the best of ${options.rounds} rounds of ${options.seconds} s\n`);
for (const setup of cases) console.log(await compare(setup, entrants));
await Promise.all(
  Object.values(entrants)
    .flat()
    .map((contestant: Contestant) => contestant.close()),
);

async function runLaminaBench(): Promise<void> {
  const workspace = await mkdtemp(join(tmpdir(), 'lamina-bench-'));
  try {
    const words = [join(packageRoot, 'main', 'launch', 'lamina.ts'), 'bench', '--workspace', workspace];
    await once(spawn(process.execPath, words, { stdio: 'inherit' }), 'exit');
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

async function enter(): Promise<Entrants> {
  const threads = availableParallelism();
  return {
    lamina: [...new Set([1, threads])].map((count) => lamina(count, examples)),
    pytorch: enterPyTorch(),
    tensorflow: await enterTensorflow(),
  };
}

/** The better of one and two threads counts. */
function enterPyTorch(): Contestant[] {
  const describe = [
    'import re, torch; print(torch.__version__)',
    'print(*set(re.findall(r"\\S*/\\S*(?:blas|mkl)\\S*", open("/proc/self/maps").read())))',
  ].join('\n');
  for (const python of ['python3', '/usr/bin/python3']) {
    const { status, stdout } = spawnSync(python, ['-c', describe], { encoding: 'utf8' });
    if (status !== 0) continue;
    const [version, algebra] = stdout.split('\n');
    console.log(`PyTorch ${version} of ${python} with the linear algebra of ${algebra}`);
    return [1, 2].map((threads) =>
      inProgram(`PyTorch, ${threads}`, new Program(python, [join(packageRoot, 'tests/bench/pytorch.py')]), {
        ...shared,
        threads,
      }),
    );
  }
  console.log('PyTorch is left out: no Python here can import torch (on Debian: apt install python3-torch).');
  return [];
}

async function enterTensorflow(): Promise<Contestant[]> {
  if (options['install-tensorflow']) {
    const npm = spawn('npm', ['install', '--no-audit', '--no-fund'], { cwd: tensorflowFolder, stdio: 'inherit' });
    await once(npm, 'exit');
  }
  if (existsSync(join(tensorflowFolder, 'node_modules', '@tensorflow', 'tfjs-backend-wasm'))) {
    return [inProgram('TensorFlow.js', new Program(process.execPath, [join(tensorflowFolder, 'train.js')]), shared)];
  }
  console.log('TensorFlow.js is left out: it is not installed (npm run bench -- --install-tensorflow).');
  return [];
}

/** The best round of each contestant, and how they compare. */
async function compare(setup: Case, entrants: Entrants): Promise<string> {
  const all = Object.values(entrants).flat() as Contestant[];
  const best = new Map<Contestant, number>();
  for (const contestant of all) await contestant.prepare(setup);
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const contestant of all) {
      const speed = await contestant.round(Number(options.seconds));
      best.set(contestant, Math.max(speed, best.get(contestant) ?? 0));
    }
  }
  const speeds = (of: Contestant[]) => of.map((contestant) => best.get(contestant)!);
  const ours = speeds(entrants.lamina);
  const most = Math.max(...ours);
  const network = [784, ...setup.hidden, 10].join('-');
  return [
    `${network}, batch ${setup.batch}, ${setup.optimizer}`,
    ...all.map((contestant) => `  ${contestant.name.padEnd(20)} ${format(best.get(contestant)!)}`),
    `  threads: ${ours.map((speed) => (speed / ours[0]).toFixed(2)).join(' → ')}`,
    ...ratio('PyTorch', most, speeds(entrants.pytorch), setup.target),
    ...ratio('TensorFlow.js', most, speeds(entrants.tensorflow), tensorflowTarget),
    '',
  ].join('\n');
}

function ratio(name: string, ours: number, theirs: number[], target: number): string[] {
  if (theirs.length === 0) return [];
  const times = ours / Math.max(...theirs);
  return [`  over ${name}: ${times.toFixed(1)} times (at least ${target}: ${times >= target ? 'reached' : 'missed'})`];
}

function format(speed: number): string {
  return Math.round(speed).toLocaleString('en').padStart(10);
}
