import type { WebSocket } from 'ws';
import type { EngineProcess } from '#main/host/engineProcess.ts';

/** A page that lets more than this pile up is not reading any more. */
const largestBacklog = 64 * 2 ** 20;

/** The codes of RFC 6455 with which a page's connection is ended. */
export const closeCodes = {
  goingAway: 1001,
  unsupportedData: 1003,
  serviceRestart: 1012,
  tryAgainLater: 1013,
} as const;

/** Carries frames between a page and the engine, unopened, until one of them ends. */
export function relay(page: WebSocket, engine: EngineProcess): void {
  const connection = engine.connectFrames({
    frame: (bytes) => {
      if (page.bufferedAmount > largestBacklog) page.close(closeCodes.tryAgainLater, 'The page does not keep up.');
      else page.send(bytes);
    },
    closed: () => page.close(closeCodes.serviceRestart, 'The engine has ended.'),
  });
  page.on('message', (data, isBinary) => {
    if (isBinary) connection.send(data as Buffer);
    else page.close(closeCodes.unsupportedData, 'Only binary frames are understood.');
  });
  // An oversized or broken frame: ws closes the connection by itself, with the fitting code.
  page.on('error', () => undefined);
  page.on('close', () => connection.close());
}
