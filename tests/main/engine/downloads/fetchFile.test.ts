import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LaminaError } from '#core/contract/errors.ts';
import { Random } from '#core/tensor/random.ts';
import { fetchFile } from '#main/engine/downloads/fetchFile.ts';
import { cutAfter, Mirror, sends, sha256, silentAfter, status, whole } from './mirror.ts';

const random = new Random(11, 'bytes');
const bytes = Buffer.from(Uint8Array.from({ length: 100_000 }, () => random.below(256)));
const file = { name: 'file.gz', bytes: bytes.length, sha256: sha256(bytes) };

let folder: string;
let mirror: Mirror;
let other: Mirror;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamina-download-'));
  mirror = new Mirror();
  other = new Mirror();
  for (const each of [mirror, other]) {
    await each.open();
    each.put('file.gz', bytes);
  }
});
afterEach(async () => {
  await mirror.close();
  await other.close();
  await rm(folder, { recursive: true });
});

/** Words of the problems of the mirrors, or null, and how far the progress has come. */
async function fetched(mirrors = [mirror.address], abort = new AbortController(), silenceMilliseconds = 5000) {
  let told = 0;
  const problems = await fetchFile(
    file,
    mirrors.map((address) => new URL(address)),
    folder,
    { signal: abort.signal, silenceMilliseconds, progress: (count) => (told = count) },
  );
  const hosts = [mirror, other].map(({ address }) => new URL(address).host);
  const words = problems?.map(({ message }) => message.replace(hosts[0], 'HOST').replace(hosts[1], 'OTHER'));
  return { problems: words ?? null, told };
}

async function expectWhole() {
  expect(await readdir(folder)).toEqual(['file.gz']);
  expect(sha256(await readFile(join(folder, 'file.gz')))).toBe(file.sha256);
}

it('fetches a file whole, and not again', async () => {
  expect(await fetched()).toEqual({ problems: null, told: bytes.length });
  await expectWhole();
  expect(await fetched()).toEqual({ problems: null, told: 0 });
  expect(mirror.asked).toEqual([{ path: '/file.gz', range: undefined }]);
});

it('goes on where the connection broke', async () => {
  mirror.next('file.gz', cutAfter(40_000), cutAfter(30_000));
  expect((await fetched()).problems).toBeNull();
  await expectWhole();
  expect(mirror.asked.map(({ range }) => range)).toEqual([undefined, 'bytes=40000-', 'bytes=70000-']);
});

it('goes on with what an earlier try has left, also at another mirror', async () => {
  mirror.next('file.gz', cutAfter(40_000), status(503));
  expect((await fetched()).problems).toEqual(['HOST answers 503 for file.gz']);
  expect(await readFile(join(folder, 'file.gz.part'))).toEqual(bytes.subarray(0, 40_000));
  expect((await fetched([other.address])).problems).toBeNull();
  expect(other.asked).toEqual([{ path: '/file.gz', range: 'bytes=40000-' }]);
  await expectWhole();
});

it('asks nobody where the last byte is there already', async () => {
  await writeFile(join(folder, 'file.gz.part'), bytes);
  expect((await fetched()).problems).toBeNull();
  expect(mirror.asked).toEqual([]);
  await expectWhole();
});

it('begins anew at a mirror that sends no parts', async () => {
  mirror.next('file.gz', cutAfter(40_000), whole);
  expect((await fetched()).problems).toBeNull();
  expect(mirror.asked.map(({ range }) => range)).toEqual([undefined, 'bytes=40000-']);
  await expectWhole();
});

it('throws away what was wrong from an earlier try, and begins anew', async () => {
  await writeFile(join(folder, 'file.gz.part'), Buffer.alloc(40_000, 7));
  expect((await fetched()).problems).toBeNull();
  expect(mirror.asked.map(({ range }) => range)).toEqual(['bytes=40000-', undefined]);
  await expectWhole();
});

