import { EngineClient } from '#core/contract/client.ts';
import { LaminaError } from '#core/contract/errors.ts';
import { EngineProcess, type EngineOptions } from '../host/engineProcess.ts';
import type { EngineSession } from './environment.ts';

/** Starts an engine for one command, and connects to it. */
export async function startEngine(options: EngineOptions): Promise<EngineSession> {
  const engine = new EngineProcess(options);
  try {
    await engine.ready;
  } catch (error) {
    throw new LaminaError(
      'engine-gone',
      error instanceof Error ? error.message : String(error),
      'Try again; LAMINA_DEBUG=1 shows more.',
    );
  }
  const client = new EngineClient(engine.connect());
  return {
    client,
    ended: engine.ended.then(({ code, signal }) => signal ?? `exit code ${code}`),
    close: () => engine.shutdown(),
  };
}
