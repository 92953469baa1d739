import type { ExitCode } from './exitCodes.ts';
import type { EngineClient } from '#core/contract/client.ts';
import type { Progress } from './output/progress.ts';
import type { Style } from './output/style.ts';

/** What the commands have to do with the world around them; tests pass one of their own. */
export interface Environment {
  /** A line for standard output: what was asked for. */
  print(line: string): void;
  /** A line for standard error: what goes on, and what went wrong. */
  tell(line: string): void;
  /** How lines on standard output may be set apart. */
  style: Style;
  progress: Progress;
  openEngine(workspace: string | undefined): Promise<EngineSession>;
  /** Calls the listener at the first Ctrl+C or request to end; the second one ends the program. Returns how to stop. */
  onInterrupt(listener: () => void): () => void;
  /** Faults of the program are told with their stack. */
  debug: boolean;
}

/** An engine that serves one command. */
export interface EngineSession {
  client: EngineClient;
  /** Resolves when the engine has ended, with how, as in "exit code 1". */
  ended: Promise<string>;
  close(): Promise<void>;
}

/** The options that every command has. */
export interface GlobalOptions {
  workspace?: string;
  json?: boolean;
}

/** What a command does while its engine is open. */
export type Serve = (session: EngineSession) => Promise<ExitCode>;
/** Opens an engine for a command, and closes it after. */
export type Perform = (options: GlobalOptions, serve: Serve) => Promise<void>;
