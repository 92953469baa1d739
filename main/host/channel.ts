/**
 * What a shell and its engine say to each other over a child process's IPC channel.
 * Contract messages travel as frames (MessagePack bytes), many connections over one channel; the host never opens them.
 */
export type HostMessage =
  | { kind: 'open'; connection: number }
  | { kind: 'frame'; connection: number; bytes: Uint8Array }
  | { kind: 'close'; connection: number }
  /** Stop runs at a checkpoint, close the database, exit. */
  | { kind: 'shutdown' };

export type EngineSideMessage = EngineState | ConnectionMessage;

/** What an engine tells of itself, whatever it is joined to its shell by. */
export type EngineState =
  /** The engine takes connections now. It is also sent when the workspace cannot be opened: requests then say why. */
  | { kind: 'ready' }
  /** A run is being trained, or none is any more: one that is paused is kept already. Before the first, none is. */
  | { kind: 'training'; going: boolean };

export type ConnectionMessage =
  { kind: 'frame'; connection: number; bytes: Uint8Array } | { kind: 'close'; connection: number };
