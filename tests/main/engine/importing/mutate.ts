import { crc32 } from 'node:zlib';
import type { Random } from '#core/tensor/random.ts';

/** What fields are set to: nothing, little, and the largest of each width. */
const extremes = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
/** What means something in a table of text. */
const tokens = ['"', '""', ',', ';', '\t', '\r\n', '\n', '\0', '\ufeff', 'NaN', '1e999', '-', '1,5', 'é', '?', '💥'];

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const mutations: Mutation[] = [flipBit, cut, duplicate, remove, setField, setField, insertBytes, insertToken];

/** The bytes with one to four changes. */
export function mutate(original: Uint8Array, random: Random): Uint8Array {
  let bytes: Buffer = Buffer.from(original);
  const changes = 1 + random.below(4);
  for (let i = 0; i < changes; i++) bytes = mutations[random.below(mutations.length)](bytes, random);
  return new Uint8Array(bytes);
}

/** Makes the checksums of a PNG's chunks right again, as far as it still has chunks. */
export function repairPng(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  for (let at = 8; at + 12 <= png.length;) {
    const end = at + 12 + view.getUint32(at);
    if (end > png.length) break;
    view.setUint32(end - 4, crc32(png.subarray(at + 4, end - 4)));
    at = end;
  }
  return png;
}

function flipBit(bytes: Buffer, random: Random): Buffer {
  if (bytes.length > 0) bytes[random.below(bytes.length)] ^= 1 << random.below(8);
  return bytes;
}

function cut(bytes: Buffer, random: Random): Buffer {
  return bytes.subarray(0, random.below(bytes.length + 1));
}

function duplicate(bytes: Buffer, random: Random): Buffer {
  const [from, to] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
}

function remove(bytes: Buffer, random: Random): Buffer {
  const [from, to] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
}

function setField(bytes: Buffer, random: Random): Buffer {
  const width = [1, 2, 4][random.below(3)];
  if (bytes.length < width) return bytes;
  const at = random.below(bytes.length - width + 1);
  const value = extremes[random.below(extremes.length)] % 2 ** (8 * width);
  if (random.below(2) === 0) bytes.writeUIntLE(value, at, width);
  else bytes.writeUIntBE(value, at, width);
  return bytes;
}

function insertBytes(bytes: Buffer, random: Random): Buffer {
  return insert(bytes, Buffer.from(Array.from({ length: 1 + random.below(20) }, () => random.below(256))), random);
}

function insertToken(bytes: Buffer, random: Random): Buffer {
  return insert(bytes, Buffer.from(tokens[random.below(tokens.length)]), random);
}

function insert(bytes: Buffer, added: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at)]);
}

function range(bytes: Buffer, random: Random): [from: number, to: number] {
  const [a, b] = [random.below(bytes.length + 1), random.below(bytes.length + 1)];
  return [Math.min(a, b), Math.max(a, b)];
}
