import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { WebSocket } from 'ws';
import { decodeFrame, encodeFrame, largestRequestFrame } from '#core/contract/messages.ts';
import { expect, test as base } from '../app.ts';
import { startBrowserShell, type BrowserShellProcess } from '../shells.ts';

/** The real browser shell with the real engine, without a page. */
const test = base.extend<{ server: BrowserShellProcess }>({
  server: async ({}, use, testInfo) => {
    const server = await startBrowserShell(testInfo.outputPath('workspace'));
    await use(server);
    await server.end();
    // Windows knows no way to ask a process to end.
    if (process.platform !== 'win32') expect(server.process.exitCode).toBe(0);
  },
});

async function status(address: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { port } = new URL(address);
  const request = httpRequest({ host: '127.0.0.1', port, path, headers }).end();
  const [response] = (await once(request, 'response')) as [{ statusCode: number; resume(): void }];
  response.resume();
  return response.statusCode;
}

async function cookieOf(address: string): Promise<string> {
  const response = await fetch(address, { redirect: 'manual' });
  return response.headers.getSetCookie()[0].split(';')[0];
}

async function connect(address: string): Promise<WebSocket> {
  const { host } = new URL(address);
  const headers = { Cookie: await cookieOf(address), Origin: `http://${host}` };
  const socket = new WebSocket(`ws://${host}/engine`, { headers });
  await once(socket, 'open');
  return socket;
}

test('only who was given the address comes in', async ({ server }) => {
  const { address } = server;
  const Cookie = await cookieOf(address);
  expect(await status(address, '/')).toBe(401);
  expect(await status(address, '/?token=guess')).toBe(403);
  expect(await status(address, '/', { Cookie })).toBe(200);
  expect(await status(address, '/', { Cookie, Host: 'evil.example' })).toBe(403);
  expect(await status(address, '/../package.json', { Cookie })).toBe(404);
  expect(await status(address, '/%2e%2e/main/engine.js', { Cookie })).toBe(404);
  const { host } = new URL(address);
  const foreign = new WebSocket(`ws://${host}/engine`, { headers: { Cookie, Origin: 'http://evil.example' } });
  const [error] = (await once(foreign, 'error')) as [Error];
  expect(error.message).toContain('403');
});

test('a page without the address is told how to get in', async ({ server, page }) => {
  await page.goto(new URL('/', server.address).href);
  await expect(page.getByRole('heading')).toHaveText('Lamina is open in another browser window');
  await page.goto(server.address);
  await expect(page.getByRole('heading', { name: 'Draw a digit' })).toBeVisible();
  expect(page.url()).not.toContain('token');
});

test('broken, oversized and foolish frames hurt nobody else', async ({ server }) => {
  const [good, large, broken] = await Promise.all([1, 2, 3].map(() => connect(server.address)));
  large.on('error', () => undefined);
  large.send(Buffer.alloc(largestRequestFrame + 1));
  await once(large, 'close');
  broken.send(Buffer.from([0xc1, 0xff, 0x00]));
  broken.send(encodeFrame({ id: 1, request: 'no.such.request', input: {} }));
  broken.send(encodeFrame({ id: 2, request: 'runs.get', input: { run: '../../etc/passwd' } }));
  good.send(encodeFrame({ id: 7, request: 'app.info', input: {} }));
  const [answer] = (await once(good, 'message')) as [Buffer];
  expect(decodeFrame(answer)).toMatchObject({ id: 7, result: { version: expect.any(String) } });
});

test('a port that is taken is named, and nothing is left running', async ({ server }) => {
  const { port } = new URL(server.address);
  const words = ['main/launch/start.ts', '--browser', '--no-open', '--no-build', '--port', port];
  const { status: code, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect(code).toBe(1);
  expect(stderr).toContain(`Port ${port} is already taken by another program.`);
  expect(stderr).not.toContain('    at ');
});
