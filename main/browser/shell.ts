import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { LaminaError } from '#core/contract/errors.ts';
import { largestRequestFrame } from '#core/contract/messages.ts';
import type { EngineOptions } from '#main/host/engineProcess.ts';
import { pageHeaders } from '#main/host/pageHeaders.ts';
import { Access } from './access.ts';
import { EngineKeeper, type EngineKeeperListener } from './engineKeeper.ts';
import { LastPage } from './lastPage.ts';
import type { PageSource } from './pageFiles.ts';
import { closeCodes, relay } from './relay.ts';
import { refuse, refuseUpgrade } from './responses.ts';

export interface BrowserShellOptions extends EngineKeeperListener {
  engine: EngineOptions;
  /** 0 for any free one. */
  port: number;
  /** Makes the page's source, given the server, on which one that is being developed listens too. */
  page(server: Server): PageSource | Promise<PageSource>;
  /** Sent with every response. The page's security policy while it is developed is another. */
  headers?: Readonly<Record<string, string>>;
}

export interface BrowserShell {
  /** The address that lets a browser in. */
  address: string;
  /** Ends the engine; a new one takes its place. */
  replaceEngine(): Promise<void>;
  /** Ends the engine and everything else. */
  close(): Promise<void>;
}

/** Pages open at one time; each costs the engine some memory. */
const mostConnections = 64;

/**
 * Serves the page and joins it to an engine, on this computer's own loopback address only.
 * @throws LaminaError when the port cannot be had
 */
export async function startBrowserShell(options: BrowserShellOptions): Promise<BrowserShell> {
  const server = createServer();
  await listen(server, options.port);
  const access = new Access((server.address() as AddressInfo).port);
  const page = await options.page(server);
  const keeper = new EngineKeeper(options.engine, options);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestRequestFrame, perMessageDeflate: false });
  const headers = options.headers ?? pageHeaders;
  const lastPage = new LastPage({
    pages: () => sockets.clients.size,
    isTraining: () => keeper.engine?.isTraining ?? false,
    left: () =>
      options.report(
        `No page is open any more, and the run goes on. See it at ${access.firstAddress}\n` +
          'Press Ctrl+C to stop it at a checkpoint, from which it can be resumed.',
      ),
  });

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answer(request, response, access, page);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (page.takesUpgrade?.(request)) return;
    const refusal = refusalOfUpgrade(request, access);
    if (refusal) return refuseUpgrade(socket, refusal);
    const engine = keeper.engine;
    if (!engine || sockets.clients.size >= mostConnections) return refuseUpgrade(socket, 503);
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.once('close', () => lastPage.closed());
      relay(client, engine);
    });
  });

  return {
    address: access.firstAddress,
    replaceEngine: () => keeper.replace(),
    close: async () => {
      for (const client of sockets.clients) client.close(closeCodes.goingAway, 'Lamina is closing.');
      server.close();
      await keeper.stop();
      for (const client of sockets.clients) client.terminate();
      lastPage.stop();
      server.closeAllConnections();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen({ port, host: '127.0.0.1' });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw portProblem(port, (error as NodeJS.ErrnoException).code);
  }
}

function portProblem(port: number, code: string | undefined): LaminaError {
  const hint = 'Choose another with --port, or leave --port out and a free one is found.';
  if (code === 'EADDRINUSE')
    return new LaminaError('conflict', `Port ${port} is already taken by another program.`, hint);
  return new LaminaError('conflict', `Port ${port} cannot be opened (${code}).`, hint);
}

function answer(request: IncomingMessage, response: ServerResponse, access: Access, page: PageSource): void {
  if (!access.isOwnHost(request.headers.host)) return refuse(response, 403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const token = tokenOf(request.url ?? '/');
  if (token !== null) {
    if (!access.isToken(token)) return refuse(response, 403);
    response.writeHead(303, { Location: '/', 'Set-Cookie': access.cookieHeader, 'Cache-Control': 'no-store' }).end();
    return;
  }
  if (!access.hasCookie(request.headers.cookie)) return refuse(response, 401);
  page.answer(request, response, () => refuse(response, 404));
}

/** The token in the address, which only the address of the page itself may carry. */
function tokenOf(path: string): string | null {
  return path.startsWith('/?') ? new URLSearchParams(path.slice(2)).get('token') : null;
}

function refusalOfUpgrade(request: IncomingMessage, access: Access): 401 | 403 | 404 | null {
  const { host, origin, cookie } = request.headers;
  if (!access.isOwnHost(host) || !access.isOwnOrigin(origin, host ?? '')) return 403;
  if (!access.hasCookie(cookie)) return 401;
  return request.url === '/engine' ? null : 404;
}
