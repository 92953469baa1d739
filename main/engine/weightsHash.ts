import { createHash } from 'node:crypto';
import { LaminaError } from '#core/contract/errors.ts';

/** SHA-256 of parameters as little-endian float32, as hexadecimal digits. */
export function hashOf(parameters: Float32Array): string {
  const { buffer, byteOffset, byteLength } = parameters;
  return createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');
}

/** Throws `conflict` when stored parameters are not those that their hash was taken of. */
export function requireHash(parameters: Float32Array, hash: string): void {
  requireSameHash(hashOf(parameters), hash);
}

/** Throws `conflict` when the hash of stored parameters is not the one that was stored with them. */
export function requireSameHash(found: string, stored: string): void {
  if (found === stored) return;
  throw new LaminaError(
    'conflict',
    'The weights of this checkpoint are damaged: they do not fit the hash that was stored with them.',
    'Use another checkpoint or another run.',
  );
}
