import { decode, encode, ExtensionCodec } from '@msgpack/msgpack';
import { z } from 'zod';
import { problemSchema } from './errors.ts';
import { eventNames } from './events.ts';

/** What a page or the command line sends. */
export const requestMessageSchema = z.strictObject({
  id: z.int().min(0),
  request: z.string().max(100),
  input: z.unknown(),
});
export type RequestMessage = z.infer<typeof requestMessageSchema>;

/** What the engine sends. */
export const engineMessageSchema = z.union([
  z.strictObject({ id: z.int().min(0), result: z.unknown() }),
  z.strictObject({ id: z.int().min(0), problem: problemSchema }),
  z.strictObject({ event: z.enum(eventNames), data: z.unknown() }),
]);
export type EngineMessage = z.infer<typeof engineMessageSchema>;

/** Frames larger than this are refused on arrival, before they are decoded. */
export const largestRequestFrame = 16 * 2 ** 20;

/** Views of numbers that arrive as what they were; MessagePack by itself knows only bytes. */
const arrayTypes = [
  { type: 1, Numbers: Float32Array },
  { type: 2, Numbers: Uint32Array },
] as const;

const extensionCodec = new ExtensionCodec();
for (const { type, Numbers } of arrayTypes) {
  extensionCodec.register({
    type,
    encode: (value) =>
      value instanceof Numbers ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null,
    // A copy: within a frame they may begin anywhere.
    decode: (bytes) => new Numbers(new Uint8Array(bytes).buffer),
  });
}

/** MessagePack keeps what JSON would lose: bytes, arrays of float32 or uint32, NaN and the infinities. */
export function encodeFrame(message: RequestMessage | EngineMessage): Uint8Array {
  return encode(message, { ignoreUndefined: true, extensionCodec });
}

/** Throws on bytes that are not MessagePack. The result is still to be validated. */
export function decodeFrame(bytes: Uint8Array): unknown {
  return decode(bytes, { extensionCodec });
}
