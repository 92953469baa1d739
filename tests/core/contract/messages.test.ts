import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '#core/contract/messages.ts';

/** What arrives of a value that is sent. */
function sent(value: unknown): unknown {
  return (decodeFrame(encodeFrame({ id: 1, result: value })) as { result: unknown }).result;
}

describe('a frame', () => {
  it('carries float32 and uint32 as what they are, wherever they begin and whatever memory they are of', () => {
    const floats = new Float32Array(new SharedArrayBuffer(28)).subarray(1, 6);
    floats.set([1, -2.5, NaN, Infinity, 2 ** -149]);
    for (const before of ['', 'a', 'ab', 'abc']) {
      const arrived = sent({ before, floats, counts: Uint32Array.of(1, 4_294_967_295), none: new Float32Array() });
      expect(arrived).toStrictEqual({
        before,
        floats: Float32Array.of(1, -2.5, NaN, Infinity, 2 ** -149),
        counts: Uint32Array.of(1, 4_294_967_295),
        none: new Float32Array(),
      });
    }
  });

  it('carries bytes as bytes, and numbers that JSON would lose', () => {
    expect(sent({ bytes: Uint8Array.of(1, 255), nothing: NaN })).toStrictEqual({
      bytes: Uint8Array.of(1, 255),
      nothing: NaN,
    });
  });

  it('with a piece of a number in it is refused', () => {
    const frame = encodeFrame({ id: 1, result: Float32Array.of(1) });
    const at = frame.indexOf(1, 10); // the type of the array, after its length
    const broken = Uint8Array.of(...frame.slice(0, at - 1), 0xc7, 3, 1, 0, 0, 0);
    expect(() => decodeFrame(broken)).toThrow('multiple of 4');
  });
});
