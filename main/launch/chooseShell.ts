/** What the choice between the two shells depends on. */
export interface Surroundings {
  platform: NodeJS.Platform;
  /** Linux only: whether the session has a screen that a window can open on. */
  hasDisplay: boolean;
  isRoot: boolean;
  electron: 'installed' | 'not-tried' | 'download-failed';
}

export type ShellChoice =
  | { shell: 'electron'; download: boolean; sandbox: boolean }
  /** Why it is not Electron, as the end of a sentence; null when the browser was asked for. */
  | { shell: 'browser'; because: string | null }
  | { shell: 'none'; problem: string };

/** Chooses the shell: what was asked for, else Electron wherever it can run, else the browser. */
export function chooseShell(asked: 'browser' | 'electron' | null, surroundings: Surroundings): ShellChoice {
  if (asked === 'browser') return { shell: 'browser', because: null };
  const isLinux = surroundings.platform !== 'win32' && surroundings.platform !== 'darwin';
  const isLinuxRoot = isLinux && surroundings.isRoot;
  const download = surroundings.electron !== 'installed';

  if (asked === 'electron') {
    if (isLinux && !surroundings.hasDisplay) {
      return {
        shell: 'none',
        problem:
          'Electron needs a display, and this session has none.\nStart Lamina without --electron to use it in a browser.',
      };
    }
    return { shell: 'electron', download, sandbox: !isLinuxRoot };
  }
  if (isLinux && !surroundings.hasDisplay)
    return { shell: 'browser', because: 'this session has no display for a window' };
  if (isLinuxRoot) return { shell: 'browser', because: 'Electron’s sandbox does not work for the root user' };
  if (surroundings.electron === 'download-failed') {
    return {
      shell: 'browser',
      because: 'Electron could not be downloaded when it was tried (“npm start -- --electron” tries again)',
    };
  }
  return { shell: 'electron', download, sandbox: true };
}
