import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors, type NamedTensor } from '#core/data/formats/safetensors.ts';

const tensors: NamedTensor[] = [
  { name: 'layers.0.weight', shape: [2, 3], values: Float32Array.of(1, -0, 0.1, Infinity, -1e-40, 3) },
  { name: 'layers.0.bias', shape: [3], values: Float32Array.of(4, 5, 6) },
];
const written = writeSafetensors(tensors, { note: 'größer \u2265 "quoted"' });

function withHeader(header: unknown): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + 16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

describe('a safetensors file', () => {
  it('comes back bit for bit, with its metadata', () => {
    expect(readSafetensors('file', written)).toEqual({ metadata: { note: 'größer \u2265 "quoted"' }, tensors });
  });

  it('is laid out as the format says', () => {
    const view = new DataView(written.buffer);
    const headerLength = Number(view.getBigUint64(0, true));
    expect(headerLength % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(written.subarray(8, 8 + headerLength))) as unknown;
    expect(header).toMatchObject({
      'layers.0.weight': { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
      'layers.0.bias': { dtype: 'F32', shape: [3], data_offsets: [24, 36] },
    });
    expect(view.getFloat32(8 + headerLength + 24, true)).toBe(4);
    expect(written).toHaveLength(8 + headerLength + 36);
  });

  it('is refused by name at whatever byte it is cut off', () => {
    for (let length = 0; length < written.length; length++) {
      expect(() => readSafetensors('cut.safetensors', written.subarray(0, length))).toThrow(
        /^cut\.safetensors is not a safetensors file that can be read: /,
      );
    }
  });

  it.each([
    ['other numbers than float32', { a: { dtype: 'I64', shape: [2], data_offsets: [0, 16] } }, 'float32'],
    ['bytes that do not fit a shape', { a: { dtype: 'F32', shape: [3], data_offsets: [0, 16] } }, 'do not fit'],
    ['bytes beyond the end', { a: { dtype: 'F32', shape: [4], data_offsets: [8, 24] } }, 'ends within a'],
    ['a list for a header', [1, 2], 'float32'],
  ])('is refused with %s', (_, header, problem) => {
    expect(() => readSafetensors('bad', withHeader(header))).toThrow(problem);
  });
});
