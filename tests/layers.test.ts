import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '#main/host/paths.ts';

/** Imports that must be reported, each in a file of its own, with the rule that reports it. */
const forbidden: [file: string, imported: string, rule: string][] = [
  ['core/contract/a.ts', '#core/tensor/free.ts', 'core-contract'],
  ['core/tensor/a.ts', '#core/contract/free.ts', 'core-tensor'],
  ['core/kernels/a.ts', '#core/network/free.ts', 'core-kernels'],
  ['core/network/a.ts', '#core/training/free.ts', 'core-network'],
  ['core/training/a.ts', '#core/analysis/free.ts', 'core-training'],
  ['core/data/a.ts', '#core/network/free.ts', 'core-data'],
  ['core/analysis/a.ts', '#core/data/free.ts', 'core-analysis'],
  ['core/preview/a.ts', '#core/network/free.ts', 'core-preview'],
  ['core/network/b.ts', '#main/host/free.ts', 'core-network'],
  ['core/network/c.ts', 'node:fs', 'core-is-pure'],
  ['core/network/d.ts', 'zod', 'core-libraries'],
  ['renderer/a.ts', '#core/network/free.ts', 'renderer-of-core'],
  ['renderer/b.ts', '#main/host/free.ts', 'renderer-not-main'],
  ['renderer/c.ts', 'node:fs', 'renderer-no-node'],
  ['main/engine/a.ts', '#renderer/free.ts', 'main-not-page'],
  ['main/cli/a.ts', '#main/engine/free.ts', 'shells-by-message'],
  ['main/browser/a.ts', '#main/engine/free.ts', 'shells-by-message'],
  ['main/electron/a.ts', '#main/engine/free.ts', 'shells-by-message'],
  ['main/preload/a.ts', '#main/store/free.ts', 'shells-by-message'],
  ['main/cli/b.ts', '#main/browser/free.ts', 'shells-apart'],
  ['main/cli/c.ts', '#core/training/free.ts', 'shells-of-core'],
  ['main/host/a.ts', '#main/engine/free.ts', 'host-below-shells'],
  ['main/launch/a.ts', '#main/store/free.ts', 'only-engine-uses-store'],
  ['main/store/a.ts', '#main/engine/free.ts', 'store-below-engine'],
  ['main/engine/b.ts', 'better-sqlite3', 'only-store-uses-sqlite'],
  ['main/engine/c.ts', 'electron', 'electron-in-its-shell'],
  ['main/engine/d.ts', './absent.ts', 'resolvable'],
];

/** Imports that the design allows. */
const allowed: [file: string, imported: string][] = [
  ['core/training/z.ts', '#core/network/free.ts'],
  ['core/contract/z.ts', 'zod'],
  ['core/preview/z.ts', '#core/training/free.ts'],
  ['renderer/z.ts', '#core/contract/free.ts'],
  ['renderer/y.ts', '#core/preview/free.ts'],
  ['main/engine/z.ts', '#main/store/free.ts'],
  ['main/engine/y.ts', '#core/training/free.ts'],
  ['main/store/z.ts', 'better-sqlite3'],
  ['main/electron/z.ts', 'electron'],
  ['main/browser/z.ts', '#main/host/free.ts'],
];

let folder: string;
let reported: { rule: { name: string }; from: string }[];

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamina-layers-'));
  for (const file of ['package.json', '.dependency-cruiser.mjs']) cpSync(join(packageRoot, file), join(folder, file));
  symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [file, imported] of [...forbidden, ...allowed]) {
    write(file, `import type * as used from '${imported}';\nexport type Used = typeof used;\n`);
    if (imported.endsWith('/free.ts')) write(imported.slice(1), 'export const free = 1;\n');
  }
  write('core/data/one.ts', "import { two } from './two.ts';\nexport const one = () => two;\n");
  write('core/data/two.ts', "import { one } from './one.ts';\nexport const two = () => one;\n");
  write('core/data/alone.ts', 'export const alone = 1;\n');
  const cruiser = join(packageRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const words = [cruiser, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'core', 'main', 'renderer'];
  const { stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
  reported = (JSON.parse(stdout) as { summary: { violations: typeof reported } }).summary.violations;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rulesFor = (file: string) => reported.filter(({ from }) => from === file).map(({ rule }) => rule.name);

describe('the layers', () => {
  it.each(forbidden)('%s may not import %s', (file, _imported, rule) => {
    expect(rulesFor(file)).toContain(rule);
  });

  it.each(allowed)('%s may import %s', (file) => {
    expect(rulesFor(file)).toEqual([]);
  });

  it('hold no cycles and no files that nothing uses', () => {
    expect(rulesFor('core/data/one.ts')).toEqual(['no-cycles']);
    expect(rulesFor('core/data/alone.ts')).toEqual(['no-orphans']);
  });
});

describe('core', () => {
  it.each(['Math.random()', 'Date.now()', 'console.log()', 'process.pid', 'performance.now()', 'document.title'])(
    'may not use %s',
    async (expression) => {
      const eslint = new ESLint({ cwd: packageRoot });
      const filePath = join(packageRoot, 'core/tensor/random.ts');
      const [result] = await eslint.lintText(`export const value: unknown = ${expression};\n`, { filePath });
      const rules = result.messages.map(({ ruleId }) => ruleId);
      expect(rules.filter((rule) => rule?.startsWith('no-restricted'))).toHaveLength(1);
    },
  );
});
