import type { MenuItemConstructorOptions } from 'electron';

/** The places of the page, by the name that stands in its address. */
const places = [
  { name: 'draw', title: 'Draw' },
  { name: 'workbench', title: 'Workbench' },
  { name: 'runs', title: 'Runs' },
  { name: 'compare', title: 'Compare' },
] as const;
export type MenuPlace = (typeof places)[number]['name'];

export interface MenuSetting {
  platform: NodeJS.Platform;
  /** Adds reloading and the developer tools. */
  development: boolean;
  open(place: MenuPlace): void;
}

/** The application's menu. Its shortcuts are the system's own; those of the places are the page's too. */
export function menuTemplate({ platform, development, open }: MenuSetting): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const developerItems: MenuItemConstructorOptions[] = [{ role: 'reload' }, { role: 'toggleDevTools' }, separator];
  const goItems = places.map(({ name, title }, index): MenuItemConstructorOptions => ({
    label: title,
    accelerator: `Alt+${index + 1}`,
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
export function openPlaceScript(place: MenuPlace): string {
  return `location.hash = '#/${place}' + (/\\?.*$/.exec(location.hash)?.[0] ?? '')`;
}
