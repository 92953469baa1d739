import { crc32, deflateRawSync } from 'node:zlib';

/** One file of a .zip, with what a hostile one would say otherwise. */
export interface ZipEntry {
  path: string;
  bytes: Uint8Array;
  /** 8 is deflate, 0 none. */
  method?: 0 | 8 | 12;
  flags?: number;
  /** What the directory declares, if not the truth. */
  declaredSize?: number;
  declaredCrc?: number;
  packedSize?: number;
}

/** The bytes of a .zip (APPNOTE.TXT, 4.3): the files, the directory, and its end. */
export function zipBytes(entries: readonly ZipEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { path, bytes, method = 8, flags = 0x800 } = entry;
    const name = Buffer.from(path);
    const data = method === 8 ? deflateRawSync(bytes) : Buffer.from(bytes);
    const crc = entry.declaredCrc ?? crc32(bytes);
    const sizes = [entry.packedSize ?? data.length, entry.declaredSize ?? bytes.length];
    const common = [...half(20, flags, method, 0, 0x21), ...word(crc, ...sizes), ...half(name.length, 0)];
    const local = Buffer.concat([Buffer.from([...word(0x04034b50), ...common]), name, data]);
    const central = [...word(0x02014b50), ...half(20), ...common, ...half(0, 0, 0), ...word(0, offset)];
    directory.push(Buffer.concat([Buffer.from(central), name]));
    locals.push(local);
    offset += local.length;
  }
  const length = directory.reduce((sum, { length }) => sum + length, 0);
  const count = entries.length;
  const end = [...word(0x06054b50), ...half(0, 0, count, count), ...word(length, offset), ...half(0)];
  return new Uint8Array(Buffer.concat([...locals, ...directory, Buffer.from(end)]));
}

function word(...values: number[]): number[] {
  return values.flatMap((value) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24]);
}

function half(...values: number[]): number[] {
  return values.flatMap((value) => [value & 255, (value >>> 8) & 255]);
}
