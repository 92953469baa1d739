import { describe, expect, it } from 'vitest';
import { isPressed, shownKeys } from '#renderer/components/keys.ts';

describe('keys', () => {
  it('are shown as the keyboard has them', () => {
    expect(shownKeys('Ctrl Shift Z', false)).toBe('Ctrl Shift Z');
    expect(shownKeys('Ctrl Shift Z', true)).toBe('⌘ ⇧ Z');
    expect(shownKeys('Alt 1', true)).toBe('⌥ 1');
    expect(shownKeys('Shift ArrowLeft', false)).toBe('Shift ←');
  });

  const press = (key: string, held: ('altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey')[] = []) => ({
    key,
    altKey: held.includes('altKey'),
    ctrlKey: held.includes('ctrlKey'),
    metaKey: held.includes('metaKey'),
    shiftKey: held.includes('shiftKey'),
  });

  it('are pressed when all that is meant is held, and nothing else', () => {
    expect(isPressed(press('z', ['ctrlKey']), 'Ctrl Z')).toBe(true);
    expect(isPressed(press('z', ['metaKey']), 'Ctrl Z')).toBe(true);
    expect(isPressed(press('Z', ['ctrlKey', 'shiftKey']), 'Ctrl Z')).toBe(false);
    expect(isPressed(press('Z', ['ctrlKey', 'shiftKey']), 'Ctrl Shift Z')).toBe(true);
    expect(isPressed(press('s'), 'S')).toBe(true);
    expect(isPressed(press('S'), 'S')).toBe(true); // capitals are locked
    expect(isPressed(press('s', ['altKey']), 'S')).toBe(false);
    expect(isPressed(press('S', ['shiftKey']), 'S')).toBe(false);
  });

  it('that are signs may need Shift, wherever the keyboard has them', () => {
    expect(isPressed(press('?', ['shiftKey']), '?')).toBe(true);
    expect(isPressed(press('?'), '?')).toBe(true);
    expect(isPressed(press('?', ['ctrlKey']), '?')).toBe(false);
  });
});
