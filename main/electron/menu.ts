import type { MenuItemConstructorOptions } from 'electron';
import { placeNames, places, type PlaceName } from '#core/contract/places.ts';

export interface MenuSetting {
  platform: NodeJS.Platform;
  /** Adds reloading and the developer tools. */
  development: boolean;
  open(place: PlaceName): void;
}

/** The application's menu. Its shortcuts are the system's own; those of the places are the page's too. */
export function menuTemplate({ platform, development, open }: MenuSetting): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const developerItems: MenuItemConstructorOptions[] = [{ role: 'reload' }, { role: 'toggleDevTools' }, separator];
  const goItems = placeNames.map((name): MenuItemConstructorOptions => ({
    label: places[name].title,
    accelerator: `Alt+${places[name].key}`,
    click: () => open(name),
  }));
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: [mac ? { role: 'close' } : { role: 'quit' }] },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...(development ? developerItems : []),
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    { label: '&Go', submenu: goItems },
    mac ? { role: 'windowMenu' } : { role: 'help', submenu: [{ role: 'about' }] },
  ];
}

/** What the page is told to do to open a place. The runs chosen for comparing stand in the address and stay there. */
export function openPlaceScript(place: PlaceName): string {
  return `location.hash = '#/${place}' + (/\\?.*$/.exec(location.hash)?.[0] ?? '')`;
}
