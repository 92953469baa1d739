import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** What is said to whoever may not come in, or asks for what is not there. */
const refusals = {
  401: [
    'Lamina is open in another browser window',
    'To come in here too, open the address that Lamina printed when it was started.',
  ],
  403: ['This way into Lamina is closed', 'Open the address that Lamina printed when it was started.'],
  404: ['There is nothing here', 'Lamina itself is at the address without anything after the first “/”.'],
  405: ['Lamina’s pages can only be read', 'Open the address that Lamina printed when it was started.'],
} as const;
export type Refusal = keyof typeof refusals;

export function refuse(response: ServerResponse, status: Refusal): void {
  const [title, hint] = refusals[status];
  const page = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${hint}</p></html>\n`;
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(page);
}

/** Answers a WebSocket's request that is not granted. A page sees only that it failed. */
export function refuseUpgrade(socket: Duplex, status: 401 | 403 | 404 | 503): void {
  socket.on('error', () => undefined); // it may be gone already
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
