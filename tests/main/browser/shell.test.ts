import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { largestRequestFrame } from '#core/contract/messages.ts';
import { pageFiles } from '#main/browser/pageFiles.ts';
import { startBrowserShell, type BrowserShell } from '#main/browser/shell.ts';

let folder: string;
let shell: BrowserShell;
let host: string;
let reports: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lamina-shell-'));
  writeFileSync(join(folder, 'index.html'), '<title>page</title>');
  writeFileSync(join(folder, 'page.js'), 'export {};');
  reports = [];
  shell = await startBrowserShell({
    engine: { script: join(import.meta.dirname, 'echoEngine.ts'), workspace: folder, resources: folder },
    port: 0,
    page: () => pageFiles(folder),
    report: (line) => reports.push(line),
    gaveUp: (error) => reports.push(error.message),
  });
  host = new URL(shell.address).host;
});

afterEach(async () => {
  await shell.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Unlike fetch, sends the path and the headers exactly as they are given. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: new URL(shell.address).port, path, method, headers });
    request.on('error', reject);
    request.on('response', (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.end();
  });
}

async function cookie(): Promise<string> {
  const { pathname, search } = new URL(shell.address);
  const answer = await get(pathname + search);
  return answer.headers['set-cookie']?.[0].split(';')[0] ?? '';
}

function openSocket(headers: Record<string, string>, path = '/engine'): WebSocket {
  return new WebSocket(`ws://${host}${path}`, { headers });
}

async function connected(): Promise<WebSocket> {
  const socket = openSocket({ Cookie: await cookie(), Origin: `http://${host}` });
  await once(socket, 'open');
  return socket;
}

async function refusalOf(socket: WebSocket): Promise<number> {
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
  socket.on('error', () => undefined);
  socket.terminate();
  return response.statusCode;
}

async function reply(socket: WebSocket, text: string): Promise<string> {
  socket.send(Buffer.from(text));
  const [data] = (await once(socket, 'message')) as [Buffer];
  return data.toString();
}

describe('the first address', () => {
  it('turns the token into a cookie that scripts and other sites cannot use', async () => {
    const { pathname, search } = new URL(shell.address);
    const answer = await get(pathname + search);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^lamina-\d+=[\w-]{32}; HttpOnly; SameSite=Strict; Path=\/$/),
    ]);
    expect(answer.headers['set-cookie']?.[0]).not.toContain(new URL(shell.address).searchParams.get('token'));
  });

  it('works again, for a second browser', async () => {
    expect(await cookie()).toBe(await cookie());
    expect((await get('/', { Cookie: await cookie() })).body).toContain('page');
  });

  it('refuses a wrong token, even from a browser that is in', async () => {
    expect((await get('/?token=guess', { Cookie: await cookie() })).status).toBe(403);
    expect((await get('/?token=')).status).toBe(403);
  });
});

describe('the page', () => {
  it('is served with its security headers', async () => {
    const answer = await get('/', { Cookie: await cookie() });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    const script = await get('/page.js', { Cookie: await cookie() }, 'HEAD');
    expect([script.status, script.body, script.headers['content-type']]).toEqual([
      200,
      '',
      'text/javascript; charset=utf-8',
    ]);
  });

  it('needs the cookie, and the refusal says how to get in', async () => {
    const answer = await get('/');
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('address that Lamina printed');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await get('/', { Cookie: `lamina-${new URL(shell.address).port}=guess` })).status).toBe(401);
    expect((await get('/page.js')).status).toBe(401);
  });

  it('is for this host name only', async () => {
    const mine = { Cookie: await cookie() };
    expect((await get('/', { ...mine, Host: 'evil.example' })).status).toBe(403);
    expect((await get('/', { ...mine, Host: '127.0.0.1:1' })).status).toBe(403);
    expect((await get('/', { ...mine, Host: host.replace('127.0.0.1', 'localhost') })).status).toBe(200);
  });

  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '//etc/passwd',
    '/..\\package.json',
    '/.',
    '/%',
  ])('lets no path lead out of its folder: %s', async (path) => {
    expect((await get(path, { Cookie: await cookie() })).status).toBe(404);
  });

  it('can only be read', async () => {
    expect((await get('/', { Cookie: await cookie() }, 'POST')).status).toBe(405);
  });
});

describe('the connection to the engine', () => {
  it('carries frames both ways', async () => {
    const socket = await connected();
    expect(await reply(socket, 'a frame')).toBe('a frame');
  });

  it('is refused without the cookie, from another origin, under another host name and elsewhere', async () => {
    const good = { Cookie: await cookie(), Origin: `http://${host}` };
    expect(await refusalOf(openSocket({ Origin: good.Origin }))).toBe(401);
    expect(await refusalOf(openSocket({ Cookie: good.Cookie }))).toBe(403);
    expect(await refusalOf(openSocket({ ...good, Origin: 'http://evil.example' }))).toBe(403);
    expect(await refusalOf(openSocket({ ...good, Origin: 'http://127.0.0.1:1' }))).toBe(403);
    expect(await refusalOf(openSocket({ ...good, Host: 'evil.example', Origin: 'http://evil.example' }))).toBe(403);
    expect(await refusalOf(openSocket(good, '/elsewhere'))).toBe(404);
  });

  it('ends on a frame that is too large or not binary, and others go on', async () => {
    const [large, text, good] = [await connected(), await connected(), await connected()];
    const closed = Promise.all([large, text].map((socket) => once(socket, 'close')));
    large.on('error', () => undefined); // it may notice the end while it is still sending
    large.send(Buffer.alloc(largestRequestFrame + 1));
    text.send('text');
    expect((await closed).map(([code]) => code as number)).toEqual([1009, 1003]);
    expect(await reply(good, 'still here')).toBe('still here');
  });

  it('is closed when the engine dies, and another engine takes its place', async () => {
    const socket = await connected();
    const first = await reply(socket, 'pid');
    socket.send(Buffer.from('die'));
    expect((await once(socket, 'close'))[0]).toBe(1012);
    const second = await reply(await reconnected(), 'pid');
    expect(second).not.toBe(first);
    expect(reports).toEqual(['Lamina’s engine ended unexpectedly (SIGKILL) and is being started again.']);
  });
});

/** Tries until there is an engine again. */
async function reconnected(): Promise<WebSocket> {
  for (;;) {
    const socket = openSocket({ Cookie: await cookie(), Origin: `http://${host}` });
    const isOpen = await once(socket, 'open').then(
      () => true,
      () => false,
    );
    if (isOpen) return socket;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a port that is taken', () => {
  it('is named, with what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const listener = { report: () => undefined, gaveUp: () => undefined };
    const engine = { script: 'never-started', workspace: folder, resources: folder };
    await expect(startBrowserShell({ engine, port, page: () => pageFiles(folder), ...listener })).rejects.toMatchObject(
      {
        message: `Port ${port} is already taken by another program.`,
        hint: expect.stringContaining('--port'),
      },
    );
    other.close();
  });
});