it('uses nothing that has a wrong checksum, and asks the next mirror', async () => {
  mirror.next('file.gz', sends(Buffer.alloc(bytes.length, 7)));
  expect((await fetched()).problems).toEqual(['what HOST has sent is not file.gz, as its checksum tells']);
  expect(await readdir(folder)).toEqual([]);
  mirror.next('file.gz', sends(Buffer.alloc(bytes.length, 7)));
  expect((await fetched([mirror.address, other.address])).problems).toBeNull();
  await expectWhole();
});

it('asks the next mirror for what one has not got', async () => {
  mirror.next('file.gz', status(404));
  expect((await fetched([mirror.address, other.address])).problems).toBeNull();
  expect(other.asked).toHaveLength(1);
});

it('refuses a file of another length, declared or not', async () => {
  const longer = Buffer.concat([bytes, Buffer.alloc(1)]);
  mirror.put('file.gz', longer);
  const refused = ['HOST has another file as file.gz: it should have 100,000 bytes'];
  expect((await fetched()).problems).toEqual(refused);
  expect(await readdir(folder)).toEqual([]);
  mirror.next('file.gz', (_, response) => void response.writeHead(200, { 'Transfer-Encoding': 'chunked' }).end(longer));
  expect((await fetched()).problems).toEqual(refused);
});

it('takes a gzip file as it is, whatever the mirror calls it', async () => {
  mirror.next('file.gz', (_, response) => void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bytes));
  expect((await fetched()).problems).toBeNull();
  await expectWhole();
});

it('follows where it is led on the web, but not in circles and not elsewhere', async () => {
  mirror.next('file.gz', status(302, { Location: `${other.address}file.gz` }));
  expect((await fetched()).problems).toBeNull();
  await rm(join(folder, 'file.gz'));
  const circle = status(301, { Location: '/file.gz' });
  mirror.next('file.gz', circle, circle, circle, circle, circle, circle);
  expect((await fetched()).problems).toEqual(['HOST leads from one address to the next without end']);
  mirror.next('file.gz', status(302, { Location: 'file:///etc/passwd' }));
  expect((await fetched()).problems).toEqual(['HOST leads to an address that is not of the web']);
});

it('gives up a mirror that sends nothing more', async () => {
  mirror.next('file.gz', silentAfter(0), silentAfter(0));
  expect((await fetched([mirror.address, other.address], undefined, 50)).problems).toBeNull();
  await expectWhole();
});

it('stops at once when it is told to, and keeps what has come', async () => {
  const abort = new AbortController();
  mirror.next('file.gz', silentAfter(40_000));
  const reason = new LaminaError('cancelled', 'Stopped.');
  const running = fetchFile(file, [new URL(mirror.address)], folder, {
    signal: abort.signal,
    silenceMilliseconds: 5000,
    progress: (count) => count === 40_000 && abort.abort(reason),
  });
  await expect(running).rejects.toBe(reason);
  expect(await readFile(join(folder, 'file.gz.part'))).toEqual(bytes.subarray(0, 40_000));
  await expect(fetched([mirror.address], abort)).rejects.toBe(reason);
});

it('tells of a mirror that is not there', async () => {
  await mirror.close();
  expect((await fetched()).problems).toEqual(['HOST refuses the connection']);
  await mirror.open();
});

// A part of a file that leads to /dev/full, where nothing has room.
it.runIf(existsSync('/dev/full'))('tells of a full disk', async () => {
  await symlink('/dev/full', join(folder, 'file.gz.part'));
  await expect(fetched()).rejects.toMatchObject({
    code: 'workspace',
    message: `There is no room left for ${join(folder, 'file.gz.part')}.`,
    hint: 'Make room on that disk, then try again: what has come so far is kept.',
  });
});

it('tells of a folder that cannot be written', async () => {
  await rm(folder, { recursive: true });
  await expect(fetched()).rejects.toMatchObject({ code: 'workspace', message: expect.stringContaining('(ENOENT)') });
  folder = await mkdtemp(join(tmpdir(), 'lamina-download-'));
});
