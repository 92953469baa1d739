import { runInNewContext } from 'node:vm';
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { PlaceName } from '#core/contract/places.ts';
import { menuTemplate, openPlaceScript } from '#main/electron/menu.ts';

/** Shortcuts that Electron gives to roles, from its documentation; a role that stands for a whole menu has several. */
function roleAccelerators(role: string, platform: string): string[] {
  const command = platform === 'darwin' ? 'Command' : 'Control';
  const edit = ['Z', 'X', 'C', 'V', 'A'].map((key) => `${command}+${key}`);
  const table: Record<string, string[]> = {
    appMenu: ['Command+H', 'Command+Alt+H', 'Command+Q'],
    editMenu: [...edit, platform === 'win32' ? 'Control+Y' : `Shift+${command}+Z`],
    windowMenu: ['Command+M'],
    close: [`${command}+W`],
    quit: platform === 'win32' ? [] : [`${command}+Q`],
    reload: [`${command}+R`],
    toggleDevTools: [platform === 'darwin' ? 'Alt+Command+I' : 'Ctrl+Shift+I'],
    resetZoom: [`${command}+0`],
    zoomIn: [`${command}+Plus`],
    zoomOut: [`${command}+-`],
    togglefullscreen: [platform === 'darwin' ? 'Control+Command+F' : 'F11'],
    help: [],
    about: [],
  };
  if (!(role in table)) throw new Error(`No shortcuts known for the role ${role}.`);
  return table[role];
}

function items(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])]);
}

const setting = { development: false, open: () => undefined };

describe('the menu', () => {
  it.each(['darwin', 'win32', 'linux'] as const)('gives each shortcut to one item on %s', (platform) => {
    const accelerators = items(menuTemplate({ ...setting, platform, development: true })).flatMap((item) => [
      ...(item.accelerator === undefined ? [] : [item.accelerator]),
      ...(item.role === undefined ? [] : roleAccelerators(item.role, platform)),
    ]);
    expect(accelerators.length).toBeGreaterThan(12);
    expect(new Set(accelerators).size).toBe(accelerators.length);
  });

  it.each(['darwin', 'win32', 'linux'] as const)('can quit, edit, zoom and tell about Lamina on %s', (platform) => {
    const roles = items(menuTemplate({ ...setting, platform })).map((item) => item.role);
    expect(roles).toEqual(expect.arrayContaining(['editMenu', 'zoomIn', 'zoomOut', 'resetZoom', 'togglefullscreen']));
    // On a Mac the application's own menu holds both.
    expect(roles).toEqual(expect.arrayContaining(platform === 'darwin' ? ['appMenu'] : ['quit', 'about']));
  });

  it('offers the developer tools and reloading only while developing', () => {
    const roles = (development: boolean) =>
      items(menuTemplate({ ...setting, platform: 'linux', development })).map((item) => item.role);
    expect(roles(true)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
    expect(roles(false)).not.toContain('reload');
    expect(roles(false)).not.toContain('toggleDevTools');
  });

  it('goes to each place', () => {
    const open = vi.fn<(place: PlaceName) => void>();
    const go = menuTemplate({ ...setting, platform: 'linux', open }).find((item) => item.label === '&Go');
    for (const item of go?.submenu as MenuItemConstructorOptions[]) (item.click as () => void)();
    expect(open.mock.calls).toEqual([['draw'], ['workbench'], ['runs'], ['compare'], ['data']]);
  });
});

describe('opening a place', () => {
  it.each([
    ['', '#/compare'],
    ['#/draw', '#/compare'],
    ['#/runs?runs=a,b', '#/compare?runs=a,b'],
  ])('from %j leads to %s, with the chosen runs', (before, after) => {
    const location = { hash: before };
    runInNewContext(openPlaceScript('compare'), { location });
    expect(location.hash).toBe(after);
  });
});
