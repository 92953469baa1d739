import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '#main/host/paths.ts';

/** What a command prints as JSON, line by line. It is waited for. */
export function lamina(workspace: string, words: readonly string[]): unknown[] {
  const program = join(packageRoot, 'main', 'launch', 'lamina.ts');
  const all = [program, ...words, '--json', '--workspace', workspace];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`lamina ${words.join(' ')} failed: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}
