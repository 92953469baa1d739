import { expect, it } from 'vitest';
import { defaultConfig } from '#core/contract/config.ts';
import { Notices } from '#renderer/state/notices.svelte.ts';
import { settingsOf } from '#renderer/views/workbench/presets/preset.ts';
import { Presets } from '#renderer/views/workbench/presets/presets.svelte.ts';
import { fakeStorage } from '../../../state/fakeEngine.ts';

const key = 'lamina.presets';

function start(kept?: string) {
  const storage = fakeStorage(kept === undefined ? {} : { [key]: kept });
  const notices = new Notices();
  return { storage, notices, presets: new Presets(storage, notices) };
}
const names = (presets: Presets) => presets.own.map(({ name }) => name);

it('are saved, renamed and kept for the next time', () => {
  const { storage, notices, presets } = start();
  presets.save(' Mine ', { ...defaultConfig, batchSize: 7 });
  presets.save('Second', defaultConfig);
  presets.rename('Mine', 'First');
  const again = new Presets(storage, notices);
  expect(names(again)).toEqual(['First', 'Second']);
  expect(again.own[0].settings.batchSize).toBe(7);
  expect(again.own[0].settings).not.toHaveProperty('seed');
});

it('have names of their own, which are not empty and not too long', () => {
  const { presets } = start();
  presets.save('Mine', defaultConfig);
  expect(presets.nameProblem('Mine')).toMatch(/already/);
  expect(presets.nameProblem('Mine', 'Mine')).toBeUndefined();
  expect(presets.nameProblem('Careful')).toMatch(/already/);
  expect(presets.nameProblem('  ')).toBe('Give it a name.');
  expect(presets.nameProblem('x'.repeat(61))).toBe('At most 60 characters.');
  presets.save('Mine', defaultConfig);
  presets.save('', defaultConfig);
  presets.rename('Mine', 'Usual');
  expect(names(presets)).toEqual(['Mine']);
});

it('are deleted, and come back to their place when that is undone', () => {
  const { notices, presets } = start();
  for (const name of ['a', 'b', 'c']) presets.save(name, defaultConfig);
  presets.remove('b');
  expect(names(presets)).toEqual(['a', 'c']);
  notices.act(notices.list[0]);
  expect(names(presets)).toEqual(['a', 'b', 'c']);
});

it.each(['', '{', 'null', '{"name":"x"}', '"x"', '[null, 3, {}]'])('are none when %s was kept', (kept) => {
  expect(start(kept).presets.own).toEqual([]);
});

it('leave out one that is damaged, and keep the others', () => {
  const good = { name: 'Good', settings: settingsOf(defaultConfig) };
  const kept = [
    { ...good, name: '' },
    { ...good, name: 'Bad', settings: { ...good.settings, batchSize: 0 } },
    { ...good, name: 'Newer', settings: { ...good.settings, invented: 1 } },
    good,
  ];
  expect(names(start(JSON.stringify(kept)).presets)).toEqual(['Good']);
});
