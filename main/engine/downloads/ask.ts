import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { MirrorProblem, unreachable } from './mirrorProblem.ts';

const mostRedirects = 5;

export interface AskOptions {
  /** The first byte that is wanted. */
  from: number;
  signal: AbortSignal;
  /** A mirror that sends nothing for so long is given up. */
  silenceMilliseconds: number;
}

/**
 * Asks the web for a file, and follows where it is led. No proxy and no cache comes between, and what is sent stays as
 * it is: gzip files must not be unzipped on the way. Throws a `MirrorProblem`, or the signal's reason.
 */
export async function ask(address: URL, options: AskOptions): Promise<IncomingMessage> {
  let at = address;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const answer = await askOnce(at, options);
    const location = answer.headers.location;
    if (!isRedirect(answer) || location === undefined) return answer;
    answer.destroy();
    at = whither(at, location);
  }
  throw new MirrorProblem('unfit', `${address.host} leads from one address to the next without end`);
}

function askOnce(address: URL, { from, signal, silenceMilliseconds }: AskOptions): Promise<IncomingMessage> {
  const send: typeof overHttp = address.protocol === 'https:' ? overHttps : overHttp;
  const headers = { 'Accept-Encoding': 'identity', ...(from > 0 && { Range: `bytes=${from}-` }) };
  return new Promise((resolve, reject) => {
    let answer: IncomingMessage | undefined;
    const request = send(address, { headers, signal, agent: false, timeout: silenceMilliseconds });
    request.on('timeout', () => {
      const seconds = Math.round(silenceMilliseconds / 1000);
      (answer ?? request).destroy(new MirrorProblem('broken', `${address.host} sent nothing for ${seconds} seconds`));
    });
    request.on('response', (response) => {
      answer = response;
      // Told to whoever reads the answer, also if that is later.
      answer.on('error', () => undefined);
      resolve(answer);
    });
    request.on('error', (error) => {
      if (signal.aborted) reject(signal.reason as Error);
      else reject(error instanceof MirrorProblem ? error : unreachable(address.host, error));
    });
    request.end();
  });
}

function isRedirect({ statusCode = 0 }: IncomingMessage): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode);
}

function whither(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (to && (to.protocol === 'http:' || to.protocol === 'https:')) return to;
  throw new MirrorProblem('unfit', `${from.host} leads to an address that is not of the web`);
}
