import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { writeIdxImages, writeIdxLabels } from '#core/data/formats/idx.ts';
import { Random } from '#core/tensor/random.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, bytes: Buffer) => void;

/** A mirror on this very machine. What it does with a file can be changed, until it behaves again. */
export class Mirror {
  readonly #files = new Map<string, Buffer>();
  readonly #answers = new Map<string, Answer[]>();
  readonly #server = createServer((request, response) => this.#take(request, response));
  address = '';
  /** Every request: its path, and the range that was asked for. */
  readonly asked: { path: string; range: string | undefined }[] = [];

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  put(path: string, bytes: Buffer): void {
    this.#files.set(`/${path}`, bytes);
  }

  /** The next requests for a file are answered so, one by one; those after them as they should be. */
  next(path: string, ...answers: Answer[]): void {
    this.#answers.set(`/${path}`, answers);
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    this.asked.push({ path, range: request.headers.range });
    const bytes = this.#files.get(path);
    if (bytes === undefined) return void response.writeHead(404).end();
    const answer = this.#answers.get(path)?.shift() ?? inParts;
    answer(request, response, bytes);
  }
}

/** As a good mirror answers. */
export const inParts: Answer = (request, response, bytes) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const part = bytes.subarray(from);
  const range = from > 0 && { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': part.length, ...range }).end(part);
};

/** Knows nothing of parts. */
export const whole: Answer = (_, response, bytes) => void response.writeHead(200).end(bytes);

/** Breaks the connection after so many bytes. */
export function cutAfter(count: number): Answer {
  return (request, response, bytes) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = from > 0 && { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': bytes.length - from, ...range });
    response.write(bytes.subarray(from, from + count), () => setTimeout(() => response.destroy(), 20));
  };
}

/** Sends so many bytes and then nothing more. */
export function silentAfter(count: number): Answer {
  return (_, response, bytes) => {
    response.writeHead(200, { 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, count));
  };
}

export function sends(bytes: Buffer): Answer {
  return (_, response) => void response.writeHead(200).end(bytes);
}

export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (_, response) => void response.writeHead(code, headers).end();
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The four files of a small dataset of pictures of 4×4, gzipped as they lie at a mirror. */
export function smallFiles(
  count = 90,
  testCount = 30,
): Record<'images' | 'labels' | 'testImages' | 'testLabels', Buffer> {
  const random = new Random(5, 'pictures');
  const images = (pictures: number) =>
    gzipSync(
      writeIdxImages({
        count: pictures,
        height: 4,
        width: 4,
        pixels: Uint8Array.from({ length: pictures * 16 }, () => random.below(256)),
      }),
    );
  const labels = (pictures: number) => gzipSync(writeIdxLabels(Uint8Array.from({ length: pictures }, (_, i) => i % 3)));
  return {
    images: images(count),
    labels: labels(count),
    testImages: images(testCount),
    testLabels: labels(testCount),
  };
}

/** The list's entry for small files that a mirror has in a folder, which puts them there. */
export function putSmall(mirror: Mirror, name: string, mirrors: string[], files = smallFiles()) {
  const entry = (file: string, bytes: Buffer) => {
    mirror.put(`${name}/${file}`, bytes);
    return { name: file, bytes: bytes.length, sha256: sha256(bytes) };
  };
  return {
    name,
    title: name === 'small' ? 'Small' : `Small, as ${name}`,
    about: 'Small pictures.',
    licence: 'CC0',
    classes: ['dot', 'dash', 'blank'],
    mirrors,
    files: {
      images: entry('images.gz', files.images),
      labels: entry('labels.gz', files.labels),
      testImages: entry('test-images.gz', files.testImages),
      testLabels: entry('test-labels.gz', files.testLabels),
    },
  };
}
