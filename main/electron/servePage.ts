import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pageHeaders } from '#main/host/pageHeaders.ts';
import { appHost, appScheme } from './pageAddress.ts';

/** What the page consists of. A file of any other kind is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** Answers a request for `app://lamina/…` from the folder of the built page. */
export async function servePage(request: Pick<Request, 'method' | 'url'>, folder: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { ...pageHeaders, Allow: 'GET, HEAD' } });
  }
  const file = pageFile(request.url);
  const contents = file === null ? null : await readFile(join(folder, file)).catch(() => null);
  if (file === null || contents === null) return new Response('Not found', { status: 404, headers: pageHeaders });
  const headers = {
    ...pageHeaders,
    'Content-Type': contentTypes[extname(file)],
    'Content-Length': String(contents.length),
  };
  return new Response(request.method === 'HEAD' ? null : contents, { headers });
}

/**
 * The file that an address stands for, relative to the page's folder, or null if it can stand for none.
 * Each part of the path must be a plain file name, which leaves no way to write a path out of the folder: no dots at
 * either end, backslashes, drive letters, null bytes, nor an encoding of an encoding.
 */
export function pageFile(address: string): string | null {
  const url = URL.parse(address);
  if (url === null || url.protocol !== `${appScheme}:` || url.host !== appHost) return null;
  if (url.username !== '' || url.password !== '') return null;
  const path = decodeOnce(url.pathname);
  if (path === null) return null;
  if (path === '/') return 'index.html';
  const names = path.slice(1).split('/');
  if (!names.every(isPlainName)) return null;
  return extname(path) in contentTypes ? names.join('/') : null;
}

function isPlainName(name: string): boolean {
  return /^[\w-]([\w.-]*[\w-])?$/.test(name);
}

function decodeOnce(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
