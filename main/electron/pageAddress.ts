import { LaminaError } from '#core/contract/errors.ts';

export const appScheme = 'app';
export const appHost = 'lamina';

/** Where the built page is served, inside this program only. */
export const builtPage = `${appScheme}://${appHost}/`;

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The page to open: the built one, or while developing the one that a development server on this machine serves.
 * A packaged program never asks a server.
 */
export function pageAddress(packaged: boolean, developmentServer: string | undefined): string {
  if (packaged || developmentServer === undefined || developmentServer === '') return builtPage;
  const url = URL.parse(developmentServer);
  if (url?.protocol !== 'http:' || !loopbackHosts.includes(url.hostname)) {
    throw new LaminaError(
      'invalid-request',
      `LAMINA_DEV_URL is ${developmentServer}, which is not a server on this computer.`,
      'Give an address such as http://localhost:5173/, or leave it out.',
    );
  }
  return new URL('/', url).href;
}

/** Whether an address is the page itself, whatever its query and hash. Anything else is never navigated to. */
export function isPage(address: string, page: string): boolean {
  const url = URL.parse(address);
  const { pathname } = new URL(page);
  return url !== null && isSameHost(url, new URL(page)) && [pathname, '/index.html'].includes(url.pathname);
}

/** Whether the page may load from an address: its own files, and data that it holds itself. */
export function isPageResource(address: string, page: string): boolean {
  const url = URL.parse(address);
  const home = new URL(page);
  if (url === null) return false;
  if (url.protocol === 'data:' || url.protocol === 'blob:') return true;
  if (isSameHost(url, home)) return true;
  if (page === builtPage) return false;
  // Hot reload, and the developer tools, which load their own parts through the same session.
  return url.protocol === 'devtools:' || (url.protocol === 'ws:' && url.host === home.host);
}

function isSameHost(url: URL, home: URL): boolean {
  return url.protocol === home.protocol && url.host === home.host && url.username === '' && url.password === '';
}
