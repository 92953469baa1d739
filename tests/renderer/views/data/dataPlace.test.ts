import { expect, it } from 'vitest';
import type { Dataset } from '#core/contract/dataset.ts';
import { DatasetsState } from '#renderer/state/datasets.svelte.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { DataPlace } from '#renderer/views/data/dataPlace.svelte.ts';
import { Exporting } from '#renderer/views/data/exporting.svelte.ts';
import { FakeEngine, fakeStorage, settle } from '../../state/fakeEngine.ts';

const dataset = (id: string, trashedAt: number | null = null) =>
  ({ id, name: id, count: 1, createdAt: 0, trashedAt }) as Dataset;

async function start(storage = fakeStorage()) {
  const engine = new FakeEngine();
  engine.answer('datasets.list', () => [dataset('a'), dataset('b'), dataset('c', 1)]);
  const notices = new Notices();
  const session = new Session(engine, notices);
  const place = new DataPlace(new DatasetsState(session, notices), new Exporting(session, notices), storage);
  session.open();
  await settle();
  return { engine, place };
}

it('looks at the dataset that was chosen, also the next time', async () => {
  const storage = fakeStorage();
  const { place } = await start(storage);
  expect(place.chosen?.id).toBe('a');
  place.choose('b');
  expect(place.chosen?.id).toBe('b');
  expect((await start(storage)).place.chosen?.id).toBe('b');
});

it('looks at another one when that has gone to the trash, and finds it there', async () => {
  const { engine, place } = await start();
  place.choose('b');
  engine.tell('dataset.changed', dataset('b', 2));
  expect(place.chosen?.id).toBe('a');
  place.showsTrash = true;
  expect(place.listed.map(({ id }) => id)).toEqual(['b', 'c']);
  expect(place.chosen?.id).toBe('b');
});
