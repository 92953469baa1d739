import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFile, servePage } from '#main/electron/servePage.ts';
import { pageHeaders } from '#main/host/pageHeaders.ts';

describe('the file of an address', () => {
  it.each([
    ['app://lamina/', 'index.html'],
    ['app://lamina/#/runs', 'index.html'],
    ['app://lamina/?x=../..', 'index.html'],
    ['app://lamina/index.html', 'index.html'],
    ['app://lamina/assets/index-D_x-9.js', 'assets/index-D_x-9.js'],
    ['app://lamina/assets/inter.v2.woff2', 'assets/inter.v2.woff2'],
    // What the URL's own rules resolve stays inside by those rules.
    ['app://lamina/../../index.html', 'index.html'],
    ['app://lamina/assets/%2e%2e/index.html', 'index.html'],
  ])('%s is %s', (address, file) => expect(pageFile(address)).toBe(file));

  it.each([
    'app://lamina',
    'app://lamina/..%2f..%2fpackage.json',
    'app://lamina/%2e%2e%2fpackage.json',
    'app://lamina/%252e%252e/package.json',
    'app://lamina/assets/..%5c..%5cpackage.json',
    'app://lamina/..\\..\\package.json',
    'app://lamina/assets\\index.js',
    'app://lamina/C:/windows/win.txt',
    'app://lamina/C%3A/windows/win.txt',
    'app://lamina//etc/hosts.txt',
    'app://lamina/%2fetc/hosts.txt',
    'app://lamina/index.html%00.png',
    'app://lamina/index.html\0.png',
    'app://lamina/index.html::$DATA',
    'app://lamina/index.html.',
    'app://lamina/index.html%20',
    'app://lamina/index.html/',
    'app://lamina/assets/',
    'app://lamina/.vite/manifest.json',
    'app://lamina/.env.txt',
    'app://lamina/%',
    'app://lamina/%E0%A4%A.js',
    'app://lamina/engine.node',
    'app://lamina/package',
    'app://lamina/constructor',
    'app://lamina/x.constructor',
    'app://lamina.evil/index.html',
    'app://laminax/index.html',
    'app://LAMINA/index.html',
    'app://lamina:80/index.html',
    'app://evil@lamina/index.html',
    'app:///index.html',
    'https://lamina/index.html',
    'file:///index.html',
    'index.html',
    '',
  ])('%j is none', (address) => expect(pageFile(address)).toBeNull());
});

describe('serving the page', () => {
  let folder: string;

  beforeAll(() => {
    const root = mkdtempSync(join(tmpdir(), 'lamina-page-'));
    folder = join(root, 'renderer');
    mkdirSync(join(folder, 'assets', 'folder.js'), { recursive: true });
    writeFileSync(join(root, 'secret.txt'), 'secret');
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'assets', 'a.js'), 'export {};');
  });

  afterAll(() => rmSync(join(folder, '..'), { recursive: true }));

  const get = (url: string, method = 'GET') => servePage({ url, method }, folder);

  it('sends a file with its type and the page headers', async () => {
    const response = await get('app://lamina/assets/a.js');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('content-length')).toBe('10');
    for (const [name, value] of Object.entries(pageHeaders)) expect(response.headers.get(name)).toBe(value);
    expect(await response.text()).toBe('export {};');
  });

  it('sends the page for the root', async () => {
    const response = await get('app://lamina/');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toBe('<!doctype html>');
  });

  it('sends only the headers for HEAD', async () => {
    const response = await get('app://lamina/', 'HEAD');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('15');
    expect(await response.text()).toBe('');
  });

  it.each(['app://lamina/missing.js', 'app://lamina/assets/folder.js', 'app://lamina/..%2fsecret.txt'])(
    'says 404 for %s, under the same policy',
    async (address) => {
      const response = await get(address);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-security-policy')).toBe(pageHeaders['Content-Security-Policy']);
      expect(await response.text()).toBe('Not found');
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await get('app://lamina/', method);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });
});
