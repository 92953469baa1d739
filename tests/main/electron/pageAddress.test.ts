import { describe, expect, it } from 'vitest';
import { builtPage, isPage, isPageResource, pageAddress } from '#main/electron/pageAddress.ts';

const developmentPage = 'http://localhost:5173/';

describe('the page to open', () => {
  it('is the built one when packaged, whatever the environment says', () => {
    expect(pageAddress(true, developmentPage)).toBe('app://lamina/');
  });

  it('is the built one when no development server is named', () => {
    expect(pageAddress(false, undefined)).toBe('app://lamina/');
    expect(pageAddress(false, '')).toBe('app://lamina/');
  });

  it('is a development server only on this computer', () => {
    expect(pageAddress(false, 'http://localhost:5173')).toBe(developmentPage);
    expect(pageAddress(false, 'http://127.0.0.1:5173/somewhere?a#b')).toBe('http://127.0.0.1:5173/');
    for (const address of [
      'http://example.com/',
      'https://localhost/',
      'http://localhost.evil/',
      'file:///etc/',
      'x',
    ]) {
      expect(() => pageAddress(false, address)).toThrow('not a server on this computer');
    }
  });
});

describe('navigation', () => {
  it.each(['app://lamina/', 'app://lamina/#/runs', 'app://lamina/?a=b#/c', 'app://lamina/index.html'])(
    'stays on the page: %s',
    (address) => expect(isPage(address, builtPage)).toBe(true),
  );

  it.each([
    'app://lamina.evil/',
    'app://laminax/',
    'app://evil@lamina/',
    'app://lamina:evil@lamina/',
    'app://lamina:80/',
    'app://evil/lamina/',
    'app://lamina/assets/index.js',
    'app:lamina/',
    'appx://lamina/',
    'https://lamina/',
    'https://example.com/#app://lamina/',
    'http://localhost:5173/',
    'file:///index.html',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:app://lamina/1',
    'about:blank',
    '',
  ])('does not leave it: %s', (address) => expect(isPage(address, builtPage)).toBe(false));

  it('stays on the development server while developing', () => {
    expect(isPage('http://localhost:5173/#/runs', developmentPage)).toBe(true);
    expect(isPage('http://localhost:5174/', developmentPage)).toBe(false);
    expect(isPage('http://localhost:5173@evil/', developmentPage)).toBe(false);
  });
});

describe('loading', () => {
  it.each(['app://lamina/assets/index.js', 'data:image/png;base64,', 'blob:app://lamina/1'])(
    'is allowed from the page itself: %s',
    (address) => expect(isPageResource(address, builtPage)).toBe(true),
  );

  it.each([
    'https://example.com/x.js',
    'http://localhost/',
    'ws://lamina/',
    'file:///etc/passwd',
    'app://laminax/',
    'x',
  ])('is refused from elsewhere: %s', (address) => expect(isPageResource(address, builtPage)).toBe(false));

  it('is allowed for hot reload and the developer tools while developing only', () => {
    for (const address of ['ws://localhost:5173/', 'devtools://devtools/x.js']) {
      expect(isPageResource(address, developmentPage)).toBe(true);
      expect(isPageResource(address, builtPage)).toBe(false);
    }
    expect(isPageResource('ws://localhost:9999/', developmentPage)).toBe(false);
  });
});
