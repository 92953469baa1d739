import { describe, expect, it } from 'vitest';
import { shownKeys } from '#renderer/components/keys.ts';

describe('keys', () => {
  it('are shown as the keyboard has them', () => {
    expect(shownKeys('Ctrl Shift Z', false)).toBe('Ctrl Shift Z');
    expect(shownKeys('Ctrl Shift Z', true)).toBe('⌘ ⇧ Z');
    expect(shownKeys('Alt 1', true)).toBe('⌥ 1');
  });
});
