// Stands where the engine would, and sends every frame back, so that the shell's own part is tested alone.
// The frame "die" ends it at once; "pid" is answered with its process id.
import type { EngineSideMessage, HostMessage } from '#main/host/channel.ts';

const tell = (message: EngineSideMessage) => process.send?.(message);

process.on('disconnect', () => process.exit(0));
process.on('message', (message: HostMessage) => {
  if (message.kind === 'shutdown') process.exit(0);
  if (message.kind !== 'frame') return;
  const text = Buffer.from(message.bytes).toString();
  if (text === 'die') process.kill(process.pid, 'SIGKILL');
  const bytes = text === 'pid' ? Buffer.from(String(process.pid)) : message.bytes;
  tell({ kind: 'frame', connection: message.connection, bytes });
});
tell({ kind: 'ready' });
