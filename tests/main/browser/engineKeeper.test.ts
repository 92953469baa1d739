import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { LaminaError } from '#core/contract/errors.ts';
import { EngineKeeper } from '#main/browser/engineKeeper.ts';

const options = { script: join(import.meta.dirname, 'echoEngine.ts'), workspace: tmpdir(), resources: tmpdir() };

it('gives up an engine that dies too often, and says how it ended', async () => {
  let keeper: EngineKeeper | undefined;
  const problem = await new Promise<LaminaError>((gaveUp) => {
    keeper = new EngineKeeper(
      options,
      { report: () => undefined, gaveUp },
      { shouldRestart: () => ({ restart: false }) },
    );
    keeper.engine?.connectFrames({ frame: () => undefined, closed: () => undefined }).send(Buffer.from('die'));
  });
  expect(problem.code).toBe('engine-gone');
  expect(problem.message).toBe('Lamina’s engine ended again and again (last with SIGKILL).');
  expect(keeper?.engine).toBeNull();
});

it('replaces an engine without calling that a death', async () => {
  const lines: string[] = [];
  const keeper = new EngineKeeper(options, {
    report: (line) => lines.push(line),
    gaveUp: (error) => lines.push(error.message),
  });
  await keeper.engine?.ready;
  const first = keeper.engine?.pid;
  await keeper.replace();
  await keeper.engine?.ready;
  expect(keeper.engine?.pid).not.toBe(first);
  await keeper.stop();
  expect(keeper.engine).toBeNull();
  expect(lines).toEqual([]);
});
