import { z } from 'zod';
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

export interface Safetensors {
  metadata: Record<string, string>;
  tensors: NamedTensor[];
}

export function writeSafetensors(tensors: readonly NamedTensor[], metadata: Record<string, string>): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const { name, shape, values } of tensors) {
    const start = end;
    end += values.byteLength;
    header[name] = { dtype: 'F32', shape, data_offsets: [start, end] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
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

const tensorSchema = z.object({
  dtype: z.literal('F32'),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});
const headerSchema = z.object({ __metadata__: z.record(z.string(), z.string()).default({}) }).catchall(tensorSchema);

/** Reads a file of float32 tensors. Throws `bad-file`, naming the file and what is wrong with it. */
export function readSafetensors(name: string, bytes: Uint8Array): Safetensors {
  const refuse = (problem: string) =>
    new LaminaError('bad-file', `${name} is not a safetensors file that can be read: ${problem}.`, 'Export it again.');
  if (bytes.length < 8) throw refuse('it ends within its first eight bytes');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getBigUint64(0, true);
  if (headerLength > BigInt(bytes.length - 8))
    throw refuse(`its header should have ${headerLength} bytes, and the file ends before`);
  const dataStart = 8 + Number(headerLength);
  const { __metadata__: metadata, ...entries } = parseHeader(bytes.subarray(8, dataStart), refuse);
  const tensors = Object.entries(entries).map(
    ([
      tensor,
      {
        shape,
        data_offsets: [start, end],
      },
    ]) => {
      const length = shape.reduce((product, size) => product * size, 1);
      if (end - start !== length * 4) throw refuse(`the bytes of ${tensor} do not fit its shape`);
      if (dataStart + end > bytes.length) throw refuse(`it ends within ${tensor}`);
      const values = Float32Array.from({ length }, (_, i) => view.getFloat32(dataStart + start + i * 4, true));
      return { name: tensor, shape, values };
    },
  );
  return { metadata, tensors };
}

function parseHeader(bytes: Uint8Array, refuse: (problem: string) => LaminaError): z.infer<typeof headerSchema> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refuse('its header is not JSON');
  }
  const parsed = headerSchema.safeParse(header);
  if (!parsed.success) throw refuse('its header does not describe float32 tensors');
  return parsed.data;
}
