import { describe, expect, it } from 'vitest';
import { Theme } from '#renderer/state/theme.svelte.ts';
import { fakeStorage } from './fakeEngine.ts';

function start(systemIsDark: boolean, stored: Record<string, string> = {}) {
  let tell = () => undefined as void;
  const media = {
    matches: systemIsDark,
    addEventListener: (_type: 'change', listener: () => void) => void (tell = listener),
  };
  const host = {
    localStorage: fakeStorage(stored),
    document: { documentElement: { dataset: {} as DOMStringMap } },
    matchMedia: () => media,
  };
  const setSystem = (isDark: boolean) => {
    media.matches = isDark;
    tell();
  };
  return { host, root: host.document.documentElement.dataset, setSystem, theme: new Theme(host) };
}

describe('the theme', () => {
  it('follows the system', () => {
    const { root, setSystem, theme } = start(true);
    expect(theme.shown).toBe('dark');
    setSystem(false);
    expect(theme.shown).toBe('light');
    expect(root['theme']).toBe('light');
  });

  it('stays as it is chosen, and remembers it', () => {
    const { host, root, setSystem, theme } = start(false);
    theme.choice = 'dark';
    setSystem(false);
    expect(root['theme']).toBe('dark');
    expect(host.localStorage.getItem('lamina.theme')).toBe('dark');
    theme.choice = 'system';
    expect(root['theme']).toBe('light');
    expect(host.localStorage.getItem('lamina.theme')).toBeNull();
  });

  it('is found again, and nonsense is passed over', () => {
    expect(start(false, { 'lamina.theme': 'dark' }).theme.choice).toBe('dark');
    expect(start(false, { 'lamina.theme': 'purple' }).theme.choice).toBe('system');
  });
});
