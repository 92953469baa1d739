import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may talk to the browser shell. A loopback port is open to every program and every web page on the computer, so:
 * - the first address carries a random token; whoever brings it gets a cookie with a second secret;
 * - everything else needs that cookie, which scripts cannot read and other sites cannot make the browser send;
 * - the Host header must name this very server (against DNS rebinding), and a WebSocket's Origin must be its own page.
 */
export class Access {
  readonly #port: number;
  readonly #token = randomSecret();
  readonly #session = randomSecret();

  constructor(port: number) {
    this.#port = port;
  }

  /** The address that lets a browser in. */
  get firstAddress(): string {
    return `http://127.0.0.1:${this.#port}/?token=${this.#token}`;
  }

  /** Cookies are shared by all ports of a host, so each server's has a name of its own. */
  get cookieHeader(): string {
    return `${this.#cookieName}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }

  isToken(text: string): boolean {
    return isSame(text, this.#token);
  }

  hasCookie(header: string | undefined): boolean {
    const cookies = (header ?? '').split(';').map((cookie) => cookie.trim());
    return cookies.some((cookie) => isSame(cookie, `${this.#cookieName}=${this.#session}`));
  }

  isOwnHost(header: string | undefined): boolean {
    return header !== undefined && this.#hosts.includes(header.toLowerCase());
  }

  /** `host` is the Host header of the same request, already found to be this server's. */
  isOwnOrigin(header: string | undefined, host: string): boolean {
    return header?.toLowerCase() === `http://${host.toLowerCase()}`;
  }

  get #cookieName(): string {
    return `lamina-${this.#port}`;
  }

  get #hosts(): string[] {
    const names = ['127.0.0.1', 'localhost'];
    const hosts = names.map((name) => `${name}:${this.#port}`);
    // Browsers leave out the port that http has anyway.
    return this.#port === 80 ? [...hosts, ...names] : hosts;
  }
}

function randomSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** Takes equally long wherever the two differ; their digests are compared, which are always of one length. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
