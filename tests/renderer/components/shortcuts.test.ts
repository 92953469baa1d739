import { describe, expect, it } from 'vitest';
import { placeOfKey } from '#renderer/state/place.svelte.ts';
import { placeNames, places } from '#core/contract/places.ts';
import { pressed, shortcutPlaces, shortcuts, type Shortcut } from '#renderer/components/shortcuts.ts';

/** The press of the last key of a shortcut, with those before it held. */
function press(keys: string): KeyboardEvent {
  const parts = keys.split(' ');
  const key = parts.at(-1);
  return {
    key,
    code: /^\d$/.test(key) ? `Digit${key}` : '',
    altKey: parts.includes('Alt'),
    ctrlKey: parts.includes('Ctrl'),
    metaKey: false,
    shiftKey: parts.includes('Shift'),
  } as KeyboardEvent;
}

describe('the table of shortcuts', () => {
  const all = (Object.keys(shortcutPlaces) as (keyof typeof shortcuts)[]).flatMap((place) =>
    Object.entries<Shortcut>(shortcuts[place]).flatMap(([name, { keys }]) => keys.map((one) => ({ place, name, one }))),
  );

  it.each(all)('$place: $one is one thing only, $name', ({ place, name, one }) => {
    expect(pressed(press(one), place)).toBe(name);
  });

  it('tells the keys that open places as they are', () => {
    for (const name of placeNames) {
      expect(placeOfKey(press(shortcuts.everywhere[name].keys[0]))).toBe(name);
      expect(shortcuts.everywhere[name].does).toBe(`Open ${places[name].title}`);
    }
  });
});
