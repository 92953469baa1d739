import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dataset } from '#core/contract/dataset.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { Exporting } from '#renderer/views/data/exporting.svelte.ts';
import { FakeEngine, settle } from '../../state/fakeEngine.ts';

const saved: string[] = [];
beforeEach(() => {
  saved.length = 0;
  vi.stubGlobal('document', {
    createElement: () => ({
      click(this: { download: string }) {
        saved.push(this.download);
      },
    }),
  });
});
afterEach(() => vi.unstubAllGlobals());

const table = { id: 'a', name: 'Mine', kind: 'table', count: 30 } as Dataset;

async function start() {
  const engine = new FakeEngine();
  const notices = new Notices();
  const session = new Session(engine, notices);
  session.open();
  await settle();
  return { engine, notices, exporting: new Exporting(session, notices) };
}

describe('an export', () => {
  it('asks for piece after piece, tells how far it is, and saves the whole', async () => {
    const { engine, notices, exporting } = await start();
    engine.answer('datasets.exportPiece', ({ from }: { from: number }) => ({
      bytes: Uint8Array.of(65),
      next: from < 20 ? from + 10 : null,
    }));
    await exporting.start(table);
    expect(engine.inputsOf('datasets.exportPiece').map((input) => (input as { from: number }).from)).toEqual([
      0, 10, 20,
    ]);
    expect([exporting.name, exporting.done]).toEqual([null, 1]);
    expect(saved).toEqual(['mine.csv']);
    expect(notices.list[0].text).toBe('“Mine” was exported as mine.csv.');
  });

  it('saves nothing when it is stopped', async () => {
    const { engine, exporting } = await start();
    engine.answer('datasets.exportPiece', () => {
      exporting.stop();
      return { bytes: new Uint8Array(), next: 10 };
    });
    await exporting.start(table);
    expect([exporting.name, saved]).toEqual([null, []]);
  });

  it('saves nothing of a pair when half of it fails, and tells why', async () => {
    const { engine, notices, exporting } = await start();
    engine.answer('datasets.exportPiece', () => ({ bytes: Uint8Array.of(1), next: 10 }));
    const going = exporting.start({ ...table, kind: 'pictures' });
    engine.refuse('datasets.exportPiece', 'workspace', 'The disk is gone.');
    await going;
    expect([exporting.name, saved]).toEqual([null, []]);
    expect(notices.list).toMatchObject([{ tone: 'error', text: 'The disk is gone.' }]);
  });
});
