import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { contentTypeOf } from '#main/host/contentTypes.ts';
import { pageHeaders } from '#main/host/pageHeaders.ts';
import { appHost, appScheme } from './pageAddress.ts';

/** Answers a request for `app://lamina/…` from the folder of the built page. */
export async function servePage(request: Pick<Request, 'method' | 'url'>, folder: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { ...pageHeaders, Allow: 'GET, HEAD' } });
  }
  const file = pageFile(request.url);
  const contents = file === null ? null : await readFile(join(folder, file)).catch(() => null);
  const type = file === null ? null : contentTypeOf(extname(file));
  if (contents === null || type === null) return new Response('Not found', { status: 404, headers: pageHeaders });
  const headers = {
    ...pageHeaders,
    'Content-Type': type,
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
  return contentTypeOf(extname(path)) === null ? null : names.join('/');
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
