/**
 * Colours of runs: eight hues that stay apart in the common kinds of colour blindness (after Okabe and Ito, 2008),
 * a darker shade on light ground and a lighter one on dark, each with a contrast of at least 3:1 to its ground.
 */
const palette = {
  light: ['#0072b2', '#c25100', '#007a5a', '#b0508a', '#8a6a00', '#2a86c4', '#7a5195', '#555f6b'],
  dark: ['#5aa9e6', '#ff8b4a', '#33c296', '#e58fc2', '#e6c229', '#9bd3ff', '#b79ae0', '#aab4c0'],
} as const;

export type Ground = keyof typeof palette;

/** The colour of a run: the same for the same id, everywhere and always. */
export function runColour(run: string, ground: Ground): string {
  const colours = palette[ground];
  return colours[hash(run) % colours.length];
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
