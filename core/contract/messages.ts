import { decode, encode } from '@msgpack/msgpack';
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

/** MessagePack keeps what JSON would lose: bytes, NaN and the infinities. */
export function encodeFrame(message: RequestMessage | EngineMessage): Uint8Array {
  return encode(message, { ignoreUndefined: true });
}

/** Throws on bytes that are not MessagePack. The result is still to be validated. */
export function decodeFrame(bytes: Uint8Array): unknown {
  return decode(bytes);
}
