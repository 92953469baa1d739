/** The places of the application, in the order of the rail, by the name that stands in the page's address. */
export const placeNames = ['draw', 'workbench', 'runs', 'compare', 'data'] as const;
export type PlaceName = (typeof placeNames)[number];

/** What a place is called, and the digit that opens it together with Alt. */
export const places: Record<PlaceName, { title: string; key: string }> = {
  draw: { title: 'Draw', key: '1' },
  workbench: { title: 'Workbench', key: '2' },
  runs: { title: 'Runs', key: '3' },
  compare: { title: 'Compare', key: '4' },
  data: { title: 'Data', key: '5' },
};
