import { expect, it } from 'vitest';
import { DownloadsState } from '#renderer/state/downloads.svelte.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { Session } from '#renderer/state/session.svelte.ts';
import { FakeEngine, settle } from './fakeEngine.ts';

async function start() {
  const engine = new FakeEngine();
  let bytesHere = 0;
  engine.answer('downloads.list', () => [{ name: 'mnist', title: 'MNIST', bytesHere }]);
  const notices = new Notices();
  const session = new Session(engine, notices);
  const downloads = new DownloadsState(session, notices);
  session.open();
  await settle();
  return { engine, notices, downloads, leave: (bytes: number) => (bytesHere = bytes) };
}

it('asks for nothing before it is looked at', async () => {
  const { engine, downloads } = await start();
  expect(engine.inputsOf('downloads.list')).toEqual([]);
  await downloads.load();
  expect(downloads.list.map(({ name }) => name)).toEqual(['mnist']);
});

it('is under way until it is here, and asks once', async () => {
  const { engine, notices, downloads } = await start();
  let finish: () => void = () => undefined;
  engine.answer('downloads.start', () => new Promise((resolve) => (finish = () => resolve({ name: 'MNIST' }))));
  const done = downloads.start('mnist');
  void downloads.start('mnist');
  await settle();
  expect(downloads.isUnderWay('mnist')).toBe(true);
  finish();
  await done;
  expect(downloads.isUnderWay('mnist')).toBe(false);
  expect(engine.inputsOf('downloads.start')).toEqual([{ name: 'mnist' }]);
  expect(notices.list.map(({ text }) => text)).toEqual(['MNIST is here, and can be learned from.']);
});

it('keeps why it failed until it is tried again', async () => {
  const { engine, downloads } = await start();
  engine.refuse('downloads.start', 'download', 'No mirror.', 'Try again.');
  await downloads.start('mnist');
  expect(downloads.problem('mnist')).toEqual({ text: 'No mirror.', hint: 'Try again.' });
  engine.answer('downloads.start', () => ({ name: 'MNIST' }));
  await downloads.start('mnist');
  expect(downloads.problem('mnist')).toBeUndefined();
});

it('takes a stop for no failure, and tells what has come', async () => {
  const { engine, downloads, leave } = await start();
  engine.refuse('downloads.start', 'cancelled', 'The download was stopped.');
  leave(1000);
  await downloads.start('mnist');
  expect(downloads.problem('mnist')).toBeUndefined();
  expect(downloads.list[0].bytesHere).toBe(1000);
});
