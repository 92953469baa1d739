import { randomBytes } from 'node:crypto';

/** Without the letters and digits that are easily taken for each other. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** A short id that can be typed: eight characters, about 8·10¹¹ of them. */
export function newId(): string {
  return Array.from(randomBytes(8), (byte) => alphabet[byte % alphabet.length]).join('');
}
