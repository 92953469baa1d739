import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '#main/host/paths.ts';
import { parseShellOptions } from '#main/launch/shellOptions.ts';

describe('the options of start', () => {
  it('are read', () => {
    const argv = ['node', 'start', '--browser', '--workspace', 'here', '--port', '8080', '--no-open'];
    expect(parseShellOptions('start', '', argv)).toEqual({
      shell: 'browser',
      workspace: 'here',
      port: 8080,
      open: false,
      build: true,
    });
    expect(parseShellOptions('start', '', ['node', 'start'])).toEqual({
      shell: null,
      workspace: undefined,
      port: 0,
      open: true,
      build: true,
    });
  });

  it.each([
    [['--brwser'], 'Did you mean --browser?'],
    [['--port', '70000'], 'whole number from 0 to 65535'],
    [['--port', 'many'], 'whole number from 0 to 65535'],
    [['--browser', '--electron'], 'cannot be used with'],
    [['digits'], 'too many arguments'],
  ])('that are wrong end it with exit code 2: %j', (words, message) => {
    const result = spawnSync(process.execPath, [join(packageRoot, 'main/launch/start.ts'), ...words], {
      encoding: 'utf8',
    });
    expect(result.status).toBe(2);
    expect(result.stderr).toContain(message);
    expect(result.stdout).toBe('');
  });
});
