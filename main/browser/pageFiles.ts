import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { contentTypeOf } from '#main/host/contentTypes.ts';

/** Where the shell gets the page from. */
export interface PageSource {
  /** Answers a request that may come in, or calls `notFound`. */
  answer(request: IncomingMessage, response: ServerResponse, notFound: () => void): void;
  /** Whether a WebSocket is the source's own; it then answers that too. */
  takesUpgrade?(request: IncomingMessage): boolean;
}

/**
 * The page's files, all read at once: a few megabytes. So no request ever touches the disk, no path can lead out of the
 * folder, and a build made meanwhile cannot change a page under the engine that it belongs to.
 */
export function pageFiles(folder: string): PageSource {
  const files = readFiles(folder);
  return {
    answer: (request, response, notFound) => {
      const path = (request.url ?? '/').split('?', 1)[0];
      const name = path === '/' ? '/index.html' : path;
      const bytes = files.get(name);
      const type = contentTypeOf(extname(name));
      if (!bytes || type === null) return notFound();
      response.writeHead(200, {
        'Content-Type': type,
        'Content-Length': bytes.length,
        // The next start has another port and perhaps other files.
        'Cache-Control': 'no-store',
      });
      response.end(request.method === 'HEAD' ? undefined : bytes);
    },
  };
}

function readFiles(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length).replaceAll('\\', '/'), readFileSync(path)];
    }),
  );
}
