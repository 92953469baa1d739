import { describe, expect, it } from 'vitest';
import type { UploadPiece } from '#core/contract/importing.ts';
import { handOver } from '#renderer/views/data/import/handOver.ts';

const never = new AbortController().signal;

function fileOf(bytes: Uint8Array<ArrayBuffer>, name: string): File {
  return new File([bytes], name);
}

describe('files are handed over', () => {
  it('whole, in pieces that follow each other, a few megabytes a message', async () => {
    const large = Uint8Array.from({ length: 9_500_000 }, (_, i) => i % 251);
    const files = [
      { path: 'a/large', file: fileOf(large, 'large') },
      { path: 'empty', file: fileOf(new Uint8Array(), 'empty') },
      { path: 'small', file: fileOf(Uint8Array.of(1, 2), 'small') },
    ];
    const there = new Map<string, Uint8Array>();
    const messages: number[] = [];
    const shares: number[] = [];
    const write = (pieces: UploadPiece[]) => {
      messages.push(pieces.reduce((sum, { bytes }) => sum + bytes.length, 0));
      for (const { file, position, bytes } of pieces) {
        const before = there.get(file) ?? new Uint8Array();
        expect(position).toBe(before.length);
        there.set(file, new Uint8Array(Buffer.concat([before, bytes])));
      }
      return Promise.resolve();
    };
    await handOver(files, write, (done) => shares.push(done), never);
    expect([...there.keys()]).toEqual(['a/large', 'empty', 'small']);
    expect(Buffer.compare(there.get('a/large')!, large)).toBe(0);
    expect(there.get('small')).toEqual(Uint8Array.of(1, 2));
    expect(Math.max(...messages)).toBeLessThanOrEqual(2 ** 22);
    expect(shares.at(-1)).toBe(1);
  });

  it('many small ones in few messages', async () => {
    const files = Array.from({ length: 1200 }, (_, i) => ({ path: `${i}`, file: fileOf(Uint8Array.of(i), `${i}`) }));
    const counts: number[] = [];
    await handOver(
      files,
      (pieces) => Promise.resolve(counts.push(pieces.length)),
      () => undefined,
      never,
    );
    expect(counts).toEqual([500, 500, 200]);
  });

  it('until someone cancels', async () => {
    const cancelling = new AbortController();
    const file = fileOf(new Uint8Array(9_000_000), 'large');
    const write = () => {
      cancelling.abort(new Error('cancelled'));
      return Promise.resolve();
    };
    await expect(handOver([{ path: 'large', file }], write, () => undefined, cancelling.signal)).rejects.toThrow(
      'cancelled',
    );
  });
});
