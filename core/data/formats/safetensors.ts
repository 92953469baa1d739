import { LaminaError } from '../../contract/errors.ts';

/**
 * safetensors (https://huggingface.co/docs/safetensors): the header's length as a little-endian 64-bit number, the
 * header as JSON, then the tensors' bytes, little-endian. Here always float32.
 */
export interface NamedTensor {
  name: string;
  shape: number[];
  values: Float32Array;
}

export interface SafetensorsHeader {
  metadata: Record<string, string>;
  tensors: { name: string; shape: number[]; start: number; end: number }[];
  /** Where the tensors' bytes begin. */
  dataStart: number;
}

/** A header is far smaller; a length beyond this is not a header's. */
const largestHeader = 100 * 2 ** 20;

export function writeSafetensors(tensors: readonly NamedTensor[], metadata: Record<string, string>): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const { name, shape, values } of tensors) {
    const start = end;
    end += values.byteLength;
    header[name] = { dtype: 'F32', shape, data_offsets: [start, end] };
  }
  const text = encodeUtf8(JSON.stringify(header));
  // Spaces after the header make the data begin at a multiple of eight.
  const headerLength = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + end).fill(0x20, 8, 8 + headerLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(text, 8);
  const data = new DataView(bytes.buffer, 8 + headerLength);
  let position = 0;
  for (const { values } of tensors) {
    for (const value of values) {
      data.setFloat32(position, value, true);
      position += 4;
    }
  }
  return bytes;
}
