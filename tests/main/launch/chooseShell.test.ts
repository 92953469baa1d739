import { describe, expect, it } from 'vitest';
import { chooseShell, type Surroundings } from '#main/launch/chooseShell.ts';

const desktop: Surroundings = { platform: 'linux', hasDisplay: true, isRoot: false, electron: 'installed' };

describe('the shell, when none is asked for', () => {
  it('is Electron where it can run, downloaded first if need be', () => {
    expect(chooseShell(null, desktop)).toEqual({ shell: 'electron', download: false, sandbox: true });
    expect(chooseShell(null, { ...desktop, electron: 'not-tried' })).toEqual({
      shell: 'electron',
      download: true,
      sandbox: true,
    });
    expect(
      chooseShell(null, { platform: 'win32', hasDisplay: false, isRoot: false, electron: 'installed' }).shell,
    ).toBe('electron');
  });

  it.each<[string, Partial<Surroundings>, string]>([
    ['no display', { hasDisplay: false }, 'no display'],
    ['root', { isRoot: true }, 'root'],
    ['a download that failed before', { electron: 'download-failed' }, 'could not be downloaded'],
  ])('is the browser with %s, and says why', (_, difference, why) => {
    const choice = chooseShell(null, { ...desktop, ...difference });
    expect(choice).toEqual({ shell: 'browser', because: expect.stringContaining(why) });
  });

  it('is Electron for the root user of macOS, where the sandbox works', () => {
    expect(chooseShell(null, { ...desktop, platform: 'darwin', isRoot: true }).shell).toBe('electron');
  });
});

describe('the shell that is asked for', () => {
  it('is the browser whatever there is', () => {
    expect(chooseShell('browser', desktop)).toEqual({ shell: 'browser', because: null });
  });

  it('is Electron even after a download that failed, and for root without the sandbox', () => {
    expect(chooseShell('electron', { ...desktop, electron: 'download-failed', isRoot: true })).toEqual({
      shell: 'electron',
      download: true,
      sandbox: false,
    });
  });

  it('cannot be Electron without a display', () => {
    const choice = chooseShell('electron', { ...desktop, hasDisplay: false });
    expect(choice).toEqual({ shell: 'none', problem: expect.stringContaining('needs a display') });
  });
});
